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
import { type Script, script } from '../../connection/script.ts';

/** A job and where it lies. What is the same for all jobs of a script, such as hints and what leaves the streams, is done at its end. */
const COMMON = `
local P, book = ARGV[1], KEYS[1]
local call, pcall = redis.call, redis.pcall
local clock = call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local nowText = string.format('%.0f', now) -- numbers are slow to pass on

local function jobKey(id) return P .. 'job:' .. id end
local STREAMS = { ['0'] = P .. 'ready:0', ['1'] = P .. 'ready:1', ['2'] = P .. 'ready:2' }
local function streamOf(pri) return STREAMS[tostring(pri)] end

local leaving = { ['0'] = {}, ['1'] = {}, ['2'] = {} }
local gone = {}
local hasMore = false

local function load(id)
  if gone[id] then return { id = id } end
  local found = call('HMGET', jobKey(id), 'state', 'run', 'pri', 'entry', 'key', 'cancelled', 'errors', 'attempts')
  return { id = id, state = found[1], run = found[2], pri = found[3], entry = found[4], key = found[5] or '', cancelled = found[6],
    errors = found[7] or '', attempts = tonumber(found[8] or 0) }
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
  hasMore = true
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
    table.insert(leaving[job.pri], job.entry)
  elseif job.state == 'delayed' then
    call('ZREM', P .. 'delayed', job.id)
  elseif job.state == 'held' then
    call('LREM', P .. 'line:' .. job.key, 1, job.id)
    call('ZREM', P .. 'held', job.id)
  elseif job.state == 'dead' then
    call('XDEL', P .. 'dead', job.entry)
  end
end

local function putOff(id, delay)
  call('HSET', jobKey(id), 'state', 'delayed')
  call('ZADD', P .. 'delayed', now + delay, id)
  hasMore = true -- whoever sleeps until a later job is due has to think again
end

local function forget(job)
  lift(job)
  gone[job.id] = true
end

local function inPortions(all, f)
  for from = 1, #all, 1000 do f(unpack(all, from, math.min(from + 999, #all))) end
end

local function finish(answer)
  for pri, entries in pairs(leaving) do
    inPortions(entries, function(...) call('XACK', streamOf(pri), 'workers', ...) end)
    inPortions(entries, function(...) call('XDEL', streamOf(pri), ...) end)
  end
  local keys = {}
  for id in pairs(gone) do keys[#keys + 1] = jobKey(id) end
  inPortions(keys, function(...) call('DEL', ...) end)
  if hasMore then
    local found = call('HMGET', book, 'hungry', 'paused')
    if found[1] and not found[2] then
      call('HDEL', book, 'hungry')
      call('PUBLISH', P .. 'wake', '')
    end
  end
  return answer
end
`;

/** @param body Lua that returns by `finish(answer)`, where it changed anything. */
export function queueScript(...body: readonly string[]): Script {
  return script(`#!lua flags=allow-oom\n${COMMON}\n${body.join('\n')}`);
}

export function queueScriptThatNeedsMemory(...body: readonly string[]): Script {
  return script(`#!lua\n${COMMON}\n${body.join('\n')}`);
}
