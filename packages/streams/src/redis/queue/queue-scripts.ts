/**
 * What happens to one queue in one step.
 *
 * Keys, all below one prefix with the queue's hash tag: `book` (hash: paused, hungry, turn, order, runs), `ready:0` to `ready:2` (a stream
 * with the consumer group `workers` for each priority, whose entries name jobs: not yet delivered is waiting, pending is running,
 * and its idle time is its lease), `delayed` (sorted by due time), `held` (sorted by arrival) beside `line:<key>` (a list) for jobs
 * whose key another has, `keys` (hash: who has each key), `job:<id>` (hash), `seen:<id>` (expires), `dead` (the dead-letter stream).
 *
 * KEYS[1] is the book, ARGV[1] the prefix. Only adding and queueing again need memory; the rest runs when there is none.
 */
import { script } from '../connection/script.ts';

const COMMON = `
local P, book = ARGV[1], KEYS[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local call = redis.call

local function jobKey(id) return P .. 'job:' .. id end
local function streamOf(pri) return P .. 'ready:' .. pri end

local FIELDS = { 'state', 'run', 'pri', 'entry', 'key', 'cancelled', 'attempts', 'errors', 'worker' }
local function load(id)
  local found = call('HMGET', jobKey(id), unpack(FIELDS))
  local job = { id = id }
  for i, field in ipairs(FIELDS) do job[field] = found[i] end
  return job
end

local function wake()
  if call('HGET', book, 'paused') then return end
  if call('HDEL', book, 'hungry') == 1 then call('PUBLISH', P .. 'wake', '') end
end

local function enter(id, pri, key)
  if key ~= '' then
    local holder = call('HGET', P .. 'keys', key)
    if holder and holder ~= id then
      call('RPUSH', P .. 'line:' .. key, id)
      call('ZADD', P .. 'held', call('HINCRBY', book, 'order', 1), id)
      call('HSET', jobKey(id), 'state', 'held')
      return
    end
    call('HSET', P .. 'keys', key, id)
  end
  local entry = call('XADD', streamOf(pri), '*', 'job', id)
  call('HSET', jobKey(id), 'state', 'waiting', 'entry', entry)
  wake()
end

local function letGoOfKey(job)
  if job.key == '' or call('HGET', P .. 'keys', job.key) ~= job.id then return end
  call('HDEL', P .. 'keys', job.key)
  local nextId = call('LPOP', P .. 'line:' .. job.key)
  if not nextId then return end
  call('ZREM', P .. 'held', nextId)
  enter(nextId, call('HGET', jobKey(nextId), 'pri'), job.key)
end

local function lift(job)
  if job.state == 'waiting' or job.state == 'running' then
    call('XACK', streamOf(job.pri), 'workers', job.entry)
    call('XDEL', streamOf(job.pri), job.entry)
  elseif job.state == 'delayed' then
    call('ZREM', P .. 'delayed', job.id)
  elseif job.state == 'held' then
    call('LREM', P .. 'line:' .. job.key, 1, job.id)
    call('ZREM', P .. 'held', job.id)
  elseif job.state == 'dead' then
    call('XDEL', P .. 'dead', job.entry)
  end
end

local function endAs(job, state, result, keepMs)
  lift(job)
  local progress = call('HGET', jobKey(job.id), 'progress')
  call('DEL', jobKey(job.id))
  if tonumber(keepMs) > 0 then
    call('HSET', jobKey(job.id), 'state', state, 'result', result, 'progress', progress or '')
    call('PEXPIRE', jobKey(job.id), keepMs)
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

-- an entry that names no job lying there: kept as a dead letter as it is, so that nothing is lost
local function buryUnreadable(pri, entry, fields)
  call('XACK', streamOf(pri), 'workers', entry)
  call('XDEL', streamOf(pri), entry)
  local id = 'unreadable-' .. pri .. '-' .. entry
  local raw = cjson.encode(fields)
  local why = cjson.encode({ atMs = now, attempt = 1, message = 'an entry that is no job' })
  local dead = call('XADD', P .. 'dead', '*', 'id', id, 'reason', 'unreadable', 'died', now, 'payload', raw, 'pri', pri,
    'key', '', 'trace', '', 'added', now, 'started', '', 'errors', why)
  call('HSET', jobKey(id), 'state', 'dead', 'entry', dead)
end

local function start(job, worker, waited)
  local found = call('HMGET', jobKey(job.id), 'payload', 'trace', 'added', 'started')
  local started = found[4] ~= '' and found[4] or string.format('%.0f', now)
  local run = call('HINCRBY', book, 'runs', 1) -- of the queue, so that no lease fits a later job of the same id
  call('HSET', jobKey(job.id), 'state', 'running', 'run', run, 'started', started, 'worker', worker)
  return { job.id, found[1], job.pri, job.key, found[2], found[3], started, job.errors, tostring(run), string.format('%.0f', waited) }
end

local function jobOf(pri, entry, fields)
  local job = fields[1] == 'job' and #fields == 2 and load(fields[2])
  if job and job.entry == entry and job.pri == pri then return job end
  buryUnreadable(pri, entry, fields)
  return nil
end

local function waitingFrom(pri)
  local groups = redis.pcall('XINFO', 'GROUPS', streamOf(pri))
  local last = '0-0'
  if not groups.err and groups[1] then
    for i = 1, #groups[1], 2 do
      if groups[1][i] == 'last-delivered-id' then last = groups[1][i + 1] end
    end
  end
  return last
end

local function pendingOf(pri)
  local pending = redis.pcall('XPENDING', streamOf(pri), 'workers')
  return pending.err and 0 or pending[1]
end
`;

