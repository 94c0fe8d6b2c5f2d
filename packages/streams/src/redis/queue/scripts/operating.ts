/** What an operator does to a queue, while workers run. */
import { ENDS } from './ends.ts';
import { queueScript, queueScriptThatNeedsMemory } from './lua.ts';

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
  'started', of.started)
enter(job.id, of.pri, of.key)
return finish('OK')`);

/** ARGV: ids. */
export const DISCARD = queueScript(`
local removed = {}
local state = ARGV[2]
for at = 3, #ARGV do
  local job = load(ARGV[at])
  if job.state == state then
    forget(job)
    if state ~= 'dead' then letGoOfKey(job) end
    removed[#removed + 1] = job.id
  end
end
return finish(removed)`);

/** ARGV: 1 to pause, 0 to go on. */
export const PAUSE = queueScript(`
if ARGV[2] == '1' then
  call('HSET', book, 'paused', 1)
else
  call('HDEL', book, 'paused')
  hasMore = true
end
return finish('OK')`);

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
