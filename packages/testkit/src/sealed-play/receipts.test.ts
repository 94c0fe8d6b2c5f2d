import { type Hand, type HandCommand, type HandSetup, legalActions, nextStep } from '@aboveboard/engine';
import { canonicalJson, type JsonObject, verifyReceipt } from '@aboveboard/fairness';
import { describe, expect, test } from 'vitest';
import { plainSetup } from '../plain-setup.ts';
import { seededRandom } from '../seeded-chance.ts';
import { playSealed } from './sealed-play.ts';

const seed = Number(process.env.ABOVEBOARD_SEED ?? 25);

function setupOf(code: string, seats: number): HandSetup {
  return plainSetup(code, seats, 900);
}

/** Checks and calls; the last seats fold; who draws changes all cards. */
function calm(staying: number) {
  return (hand: Hand): HandCommand | null => {
    const step = nextStep(hand);
    const hole = hand.seats.find((one) => 'seat' in step && one.seat === step.seat)?.hole ?? [];
    if (step.kind === 'draw') return { kind: 'discard', seat: step.seat, cards: hole };
    const legal = legalActions(hand);
    if (!legal) return null;
    const { seat, bringIn, canCheck, canFold } = legal;
    if (bringIn !== null) return { kind: 'bring-in', seat };
    if (seat >= staying && canFold && !canCheck) return { kind: 'fold', seat };
    return { kind: canCheck ? 'check' : 'call', seat };
  };
}

function receiptOf(code: string, seats: number, staying: number, owner: number): Uint8Array {
  const request = { setup: setupOf(code, seats), watchers: [owner], random: seededRandom(seed), decide: calm(staying) };
  const [verifier] = playSealed(request).verifiers;
  return verifier?.receipt(false) ?? expect.fail(verifier?.fault?.detail ?? 'no receipt');
}

function flipped(file: Uint8Array, bit: number): Uint8Array {
  return file.with(bit >> 3, (file[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
}

/** Bytes from one text to the next after it. */
function bytesBetween(file: Uint8Array, from: string, to: string): number[] {
  const text = new TextDecoder().decode(file);
  const start = text.indexOf(from);
  const end = text.indexOf(to, start);
  expect(Math.min(start, end)).toBeGreaterThan(0);
  return Array.from({ length: end - start }, (_, at) => start + at);
}

const FILES: [string, Uint8Array][] = [
  ['seven-card stud, its open cards among it', receiptOf('F7S', 3, 3, 1)],
  ['five-card draw, whose deck ran out', receiptOf('N5CD', 9, 2, 1)],
];

describe.each(FILES)('[FAIR-25] the receipt of %s', (_, file) => {
  const accepted = (bits: readonly number[]) => bits.filter((bit) => verifyReceipt(flipped(file, bit)).ok);

  test('verifies, and its owner follows from it', () => {
    expect(verifyReceipt(file)).toMatchObject({ ok: true, value: { ownSeat: 1 } });
  });

  test('each bit of how the cards went and of the own steps of the reshuffle, as far as their first entries', {
    timeout: 120_000,
  }, () => {
    const dealt = bytesBetween(file, '"dealt":', ',"openings":').slice(0, 600);
    const bytes = [...dealt, ...bytesBetween(file, '"ownWalk":', ',"rules":').slice(0, 300)];
    expect(accepted(bytes.flatMap((at) => [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => 8 * at + bit)))).toEqual([]);
  });

  test('a bit of each of its bytes; in a short run of every third', { timeout: 120_000 }, () => {
    const { below } = seededRandom(seed);
    const isCampaign = process.env.ABOVEBOARD_SEALED !== undefined;
    const bits = Array.from(file, (_byte, at) => 8 * at + below(8)).filter((_bit, at) => isCampaign || at % 3 === 0);
    expect(accepted(bits), `ABOVEBOARD_SEED=${seed}`).toEqual([]);
  });
});

describe('[FAIR-23] a receipt holds its owner’s cards to the deal it tells', () => {
  const [[, stud], [, draw]] = FILES as [[string, Uint8Array], [string, Uint8Array]];
  const codeOf = (file: Uint8Array, change: (fields: { own: JsonObject[]; ownWalk: JsonObject[] }) => object) => {
    const fields = JSON.parse(new TextDecoder().decode(file));
    const json = canonicalJson({ ...fields, ...change(fields) });
    const verified = verifyReceipt(json.ok ? json.value : new Uint8Array());
    return verified.ok ? 'OK' : verified.error.code;
  };

  test('in stud all seven, open ones too', () => {
    expect(codeOf(stud, () => ({}))).toBe('OK');
    expect(codeOf(stud, ({ own }) => ({ own: own.slice(0, 6) }))).toBe('HOLE_CARDS');
    expect(codeOf(stud, () => ({ own: [] }))).toBe('OK'); // the public receipt
  });

  test('in draw also those given up and those from the reshuffle, with the steps that dealt them', () => {
    const walked = JSON.parse(new TextDecoder().decode(draw)).ownWalk as JsonObject[];
    expect(walked.length).toBeGreaterThan(0);
    expect(codeOf(draw, ({ own }) => ({ own: own.slice(1) }))).toBe('HOLE_CARDS');
    expect(codeOf(draw, ({ ownWalk }) => ({ ownWalk: ownWalk.slice(1) }))).toBe('HOLE_CARDS');
    expect(codeOf(draw, () => ({ ownWalk: [] }))).toBe('HOLE_CARDS');
    expect(codeOf(draw, ({ ownWalk }) => ({ ownWalk: ownWalk.toReversed() }))).toBe(walked.length > 1 ? 'WALK_ORDER' : 'OK');
  });
});
