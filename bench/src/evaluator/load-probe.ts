/**
 * Run in a process of its own, `load-probe.ts NAME`: loads one evaluator, rates one hand, and prints what that took.
 */
import { assert } from '@aboveboard/kit';
import { heavyPeer, type PokerEvaluator, type PokerTools } from './heavy-peers.ts';
import type { Load } from './load.ts';

const HAND = 'As Kd Qh 9c 8c 3d 2s';
const CODES = [51, 45, 42, 28, 24, 5, 3];

/** Loads a library and returns how it rates the hand. */
const LIBRARIES: Readonly<Record<string, () => Promise<() => unknown>>> = {
  aboveboard: async () => {
    const { sevenCards } = await import('@aboveboard/engine');
    const [a, b, c, d, e, f, g] = CODES as [number, number, number, number, number, number, number];
    return () => sevenCards().evaluate(a, b, c, d, e, f, g);
  },
  '@pokertools/evaluator': async () => {
    const { evaluate } = heavyPeer<PokerTools>('@pokertools/evaluator');
    return () => evaluate(CODES);
  },
  'poker-evaluator': async () => {
    const { evalHand } = heavyPeer<PokerEvaluator>('poker-evaluator');
    return () => evalHand(HAND.split(' '));
  },
  phe: async () => {
    const { default: phe } = await import('phe');
    return () => phe.evaluateCardCodes(CODES);
  },
  pokersolver: async () => {
    const { default: pokersolver } = await import('pokersolver');
    return () => pokersolver.Hand.solve(HAND.split(' '));
  },
  'poker-ts': async () => {
    const { default: Card } = await import('poker-ts/dist/lib/card.js');
    const { default: Hand } = await import('poker-ts/dist/lib/hand.js');
    return () => Hand.default.of(CODES.map((code) => new Card.default(code >> 2, code & 3)));
  },
};

async function probe(name: string): Promise<Load> {
  const library = LIBRARIES[name];
  assert(library, `no library is called ${name}`);
  const before = await memory();
  const startedAt = threadMs();
  const rate = await library();
  const loadedAt = threadMs();
  const answer = rate();
  const answeredAt = threadMs();
  const after = await memory();
  assert(answer, 'no answer');
  return {
    importMs: loadedAt - startedAt,
    firstMs: answeredAt - loadedAt,
    bytes: after.all - before.all,
    tableBytes: after.tables - before.tables,
  };
}

/** Processor time of this thread: other programs, and the compiler's own threads, disturb it least. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** What is kept once all that can be let go is gone; some of it only goes a moment after. */
async function memory(): Promise<{ all: number; tables: number }> {
  assert(globalThis.gc, 'run with --expose-gc');
  for (let round = 0; round < 4; round++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { all: heapUsed + arrayBuffers, tables: arrayBuffers };
}

console.log(JSON.stringify(await probe(process.argv[2] ?? '')));
