/** Looking on: nothing is changed. */
import { queueScript } from './lua.ts';

const WAITING = `
local function waitingFrom(pri)
  local groups = pcall('XINFO', 'GROUPS', streamOf(pri))
  local last = '0-0'
  if not groups.err and groups[1] then
    for i = 1, #groups[1], 2 do
      if groups[1][i] == 'last-delivered-id' then last = groups[1][i + 1] end
    end
  end
  return last
end
`;

export const COUNTS = queueScript(
  WAITING,
  `
local counts, oldest = {}, -1
local running = 0
for pri = 0, 2 do
  local pending = pcall('XPENDING', streamOf(pri), 'workers')
  pending = pending.err and 0 or pending[1]
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
return counts`,
);

/** ARGV: state, limit, from. Answers with where to go on ('' at the end) and the jobs. */
export const PEEK = queueScript(
  WAITING,
  `
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
  if found[1] then
    jobs[#jobs + 1] = { id, found[1], found[2], found[3] or '', found[4] or '', found[5], found[6] or '', found[7] or '' }
  end
end
return { onward, jobs }`,
);

/** ARGV: id. Answers with the fields of the letter, or nothing. */
export const LETTER = queueScript(`
local job = load(ARGV[2])
if job.state ~= 'dead' then return {} end
local found = call('XRANGE', P .. 'dead', job.entry, job.entry)[1]
return found and found[2] or {}`);
