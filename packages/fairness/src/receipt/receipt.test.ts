import { describe, expect, test } from 'vitest';
import { toHex } from '../bytes/hex.ts';
import { parseUtf8, utf8Bytes } from '../bytes/text.ts';
import { boardOf, DEAL_KEY, DEALT, dealtHand, holeOf, seededRandom } from '../client/operator.fixture.ts';
import { canonicalJson, type JsonObject } from '../jcs/canonical-json.ts';
import { verifyReceipt } from './verify-receipt.ts';

function receiptOf(seed: string, isPublic = false): Uint8Array {
  const { verifier, ...hand } = dealtHand(seed);
  verifier.seeOpen(hand.openSeen);
  verifier.seeCut(hand.cutSeen);
  for (const step of DEALT) {
    const isOwn = step.kind === 'hole' && step.seat === 2;
    const openings = isOwn ? holeOf(hand.sealed, hand.cut, 0) : step.kind === 'board' ? boardOf(hand.sealed, hand.cut) : [];
    verifier.seeDealt({ step, openings });
  }
  verifier.seeClose(hand.close);
  const file = verifier.receipt(isPublic);
  if (!file) throw new Error(`no receipt: ${verifier.fault?.detail}`);
  return file;
}

const isRefused = (file: Uint8Array) => !verifyReceipt(file).ok;

function flipped(file: Uint8Array, bit: number): Uint8Array {
  return file.with(bit >> 3, (file[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
}

/** The receipt with one field changed and written canonically again. */
function bent(file: Uint8Array, change: (fields: Record<string, JsonObject>) => object): Uint8Array {
  const fields = JSON.parse(parseUtf8(file) ?? '');
  const json = canonicalJson({ ...fields, ...change(fields) });
  if (!json.ok) throw new Error(json.error.detail);
  return json.value;
}

test('[FAIR-23] a receipt verifies by itself, names its seat, and all its checks passed', () => {
  const verified = verifyReceipt(receiptOf('own'), { dealKey: DEAL_KEY });
  expect(verified).toMatchObject({ ok: true, value: { ownSeat: 2, isKeyPinned: true } });
  expect(verified.ok && verified.value.checks.filter(({ state }) => state !== 'passed')).toEqual([]);
  expect(receiptOf('own').length).toBeLessThan(12_000);
});

test('[FAIR-23] a public receipt opens no card that the history does not', () => {
  const file = receiptOf('public', true);
  expect(verifyReceipt(file)).toMatchObject({ ok: true, value: { ownSeat: null, isKeyPinned: false, receipt: { own: [] } } });
});

test('[FAIR-24] with the room’s key known, a receipt by another key is refused', () => {
  const dealKey = seededRandom('another room').bytes(32);
  expect(verifyReceipt(receiptOf('pinned'), { dealKey })).toMatchObject({ error: { code: 'WRONG_KEY' } });
});

describe('[FAIR-25] every single flipped bit is refused, also without knowing the key', () => {
  test('each bit of one receipt; in a short run every ninth', () => {
    const file = receiptOf('every bit');
    const isCampaign = process.env.ABOVEBOARD_SEALED !== undefined;
    const bits = Array.from({ length: file.length * 8 }, (_, bit) => bit).filter((bit) => isCampaign || bit % 9 === 0);
    expect(bits.filter((bit) => !isRefused(flipped(file, bit)))).toEqual([]);
  }, 240_000);

  test('200 random bits of each of five receipts, own and public', () => {
    const seed = `${process.env.ABOVEBOARD_SEED ?? process.hrtime.bigint()}`;
    const random = seededRandom(seed);
    for (const n of [1, 2, 3, 4, 5]) {
      const file = receiptOf(`${seed}/${n}`, n % 2 === 0);
      for (let i = 0; i < 200; i++) {
        const bit = new DataView(random.bytes(4).buffer).getUint32(0) % (file.length * 8);
        expect(isRefused(flipped(file, bit)), `ABOVEBOARD_SEED=${seed}, receipt ${n}, bit ${bit}`).toBe(true);
      }
    }
  });
});

describe('[FAIR-26] a receipt has one spelling and no field that nothing covers', () => {
  const file = receiptOf('spelling');
  const text = parseUtf8(file) ?? '';
  const codeOf = (changed: Uint8Array) => {
    const verified = verifyReceipt(changed);
    return verified.ok ? 'OK' : verified.error.code;
  };

  test('not canonical: spacing, order, escapes, a byte-order mark, something after the end, a key twice', () => {
    const spellings = [
      `${text}\n`,
      ` ${text}`,
      `\uFEFF${text}`,
      text.replace('"format"', '"f\\u006frmat"'),
      JSON.stringify(JSON.parse(text), null, 1),
    ];
    for (const spelling of spellings) expect(codeOf(utf8Bytes(spelling))).toBe('NOT_JSON');
    expect(codeOf(utf8Bytes(text.replace('{"close"', '{"close":1,"close"')))).toBe('NOT_JSON');
    expect(codeOf(file.subarray(1))).toBe('NOT_JSON');
  });

  test('a field too many, too few, or of another version', () => {
    expect(codeOf(bent(file, () => ({ note: 'verified' })))).toBe('RECEIPT_FORM');
    expect(codeOf(bent(file, () => ({ version: 1 })))).toBe('RECEIPT_FORM');
    expect(codeOf(bent(file, ({ open }) => ({ open: { ...open, seat: 3 } })))).toBe('RECEIPT_FORM');
    expect(codeOf(bent(file, ({ open }) => ({ open: { ...open, index: '07' } })))).toBe('RECEIPT_FORM');
  });

  test('upper-case hex', () => {
    const key = toHex(DEAL_KEY);
    expect(codeOf(utf8Bytes(text.replace(key, key.toUpperCase())))).toBe('RECEIPT_FORM');
  });

  test('own cards of two seats, in another order, one missing, or moved', () => {
    const own = (change: (cards: JsonObject[]) => unknown[]) =>
      bent(file, (fields) => ({ own: change(fields.own as unknown as JsonObject[]) }));
    const shown = (JSON.parse(text) as { history: { openings: JsonObject[] } }).history.openings;
    const [, foreign] = shown;
    expect(codeOf(own((cards) => cards.toReversed()))).toBe('HOLE_CARDS');
    expect(codeOf(own((cards) => cards.slice(1)))).toBe('HOLE_CARDS');
    expect(codeOf(own(([first]) => [first, foreign]))).toBe('HOLE_CARDS');
    expect(codeOf(own((cards) => [...cards, ...cards]))).toBe('DUPLICATE_CARD');
    expect(codeOf(own(([first, second]) => [{ ...first, position: 1 }, second]))).toBe('POSITION');
  });

  test('index, promise or history of another hand', () => {
    const other = JSON.parse(parseUtf8(receiptOf('another hand')) ?? '');
    for (const name of ['open', 'close', 'cutnote', 'history', 'own']) {
      expect(codeOf(bent(file, () => ({ [name]: other[name] }))), name).not.toBe('OK');
    }
  });
});

test('[FAIR-23] a receipt is verified in a few milliseconds', () => {
  const file = receiptOf('speed');
  const before = process.cpuUsage();
  for (let i = 0; i < 50; i++) expect(verifyReceipt(file).ok).toBe(true);
  const { user, system } = process.cpuUsage(before);
  const msEach = (user + system) / 50 / 1_000;
  process.stdout.write(`receipt verified in ${msEach.toFixed(2)} ms\n`);
  expect(msEach).toBeLessThan(50); // the figure to reach is 3 ms; of processor time: this bound only catches a change of order
});
