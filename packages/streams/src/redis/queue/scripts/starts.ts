/** The beginnings of runs. */
export const STARTS = `
-- an entry that names no job lying there: kept as a dead letter as it is, so that nothing is lost
local function buryUnreadable(pri, entry, fields)
  table.insert(leaving[pri], entry)
  local id = 'unreadable-' .. pri .. '-' .. entry
  local raw = cjson.encode(fields)
  local why = cjson.encode({ atMs = now, attempt = 1, message = 'an entry that is no job' })
  local dead = call('XADD', P .. 'dead', '*', 'id', id, 'reason', 'unreadable', 'died', now, 'payload', raw, 'pri', pri,
    'key', '', 'trace', '', 'added', nowText, 'started', '', 'errors', why)
  call('HSET', jobKey(id), 'state', 'dead', 'entry', dead)
end

-- the job an entry names, with all that a worker is told of it
local function jobOf(pri, entry, fields)
  local id = fields[1] == 'job' and #fields == 2 and fields[2]
  if id then
    local found = call('HMGET', jobKey(id), 'state', 'run', 'pri', 'entry', 'key', 'cancelled', 'errors', 'attempts',
      'payload', 'trace', 'added', 'started')
    if found[4] == entry and found[3] == pri then
      return { id = id, state = found[1], run = found[2], pri = pri, entry = entry, key = found[5] or '', cancelled = found[6],
        errors = found[7] or '', attempts = tonumber(found[8] or 0),
        payload = found[9], trace = found[10] or '', added = found[11], started = found[12] or '' }
    end
  end
  buryUnreadable(pri, entry, fields)
end

-- runs are numbered for the whole queue, so that no lease fits a later job of the same id
local function start(job, worker, claim, run, waited)
  local started = job.started ~= '' and job.started or nowText
  call('HSET', jobKey(job.id), 'state', 'running', 'run', run, 'started', started, 'worker', worker, 'claim', claim)
  return { job.id, job.payload, job.pri, job.key, job.trace, job.added, started, job.errors, run, waited }
end
`;
