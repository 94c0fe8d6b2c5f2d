/**
 * Leases of one space are the fields of one hash, `<epoch> <until> <holder>` by name: listed without looking for keys, and
 * kept when they run out, since their epochs still fence. Time is that of Redis, in milliseconds. They run when Redis is
 * out of memory as well: an owner must be able to stay one.
 */
import { script } from '../connection/script.ts';

/** `until` is 0 of one that was given back. */
const KNOWN = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function known(text)
  local epoch, untilMs, holder = string.match(text or '0 0 ', '^(%d+) (%d+) (.*)$')
  return tonumber(epoch), tonumber(untilMs), holder
end
local function keep(name, epoch, untilMs, holder)
  redis.call('HSET', KEYS[1], name, string.format('%d %d %s', epoch, untilMs, holder))
end`;

/** ARGV: name, holder, ttlMs, floor. Answers with the new epoch, or with holder, epoch and ms that remain. */
export const ACQUIRE = script(`#!lua flags=allow-oom
${KNOWN}
local epoch, untilMs, holder = known(redis.call('HGET', KEYS[1], ARGV[1]))
if untilMs > now then return { holder, epoch, untilMs - now } end
epoch = math.max(epoch, tonumber(ARGV[4])) + 1
keep(ARGV[1], epoch, now + tonumber(ARGV[3]), ARGV[2])
return { epoch }`);

/** ARGV: name, holder, epoch and ttlMs of each. Answers with 1 for each, 2 where it was not known, or 0 where it is lost. */
export const RENEW = script(`#!lua flags=allow-oom
${KNOWN}
local names, kept, answers = {}, {}, {}
for i = 1, #ARGV, 4 do names[#names + 1] = ARGV[i] end
local texts = redis.call('HMGET', KEYS[1], unpack(names))
for n, name in ipairs(names) do
  local epoch, untilMs, holder = known(texts[n])
  local at = n * 4
  local own = tonumber(ARGV[at - 1])
  if epoch > own or (epoch == own and (untilMs == 0 or holder ~= ARGV[at - 2])) then
    answers[n] = 0
  else
    kept[#kept + 1] = name
    kept[#kept + 1] = string.format('%d %d %s', own, now + tonumber(ARGV[at]), ARGV[at - 2])
    answers[n] = epoch == own and 1 or 2
  end
end
if #kept > 0 then redis.call('HSET', KEYS[1], unpack(kept)) end
return answers`);

/** ARGV: name, holder, epoch. */
export const RELEASE = script(`#!lua flags=allow-oom
${KNOWN}
local epoch, untilMs, holder = known(redis.call('HGET', KEYS[1], ARGV[1]))
if epoch == tonumber(ARGV[3]) and holder == ARGV[2] then keep(ARGV[1], epoch, 0, holder) end
return epoch`);
