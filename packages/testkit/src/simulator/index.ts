export { type Fault, faultLine } from './faults.ts';
export type { Broken } from './invariants/judge.ts';
export { drawShape, type Pace, type Shape, type ShapeOrder } from './shape.ts';
export { shrink } from './shrink.ts';
export { type Outcome, type SimulateOptions, simulate } from './simulate.ts';
