import { expect, test } from 'vitest';
import { packState, unpackState } from './packed-state.ts';

/** As large as that of six players. */
const STATE = {
  seats: Array.from({ length: 6 }, (_, no) => ({ player: `player-${no}-é`, stack: 1_000 + no, status: 'playing' })),
};

test('a state is in less bytes what it was, and a text from before is read as well', () => {
  const text = new TextEncoder().encode(JSON.stringify(STATE));
  const packed = packState(STATE);
  expect(packed.length).toBeLessThan(text.length / 2);
  expect(unpackState(packed)).toEqual(STATE);
  expect(unpackState(text)).toEqual(STATE);
});
