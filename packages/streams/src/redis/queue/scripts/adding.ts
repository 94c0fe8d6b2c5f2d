/** Jobs coming in. */
import { queueScriptThatNeedsMemory } from './lua.ts';

/** ARGV: maxJobs, dedupeMs, then of each job: id, payload, priority, key, trace, delayMs. */
export const ADD = queueScriptThatNeedsMemory(`
local count = call('ZCARD', P .. 'delayed') + call('ZCARD', P .. 'held') + call('XLEN', P .. 'dead')
for pri = 0, 2 do count = count + call('XLEN', streamOf(pri)) end
local maxJobs, dedupeMs = tonumber(ARGV[2]), ARGV[3]

-- what is empty is left out: most jobs have neither key nor trace, and each field takes up room
local function store(id, payload, pri, key, trace, ...)
  if key == '' and trace == '' then return call('HSET', jobKey(id), 'payload', payload, 'pri', pri, 'added', nowText, ...) end
  call('HSET', jobKey(id), 'payload', payload, 'pri', pri, 'added', nowText, 'key', key, 'trace', trace, ...)
end

local function add(id, payload, pri, key, trace, delay)
  if delay > 0 then
    store(id, payload, pri, key, trace)
    putOff(id, delay)
  elseif key ~= '' then
    store(id, payload, pri, key, trace)
    enter(id, pri, key)
  else
    local entry = call('XADD', streamOf(pri), '*', 'job', id) -- as enter() does, with one call less
    store(id, payload, pri, key, trace, 'state', 'waiting', 'entry', entry)
    hasMore = true
  end
end

local answers = {}
for at = 4, #ARGV, 6 do
  local id = ARGV[at]
  local isKnown
  if dedupeMs == '0' then
    isKnown = call('EXISTS', jobKey(id))
  else
    isKnown = call('EXISTS', jobKey(id), P .. 'seen:' .. id)
  end
  if isKnown > 0 then
    answers[#answers + 1] = 'DUPLICATE'
  elseif count >= maxJobs then
    answers[#answers + 1] = 'FULL'
  else
    count = count + 1
    add(id, ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4], tonumber(ARGV[at + 5]))
    if dedupeMs ~= '0' then call('SET', P .. 'seen:' .. id, '', 'PX', dedupeMs) end
    answers[#answers + 1] = 'ADDED'
  end
end
return finish(answers)`);
