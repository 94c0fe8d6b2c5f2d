/** The ends of runs: well, badly, or as if they had not begun. */
export const ENDS = `
local function endAs(job, state, result, keepMs)
  if tonumber(keepMs) > 0 then
    local progress = call('HGET', jobKey(job.id), 'progress')
    lift(job)
    call('DEL', jobKey(job.id))
    call('HSET', jobKey(job.id), 'state', state, 'result', result, 'progress', progress or '')
    call('PEXPIRE', jobKey(job.id), keepMs)
  else
    forget(job)
  end
  letGoOfKey(job)
end

local function bookError(job, message)
  job.attempts = job.attempts + 1
  local added = cjson.encode({ atMs = now, attempt = job.attempts, message = message })
  job.errors = job.errors == '' and added or job.errors .. ',' .. added
  call('HSET', jobKey(job.id), 'attempts', job.attempts, 'errors', job.errors)
end

local LETTER = { 'payload', 'pri', 'key', 'trace', 'added', 'started', 'errors' }
local function die(job, reason)
  local found = call('HMGET', jobKey(job.id), unpack(LETTER))
  local letter = { 'id', job.id, 'reason', reason, 'died', now }
  for i, field in ipairs(LETTER) do
    letter[#letter + 1] = field
    letter[#letter + 1] = found[i] or ''
  end
  lift(job)
  local entry = call('XADD', P .. 'dead', '*', unpack(letter))
  call('DEL', jobKey(job.id))
  call('HSET', jobKey(job.id), 'state', 'dead', 'entry', entry)
  letGoOfKey(job)
end

local function fail(job, message, maxAttempts, keepMs)
  if job.cancelled then
    endAs(job, 'cancelled', '', keepMs)
    return 'CANCELLED'
  end
  bookError(job, message)
  if job.attempts < tonumber(maxAttempts) then return 'RETRIED' end
  die(job, 'exhausted')
  return 'BURIED'
end

local function giveBack(job, keepMs)
  if job.cancelled then return endAs(job, 'cancelled', '', keepMs) end
  lift(job)
  enter(job.id, job.pri, job.key)
end
`;
