/**
 * Limits in one step on Redis: the arithmetic of limiter/allowance.ts, on the time of Redis.
 *
 * KEYS: one for each limit. ARGV: n, then for each limit its kind (b or w), count, perUs and burst (0 for a window).
 * Each key holds "amount at", written together with its expiry, so that neither is ever there without the other; and should
 * the expiry be lost, what is held still means the same. Anything else found there counts as nothing.
 *
 * It runs when Redis is out of memory as well: those who are limited may be the ones who make room.
 *
 * Returns the wait in µs, 0 when all was taken.
 */
import { script } from '../connection/script.ts';

export const TAKE = script(`#!lua flags=allow-oom
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local n = tonumber(ARGV[1])
local wait = 0
local weighed = {}
for i, key in ipairs(KEYS) do
  local from = i * 4 - 2
  local kind = ARGV[from]
  local count, per, burst = tonumber(ARGV[from + 1]), tonumber(ARGV[from + 2]), tonumber(ARGV[from + 3])
  local amount, at = string.match(redis.call('GET', key) or '', '^(%d+) (%d+)$')
  amount, at = tonumber(amount), tonumber(at)
  local own = {}
  if kind == 'w' then
    local window = math.floor(now / per)
    if at ~= window then amount = 0 end
    if amount + n > count then wait = math.max(wait, (window + 1) * per - now) end
    own.amount, own.at = amount + n, window
    own.untilUs = (window + 1) * per
  else
    local full = burst * per
    local gained = math.max(0, now - (at or now)) * count
    local grains = math.min(full, (amount or full) + gained)
    wait = math.max(wait, math.ceil(math.max(0, n * per - grains) / count))
    own.isSetBack = at ~= nil and at > now
    own.grains, own.at = grains, now
    own.amount = grains - n * per
    own.untilUs = now + math.ceil((full - own.amount) / count)
  end
  weighed[i] = own
end
for i, key in ipairs(KEYS) do
  local own = weighed[i]
  local amount = own.amount
  if wait > 0 then amount = own.isSetBack and own.grains or nil end
  if amount then
    local ttl = math.max(1, math.ceil((own.untilUs - now) / 1000))
    redis.call('SET', key, string.format('%.0f %.0f', amount, own.at), 'PX', string.format('%.0f', ttl))
  end
end
return wait
`);
