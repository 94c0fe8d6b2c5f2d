/**
 * A worker's turn: what came of its runs is booked, and others begin in their places. In one script, since a worker that is busy does both
 * all the time; a key that is let go of by the one is free for the other.
 */
import { ENDS } from './ends.ts';
import { queueScript } from './lua.ts';
import { STARTS } from './starts.ts';

const SETTLE = `
local function settle(job, what, a, b)
  if what == 'complete' then
    endAs(job, 'done', a, keepMs)
  elseif what == 'fail' then
    local fate = fail(job, a, maxAttempts, keepMs)
    if fate == 'RETRIED' then
      lift(job)
      putOff(job.id, tonumber(b))
    end
    return fate
  elseif what == 'bury' then
    bookError(job, a)
    die(job, b)
  elseif what == 'give-back' then
    giveBack(job, keepMs)
  else
    call('HSET', jobKey(job.id), 'progress', a)
  end
  return 'OK'
end

local function settleAll(from)
  local answers = {}
  for at = from, #ARGV, 5 do
    local job = load(ARGV[at])
    if job.state == 'running' and job.run == ARGV[at + 1] then
      answers[#answers + 1] = settle(job, ARGV[at + 2], ARGV[at + 3], ARGV[at + 4])
    else
      answers[#answers + 1] = 'LEASE_LOST'
    end
  end
  return answers
end
`;

const CLAIM = `
local function promoteDue()
  local first = call('ZRANGE', P .. 'delayed', 0, 0, 'WITHSCORES')
  if not first[2] or tonumber(first[2]) > now then return first end
  for _, id in ipairs(call('ZRANGE', P .. 'delayed', '-inf', now, 'BYSCORE', 'LIMIT', 0, 1000)) do
    call('ZREM', P .. 'delayed', id)
    local job = load(id)
    enter(id, job.pri, job.key)
  end
  return call('ZRANGE', P .. 'delayed', 0, 0, 'WITHSCORES')
end

local function read(pri, worker, count)
  return pcall('XREADGROUP', 'GROUP', 'workers', worker, 'COUNT', count, 'STREAMS', streamOf(pri), '>')
end

local function readNew(pri, worker, count)
  local found = read(pri, worker, count)
  if found and found.err then
    call('XGROUP', 'CREATE', streamOf(pri), 'workers', '0', 'MKSTREAM')
    found = read(pri, worker, count)
  end
  return found and found[1][2] or {}
end

local function sharesFrom(turn, limit, wheel)
  local shares = { [0] = 0, 0, 0 }
  for i = 0, limit - 1 do
    local at = (turn + i) % #wheel + 1
    local pri = tonumber(string.sub(wheel, at, at))
    shares[pri] = shares[pri] + 1
  end
  return shares
end

local function claimSome(worker, claim, limit, wheel)
  local jobs, taken, isEmpty = {}, 0, {}
  local found = call('HMGET', book, 'paused', 'turn', 'runs', 'hungry')
  local turn, runs = tonumber(found[2] or 0), tonumber(found[3] or 0)
  local function take(pri, count)
    if count <= 0 or isEmpty[pri] then return end
    local entries = readNew(pri, worker, count)
    isEmpty[pri] = #entries < count
    taken = taken + #entries
    for _, entry in ipairs(entries) do
      local job = jobOf(tostring(pri), entry[1], entry[2])
      if job then
        runs = runs + 1
        local waited = math.max(0, now - tonumber(string.match(job.entry, '^%d+')))
        jobs[#jobs + 1] = start(job, worker, claim, string.format('%.0f', runs), string.format('%.0f', waited))
      end
    end
  end
  if not found[1] then
    local shares = sharesFrom(turn, limit, wheel)
    for pri = 0, 2 do take(pri, shares[pri]) end
    for pri = 0, 2 do take(pri, limit - taken) end
  end
  if taken > 0 then call('HSET', book, 'turn', tostring((turn + taken) % #wheel), 'runs', string.format('%.0f', runs)) end
  if #jobs < limit then
    hasMore = false -- of what became ready the claimant has all
    if not found[4] then call('HSET', book, 'hungry', '1') end
  end
  return jobs
end
`;

/**
 * ARGV: keepResultMs, maxAttempts, worker, number of the claim, limit (0: no claim), wheel as digits, then of each run to settle: id, run,
 * what (complete, fail, bury, give-back, progress), two more. Answers with an answer for each, the ms to the next due job (-1: none, or no
 * claim), and the jobs claimed.
 */
export const WORK = queueScript(
  ENDS,
  STARTS,
  'local keepMs, maxAttempts = ARGV[2], ARGV[3]',
  SETTLE,
  CLAIM,
  `
local answers, nextDue, jobs = settleAll(8), -1, {}
local limit = tonumber(ARGV[6])
if limit > 0 then
  local first = promoteDue()
  jobs = claimSome(ARGV[4], ARGV[5], limit, ARGV[7])
  if first[2] then nextDue = math.max(0, tonumber(first[2]) - now) end
end
return finish({ answers, string.format('%.0f', nextDue), jobs })`,
);