const queueScript = (body: string) => script(`#!lua flags=allow-oom\n${COMMON}\n${body}`);
const queueScriptThatNeedsMemory = (body: string) => script(`#!lua\n${COMMON}\n${body}`);

/** ARGV: maxJobs, dedupeMs, then of each job: id, payload, priority, key, trace, delayMs. */
export const ADD = queueScriptThatNeedsMemory(`
local count = call('ZCARD', P .. 'delayed') + call('ZCARD', P .. 'held') + call('XLEN', P .. 'dead')
for pri = 0, 2 do count = count + call('XLEN', streamOf(pri)) end
local answers = {}
for at = 4, #ARGV, 6 do
  local id, key, delay = ARGV[at], ARGV[at + 3], tonumber(ARGV[at + 5])
  local answer = 'ADDED'
  if call('EXISTS', jobKey(id), P .. 'seen:' .. id) > 0 then
    answer = 'DUPLICATE'
  elseif count >= tonumber(ARGV[2]) then
    answer = 'FULL'
  else
    count = count + 1
    call('HSET', jobKey(id), 'payload', ARGV[at + 1], 'pri', ARGV[at + 2], 'key', key, 'trace', ARGV[at + 4], 'added', now,
      'started', '', 'errors', '', 'attempts', 0, 'run', 0)
    if ARGV[3] ~= '0' then call('SET', P .. 'seen:' .. id, '', 'PX', ARGV[3]) end
    if delay > 0 then
      call('HSET', jobKey(id), 'state', 'delayed')
      call('ZADD', P .. 'delayed', now + delay, id)
      wake() -- whoever sleeps until a later job is due has to think again
    else
      enter(id, ARGV[at + 2], key)
    end
  end
  answers[#answers + 1] = answer
end
return answers`);

/** ARGV: worker, limit, wheel as digits. Answers with the ms to the next due job (-1: none) and the jobs. */
export const CLAIM = queueScript(`
local due = call('ZRANGE', P .. 'delayed', '-inf', now, 'BYSCORE', 'LIMIT', 0, 1000)
for _, id in ipairs(due) do
  call('ZREM', P .. 'delayed', id)
  local job = load(id)
  enter(id, job.pri, job.key)
end
local worker, limit, wheel = ARGV[2], tonumber(ARGV[3]), ARGV[4]
local jobs, taken = {}, 0
local function take(pri, count)
  if count <= 0 then return end
  local found = redis.pcall('XREADGROUP', 'GROUP', 'workers', worker, 'COUNT', count, 'STREAMS', streamOf(pri), '>')
  if found and found.err then
    call('XGROUP', 'CREATE', streamOf(pri), 'workers', '0', 'MKSTREAM')
    found = call('XREADGROUP', 'GROUP', 'workers', worker, 'COUNT', count, 'STREAMS', streamOf(pri), '>')
  end
  if not found then return end
  for _, entry in ipairs(found[1][2]) do
    local job = jobOf(tostring(pri), entry[1], entry[2])
    if job then
      jobs[#jobs + 1] = start(job, worker, math.max(0, now - tonumber(string.match(job.entry, '^%d+'))))
    end
    taken = taken + 1
  end
end
if not call('HGET', book, 'paused') then
  local turn = tonumber(call('HGET', book, 'turn') or 0)
  local shares = { [0] = 0, 0, 0 }
  for i = 0, limit - 1 do
    local at = (turn + i) % #wheel + 1
    local pri = tonumber(string.sub(wheel, at, at))
    shares[pri] = shares[pri] + 1
  end
  for pri = 0, 2 do take(pri, shares[pri]) end
  for pri = 0, 2 do take(pri, limit - taken) end
  if taken > 0 then call('HSET', book, 'turn', (turn + taken) % #wheel) end
end
if #jobs < limit then call('HSET', book, 'hungry', 1) end
local first = call('ZRANGE', P .. 'delayed', 0, 0, 'WITHSCORES')
local nextDue = first[2] and math.max(0, tonumber(first[2]) - now) or -1
return { string.format('%.0f', nextDue), jobs }`);

