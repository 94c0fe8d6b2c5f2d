/** What comes of runs. */
import { ENDS, queueScript } from './lua.ts';

/** ARGV: keepResultMs, maxAttempts, then of each run: id, run, what (complete, fail, bury, give-back, progress), two more. */
export const SETTLE = queueScript(
  ENDS,
  `
local keepMs, maxAttempts = ARGV[2], ARGV[3]
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

local answers = {}
for at = 4, #ARGV, 5 do
  local job = load(ARGV[at])
  if job.state == 'running' and job.run == ARGV[at + 1] then
    answers[#answers + 1] = settle(job, ARGV[at + 2], ARGV[at + 3], ARGV[at + 4])
  else
    answers[#answers + 1] = 'LEASE_LOST'
  end
end
return finish(answers)`,
);

/** ARGV: id, keepResultMs. */
export const CANCEL = queueScript(
  ENDS,
  `
local job = load(ARGV[2])
if job.state == 'running' then
  call('HSET', jobKey(job.id), 'cancelled', 1)
  return 'ASKED'
end
if job.state ~= 'waiting' and job.state ~= 'held' and job.state ~= 'delayed' then return 'NOT_FOUND' end
endAs(job, 'cancelled', '', ARGV[3])
return finish('REMOVED')`,
);
