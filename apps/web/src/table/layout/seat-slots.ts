/**
 * Where seats sit, as the middle of each seat's plate in units of the design size. Slot 0 is the bottom centre, the others follow
 * clockwise on the screen: up the left side, along the top, down the right side.
 */
export type Point = { readonly x: number; readonly y: number };

/** Design size of a wide table and of a tall one; all measures below and in table-layout.ts are in these units. */
export const WIDE = { w: 1160, h: 580 } as const;
export const TALL = { w: 360, h: 392 } as const;

/** Around an oval, at equal distances along it, so that neighbours at the corners do not crowd. */
export function wideSlots(count: number): Point[] {
  const centre = { x: WIDE.w / 2, y: 312 };
  const radius = { x: count > 6 ? 480 : 450, y: 236 };
  const at = (angle: number): Point => ({
    x: centre.x - Math.sin(angle) * radius.x,
    y: centre.y + Math.cos(angle) * radius.y,
  });
  const steps = 720;
  const lengths = [0];
  for (let i = 1; i <= steps; i++) {
    const [a, b] = [at(((i - 1) / steps) * 2 * Math.PI), at((i / steps) * 2 * Math.PI)];
    lengths.push((lengths[i - 1] ?? 0) + Math.hypot(b.x - a.x, b.y - a.y));
  }
  const around = lengths[steps] ?? 0;
  return Array.from({ length: count }, (_, slot) => {
    const step = lengths.findIndex((length) => length >= (slot / count) * around - 1e-6);
    return at((step / steps) * 2 * Math.PI);
  });
}

/** How many sit on the left, along the top and on the right, for 2 to 10 seats; the phone's hero has the bottom alone. */
const TALL_SIDES: Readonly<Record<number, readonly [number, number, number]>> = {
  1: [0, 1, 0],
  2: [1, 0, 1],
  3: [1, 1, 1],
  4: [1, 2, 1],
  5: [2, 1, 2],
  6: [2, 2, 2],
  7: [3, 1, 3],
  8: [3, 2, 3],
  9: [3, 3, 3],
};
const ROWS: Readonly<Record<number, readonly number[]>> = { 0: [], 1: [192], 2: [132, 242], 3: [112, 192, 272] };
const COLUMNS: Readonly<Record<number, readonly number[]>> = { 0: [], 1: [180], 2: [116, 244], 3: [64, 180, 296] };
export const EDGE = 42;

/** Along the edges of a phone: the middle stays free for the board. */
export function tallSlots(count: number): Point[] {
  const [left, top, right] = TALL_SIDES[count - 1] ?? [0, 0, 0];
  const rowsOf = (n: number) => ROWS[n] ?? [];
  return [
    { x: TALL.w / 2, y: 354 },
    ...[...rowsOf(left)].reverse().map((y) => ({ x: EDGE, y })),
    ...(COLUMNS[top] ?? []).map((x) => ({ x, y: 44 })),
    ...rowsOf(right).map((y) => ({ x: TALL.w - EDGE, y })),
  ];
}