/** ARGV: worker, limit, leaseMs, maxAttempts, keepResultMs, after how long (ms) a worker without jobs is forgotten. */
export const TAKE_OVER = queueScript(`
local worker, limit = ARGV[2], tonumber(ARGV[3])
local jobs, seen, buried = {}, 0, 0
if call('HGET', book, 'paused') then return { jobs, buried } end
for pri = 0, 2 do
  local from = '0-0'
  repeat
    local found = seen < limit
      and redis.pcall('XAUTOCLAIM', streamOf(pri), 'workers', worker, ARGV[4], from, 'COUNT', limit - seen)
    if not found or found.err then break end
    from = found[1]
    for _, entry in ipairs(found[2]) do
      seen = seen + 1
      local job = jobOf(tostring(pri), entry[1], entry[2])
      local fate = job and fail(job, 'the lease ran out', ARGV[5], ARGV[6])
      if fate == 'RETRIED' then jobs[#jobs + 1] = start(job, worker, 0) end
      if fate == 'BURIED' then buried = buried + 1 end
    end
  until from == '0-0'
  local consumers = redis.pcall('XINFO', 'CONSUMERS', streamOf(pri), 'workers')
  for _, consumer in ipairs(consumers.err and {} or consumers) do
    local of = {}
    for i = 1, #consumer, 2 do of[consumer[i]] = consumer[i + 1] end
    if of.pending == 0 and of.idle > tonumber(ARGV[7]) then call('XGROUP', 'DELCONSUMER', streamOf(pri), 'workers', of.name) end
  end
end
return { jobs, buried }`);

/** ARGV: pairs of id and run. */
export const RENEW = queueScript(`
local answers = {}
for at = 2, #ARGV, 2 do
  local job = load(ARGV[at])
  local answer = 'LOST'
  if job.state == 'running' and job.run == ARGV[at + 1] then
    call('XCLAIM', streamOf(job.pri), 'workers', job.worker, 0, job.entry, 'JUSTID')
    answer = job.cancelled and 'CANCELLED' or 'HELD'
  end
  answers[#answers + 1] = answer
end
return answers`);

/** ARGV: id, run, keepResultMs, maxAttempts, what (complete, fail, bury, give-back, progress), two more. */
export const SETTLE = queueScript(`
local job = load(ARGV[2])
if job.state ~= 'running' or job.run ~= ARGV[3] then return 'LEASE_LOST' end
local keepMs, what = ARGV[4], ARGV[6]
if what == 'complete' then
  endAs(job, 'done', ARGV[7], keepMs)
elseif what == 'fail' then
  local fate = fail(job, ARGV[7], ARGV[5], keepMs)
  if fate == 'RETRIED' then
    lift(job)
    call('HSET', jobKey(job.id), 'state', 'delayed')
    call('ZADD', P .. 'delayed', now + tonumber(ARGV[8]), job.id)
    wake()
  end
  return fate
elseif what == 'bury' then
  bookError(job, ARGV[7])
  die(job, ARGV[8])
elseif what == 'give-back' then
  if job.cancelled then
    endAs(job, 'cancelled', '', keepMs)
  else
    lift(job)
    enter(job.id, job.pri, job.key)
  end
else
  call('HSET', jobKey(job.id), 'progress', ARGV[7])
end
return 'OK'`);

