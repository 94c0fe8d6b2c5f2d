/** Leases on jobs: given, kept, taken over, and given back where nobody knows of them. */
import { ENDS, queueScript } from './lua.ts';

const STARTS = `
-- an entry that names no job lying there: kept as a dead letter as it is, so that nothing is lost
local function buryUnreadable(pri, entry, fields)
  table.insert(leaving[pri], entry)
  local id = 'unreadable-' .. pri .. '-' .. entry
  local raw = cjson.encode(fields)
  local why = cjson.encode({ atMs = now, attempt = 1, message = 'an entry that is no job' })
  local dead = call('XADD', P .. 'dead', '*', 'id', id, 'reason', 'unreadable', 'died', now, 'payload', raw, 'pri', pri,
    'key', '', 'trace', '', 'added', now, 'started', '', 'errors', why)
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
  local started = job.started ~= '' and job.started or string.format('%.0f', now)
  call('HSET', jobKey(job.id), 'state', 'running', 'run', run, 'started', started, 'worker', worker, 'claim', claim)
  return { job.id, job.payload, job.pri, job.key, job.trace, job.added, started, job.errors, run, string.format('%.0f', waited) }
end
`;

/** ARGV: worker, number of the claim, limit, wheel as digits. Answers with the ms to the next due job (-1: none) and the jobs. */
export const CLAIM = queueScript(
  STARTS,
  `
local worker, claim, limit, wheel = ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local first = call('ZRANGE', P .. 'delayed', 0, 0, 'WITHSCORES')
if first[2] and tonumber(first[2]) <= now then
  for _, id in ipairs(call('ZRANGE', P .. 'delayed', '-inf', now, 'BYSCORE', 'LIMIT', 0, 1000)) do
    call('ZREM', P .. 'delayed', id)
    local job = load(id)
    enter(id, job.pri, job.key)
  end
  first = call('ZRANGE', P .. 'delayed', 0, 0, 'WITHSCORES')
end

local found = call('HMGET', book, 'paused', 'turn', 'runs', 'hungry')
local isPaused, turn, runs, wasHungry = found[1], tonumber(found[2] or 0), tonumber(found[3] or 0), found[4]
local jobs, taken, isEmpty = {}, 0, {}
local function read(pri, count)
  return pcall('XREADGROUP', 'GROUP', 'workers', worker, 'COUNT', count, 'STREAMS', streamOf(pri), '>')
end
local function take(pri, count)
  if count <= 0 or isEmpty[pri] then return end
  local entries = read(pri, count)
  if entries and entries.err then
    call('XGROUP', 'CREATE', streamOf(pri), 'workers', '0', 'MKSTREAM')
    entries = read(pri, count)
  end
  entries = entries and entries[1][2] or {}
  isEmpty[pri] = #entries < count
  taken = taken + #entries
  for _, entry in ipairs(entries) do
    local job = jobOf(tostring(pri), entry[1], entry[2])
    if job then
      runs = runs + 1
      local waited = now - tonumber(string.match(job.entry, '^%d+'))
      jobs[#jobs + 1] = start(job, worker, claim, string.format('%.0f', runs), math.max(0, waited))
    end
  end
end
if not isPaused then
  local shares = { [0] = 0, 0, 0 }
  for i = 0, limit - 1 do
    local at = (turn + i) % #wheel + 1
    local pri = tonumber(string.sub(wheel, at, at))
    shares[pri] = shares[pri] + 1
  end
  for pri = 0, 2 do take(pri, shares[pri]) end
  for pri = 0, 2 do take(pri, limit - taken) end
  if taken > 0 then call('HSET', book, 'turn', (turn + taken) % #wheel, 'runs', string.format('%.0f', runs)) end
end
if #jobs < limit then
  hasMore = false -- of what became due the claimant has all
  if not wasHungry then call('HSET', book, 'hungry', 1) end
end
local nextDue = first[2] and math.max(0, tonumber(first[2]) - now) or -1
return finish({ string.format('%.0f', nextDue), jobs })`,
);

/** ARGV: worker, number of the claim, limit, leaseMs, maxAttempts, keepResultMs, after how long (ms) a worker without jobs is forgotten. */
export const TAKE_OVER = queueScript(
  ENDS,
  STARTS,
  `
local worker, claim, limit = ARGV[2], ARGV[3], tonumber(ARGV[4])
local jobs, seen, buried = {}, 0, 0
if call('HGET', book, 'paused') then return { jobs, buried } end
for pri = 0, 2 do
  local from = '0-0'
  repeat
    local found = seen < limit
      and pcall('XAUTOCLAIM', streamOf(pri), 'workers', worker, ARGV[5], from, 'COUNT', limit - seen)
    if not found or found.err then break end
    from = found[1]
    for _, entry in ipairs(found[2]) do
      seen = seen + 1
      local job = jobOf(tostring(pri), entry[1], entry[2])
      local fate = job and fail(job, 'the lease ran out', ARGV[6], ARGV[7])
      if fate == 'RETRIED' then
        jobs[#jobs + 1] = start(job, worker, claim, tostring(call('HINCRBY', book, 'runs', 1)), 0)
      elseif fate == 'BURIED' then
        buried = buried + 1
      end
    end
  until from == '0-0'
  local consumers = pcall('XINFO', 'CONSUMERS', streamOf(pri), 'workers')
  for _, consumer in ipairs(consumers.err and {} or consumers) do
    local of = {}
    for i = 1, #consumer, 2 do of[consumer[i]] = consumer[i + 1] end
    if of.pending == 0 and of.idle > tonumber(ARGV[8]) then call('XGROUP', 'DELCONSUMER', streamOf(pri), 'workers', of.name) end
  end
end
return finish({ jobs, buried })`,
);

/** ARGV: keepResultMs, worker, numbers of claims whose answers never came. What they leased is ready again, with no run counted. */
export const GIVE_BACK_LOST = queueScript(
  ENDS,
  `
local isLost = {}
for at = 4, #ARGV do isLost[ARGV[at]] = true end
for pri = 0, 2 do
  local pending = pcall('XPENDING', streamOf(pri), 'workers', '-', '+', 1000000, ARGV[3])
  for _, found in ipairs(pending.err and {} or pending) do
    local entry = call('XRANGE', streamOf(pri), found[1], found[1])[1]
    local id = entry and entry[2][2]
    if id and isLost[call('HGET', jobKey(id), 'claim')] then giveBack(load(id), ARGV[2]) end
  end
end
return finish('OK')`,
);

/** ARGV: pairs of id and run. */
export const RENEW = queueScript(`
local answers = {}
for at = 2, #ARGV, 2 do
  local found = call('HMGET', jobKey(ARGV[at]), 'state', 'run', 'pri', 'entry', 'worker', 'cancelled')
  local answer = 'LOST'
  if found[1] == 'running' and found[2] == ARGV[at + 1] then
    call('XCLAIM', streamOf(found[3]), 'workers', found[5], 0, found[4], 'JUSTID')
    answer = found[6] and 'CANCELLED' or 'HELD'
  end
  answers[#answers + 1] = answer
end
return answers`);
