/**
 * What happens to one stream in one step.
 *
 * An entry's id is `<born>-<position>`: when the stream began, in milliseconds of Redis, and 1, 2, 3 … without gaps. So a
 * missing entry shows as a gap, and a cursor of before Redis was emptied does not fit the stream that began after.
 *
 * Keys: the stream, its book (a hash: `born`, `first` and `last` position, `bytes`, highest `epoch`), and what else is
 * named below.
 */
import { script } from '../connection/script.ts';

/** Takes the oldest entries off for as long as `isDropping` says; keeps the book's `first` and `bytes`. */
const DROP = `
local function drop(isDropping)
  while first <= last and isDropping() do -- asked first: most appends drop nothing, and entries are not read for that
    local found = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 64)
    local upTo = nil
    for _, entry in ipairs(found) do
      if not isDropping() then break end
      bytes = bytes - #entry[2][2]
      first = first + 1
      upTo = first
    end
    if upTo == nil then return end
    redis.call('XTRIM', KEYS[1], 'MINID', '=', born .. '-' .. upTo)
  end
end`;

const OPEN_BOOK = `
local book = redis.call('HMGET', KEYS[2], 'born', 'first', 'last', 'bytes', 'epoch')
local born = book[1]
local first, last = tonumber(book[2] or 1), tonumber(book[3] or 0)
local bytes, epoch = tonumber(book[4] or 0), tonumber(book[5] or 0)`;

/**
 * Appends a batch: several appends of one sender, each all or nothing, in their order.
 *
 * KEYS: stream, book, the sender's last batch. ARGV: number of the batch, maxEntries, maxBytes, whenFull, how long the
 * last batch is remembered (ms), then of each append: epoch, number of payloads, payloads.
 * Answers with a cursor, `FULL` or `FENCED` for each; a batch sent again is answered again.
 */
export const APPEND = script(`#!lua
local sent = redis.call('GET', KEYS[3])
if sent then
  local done = cjson.decode(sent)
  if done.batch == tonumber(ARGV[1]) then return done.answers end
  if done.batch > tonumber(ARGV[1]) then return redis.error_reply('STALE a later batch of this sender is here') end
end
${OPEN_BOOK}
${DROP}
if not born then
  local now = redis.call('TIME')
  born = now[1] .. string.format('%03d', math.floor(tonumber(now[2]) / 1000))
end
local maxEntries, maxBytes = tonumber(ARGV[2]), tonumber(ARGV[3])
local at, answers = 6, {}
while ARGV[at] do
  local ofEpoch, count = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
  local added = 0
  for i = at + 2, at + 1 + count do added = added + #ARGV[i] end
  local isFull = function() return last - first + 1 + count > maxEntries or bytes + added > maxBytes end
  if ofEpoch < epoch then
    answers[#answers + 1] = 'FENCED'
  elseif ARGV[4] == 'refuse' and isFull() then
    answers[#answers + 1] = 'FULL'
  else
    drop(isFull)
    epoch = ofEpoch
    for i = at + 2, at + 1 + count do
      last = last + 1
      redis.call('XADD', KEYS[1], born .. '-' .. last, 'p', ARGV[i])
    end
    bytes = bytes + added
    answers[#answers + 1] = last == 0 and '0' or born .. '-' .. last
  end
  at = at + 2 + count
end
redis.call('HSET', KEYS[2], 'born', born, 'first', first, 'last', last, 'bytes', bytes, 'epoch', epoch)
redis.call('SET', KEYS[3], cjson.encode({ batch = tonumber(ARGV[1]), answers = answers }), 'PX', ARGV[5])
return answers`);

/** KEYS: stream, book. ARGV: born (`-`: from the oldest entry) and position of the cursor, limit. Answers with entries, or `CUT_OFF`. */
export const READ = script(`#!lua flags=no-writes,allow-oom
${OPEN_BOOK}
if ARGV[1] == '-' then return redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[3]) end
local after = tonumber(ARGV[2])
local isFromBeginning = ARGV[1] == '0'
if not born then return isFromBeginning and {} or 'CUT_OFF' end
if not isFromBeginning and ARGV[1] ~= born then return 'CUT_OFF' end
if after + 1 < first or after > last then return 'CUT_OFF' end
return redis.call('XRANGE', KEYS[1], '(' .. born .. '-' .. after, '+', 'COUNT', ARGV[3])`);

/** KEYS: stream, book. ARGV: born and position up to which entries go. */
export const TRIM = script(`#!lua flags=allow-oom
${OPEN_BOOK}
${DROP}
if not born or ARGV[1] ~= born then return 0 end
local upTo = tonumber(ARGV[2])
drop(function() return first <= upTo end)
redis.call('HSET', KEYS[2], 'first', first, 'bytes', bytes)
return 1`);

/** Takes off what every reader in the hash of readers has handled. */
const DROP_HANDLED = `
local handled = nil
for _, position in ipairs(redis.call('HVALS', KEYS[3])) do
  handled = math.min(handled or tonumber(position), tonumber(position))
end
if not born or not handled then return 0 end
drop(function() return first <= handled end)
redis.call('HSET', KEYS[2], 'first', first, 'bytes', bytes)
return 1`;

/** KEYS: stream, book, readers. ARGV: reader, born and position of its cursor. One of before the stream began anew says nothing. */
export const ACKNOWLEDGE = script(`#!lua flags=allow-oom
${OPEN_BOOK}
${DROP}
if ARGV[2] ~= '0' and ARGV[2] ~= born then return 0 end
local known = tonumber(redis.call('HGET', KEYS[3], ARGV[1]) or 0)
redis.call('HSET', KEYS[3], ARGV[1], math.max(known, tonumber(ARGV[3])))
${DROP_HANDLED}`);

/** KEYS: stream, book, readers. ARGV: reader. */
export const LEAVE = script(`#!lua flags=allow-oom
${OPEN_BOOK}
${DROP}
redis.call('HDEL', KEYS[3], ARGV[1])
${DROP_HANDLED}`);

/** KEYS: stream, book. Answers with the cursor of the newest entry. */
export const TAIL = script(`#!lua flags=no-writes,allow-oom
${OPEN_BOOK}
return (not born or last == 0) and '0' or born .. '-' .. last`);
