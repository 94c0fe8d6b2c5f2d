/** Leases on jobs: kept, taken over, and given back where nobody knows of them. */
import { ENDS } from './ends.ts';
import { queueScript } from './lua.ts';
import { STARTS } from './starts.ts';

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
        jobs[#jobs + 1] = start(job, worker, claim, tostring(call('HINCRBY', book, 'runs', 1)), '0')
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