/** ARGV: id, keepResultMs. */
export const CANCEL = queueScript(`
local job = load(ARGV[2])
if job.state == 'running' then
  call('HSET', jobKey(job.id), 'cancelled', 1)
  return 'ASKED'
end
if job.state ~= 'waiting' and job.state ~= 'held' and job.state ~= 'delayed' then return 'NOT_FOUND' end
endAs(job, 'cancelled', '', ARGV[3])
return 'REMOVED'`);

export const COUNTS = queueScript(`
local counts, oldest = {}, -1
local running = 0
for pri = 0, 2 do
  local pending = pendingOf(pri)
  running = running + pending
  counts[#counts + 1] = call('XLEN', streamOf(pri)) - pending
  local first = call('XRANGE', streamOf(pri), '(' .. waitingFrom(pri), '+', 'COUNT', 1)[1]
  if first then oldest = math.max(oldest, now - tonumber(string.match(first[1], '^%d+'))) end
end
counts[4] = call('ZCARD', P .. 'held')
counts[5] = call('ZCARD', P .. 'delayed')
counts[6] = running
counts[7] = call('XLEN', P .. 'dead')
counts[8] = oldest
counts[9] = call('HGET', book, 'paused') and 1 or 0
return counts`);

/** ARGV: state, limit, from. Answers with where to go on ('' at the end) and the jobs. */
export const PEEK = queueScript(`
local state, limit, from = ARGV[2], tonumber(ARGV[3]), ARGV[4]
local ids, onward = {}, ''
if state == 'waiting' then
  local pri, after = string.match(from, '^(%d):(.+)$')
  for at = tonumber(pri or 0), 2 do
    local last = after or waitingFrom(at)
    for _, entry in ipairs(call('XRANGE', streamOf(at), '(' .. last, '+', 'COUNT', limit - #ids + 1)) do
      if #ids == limit then
        onward = at .. ':' .. last
        break
      end
      ids[#ids + 1] = entry[2][2]
      last = entry[1]
    end
    if onward ~= '' then break end
    after = nil
  end
else
  local first = tonumber(from == '' and 0 or from)
  ids = call('ZRANGE', P .. state, first, first + limit - 1)
  if call('ZCARD', P .. state) > first + limit then onward = tostring(first + limit) end
end
local jobs = {}
for _, id in ipairs(ids) do
  local found = call('HMGET', jobKey(id), 'payload', 'pri', 'key', 'trace', 'added', 'started', 'errors')
  if found[1] then jobs[#jobs + 1] = { id, unpack(found) } end
end
return { onward, jobs }`);

/** ARGV: id. Answers with the fields of the letter, or nothing. */
export const LETTER = queueScript(`
local job = load(ARGV[2])
if job.state ~= 'dead' then return {} end
local found = call('XRANGE', P .. 'dead', job.entry, job.entry)[1]
return found and found[2] or {}`);

/** ARGV: id. */
export const REQUEUE = queueScriptThatNeedsMemory(`
local job = load(ARGV[2])
local found = job.state == 'dead' and call('XRANGE', P .. 'dead', job.entry, job.entry)[1]
if not found then return 'NOT_FOUND' end
local of = {}
for i = 1, #found[2], 2 do of[found[2][i]] = found[2][i + 1] end
if of.reason == 'unreadable' then return 'UNREADABLE' end
lift(job)
call('HSET', jobKey(job.id), 'payload', of.payload, 'pri', of.pri, 'key', of.key, 'trace', of.trace, 'added', of.added,
  'started', of.started, 'errors', '', 'attempts', 0, 'run', 0)
enter(job.id, of.pri, of.key)
return 'OK'`);

/** ARGV: ids. */
export const DISCARD = queueScript(`
local removed = {}
for at = 2, #ARGV do
  local job = load(ARGV[at])
  local state = job.state
  if state == 'waiting' or state == 'held' or state == 'delayed' or state == 'dead' then
    lift(job)
    call('DEL', jobKey(job.id))
    if state ~= 'dead' then letGoOfKey(job) end
    removed[#removed + 1] = job.id
  end
end
return removed`);

/** ARGV: 1 to pause, 0 to go on. */
export const PAUSE = queueScript(`
if ARGV[2] == '1' then
  call('HSET', book, 'paused', 1)
else
  call('HDEL', book, 'paused')
  wake()
end
return 'OK'`);
