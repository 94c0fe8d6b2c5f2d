export { AssertionError, assert, unreachable } from './assert.ts';
export type { Brand } from './brand.ts';
export { gather } from './gather.ts';
export type { Clock, Ids, Random, Scheduler, Timer } from './ports.ts';
export { rememberLast } from './remember-last.ts';
export { type Err, err, type Ok, ok, type Result } from './result.ts';
export { steadyClock } from './steady-clock.ts';
