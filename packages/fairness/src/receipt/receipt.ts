/**
 * The receipt of a hand: one `.hand` file with everything that proves it, readable by anybody, offline.
 *
 * The file is RFC 8785 JSON and nothing else, so that a value has one spelling, and it has no field that no signature or
 * hash covers. Even whose receipt it is, is not written down: it follows from the positions of the cards opened in `own`.
 * docs/verify/receipt.md says field by field what covers what.
 */
import { assert, ok, type Result } from '@aboveboard/kit';
import type { Bytes } from '../bytes/bytes.ts';
import { parseHex, toHex } from '../bytes/hex.ts';
import type { SignedEntry } from '../client/hand-frames.ts';
import { parseWalkStep, type WalkStepJson } from '../deal/deal-step.ts';
import { type Opening, openingToJson, parseOpeningJson } from '../deck/position-opening.ts';
import { type Fault, refuse } from '../fault.ts';
import { type Origin, parseOrigin } from '../hand-id.ts';
import type { PublicHistory } from '../hashes/history.ts';
import type { Settlement } from '../hashes/settle.ts';
import { canonicalJson, type JsonValue, parseCanonicalJson } from '../jcs/canonical-json.ts';
import { hasFields, parseDecimal, parseList, parseSafe } from './fields.ts';

export interface Receipt {
  readonly origin: Origin;
  readonly dealKey: Bytes;
  /** The RULES entry. */
  readonly rules: Bytes;
  readonly open: SignedEntry;
  readonly cutnote: Bytes;
  readonly close: SignedEntry;
  /** All cards one was dealt, ascending by position, also those given up or shown; empty in a public receipt. */
  readonly own: readonly Opening[];
  /** The steps of the reshuffle that dealt some of them, opened, in their order. */
  readonly ownWalk: readonly WalkStepJson[];
  readonly history: PublicHistory;
  readonly settlement: Settlement;
}

const FORMAT = 'aboveboard-hand';
const VERSION = 2;
const FIELDS = [
  'format',
  'version',
  'origin',
  'dealKey',
  'rules',
  'open',
  'cutnote',
  'close',
  'own',
  'ownWalk',
  'history',
  'settlement',
];

export function encodeReceipt(receipt: Receipt): Bytes {
  const { own, settlement } = receipt;
  const json = canonicalJson({
    format: FORMAT,
    version: VERSION,
    origin: receipt.origin,
    dealKey: toHex(receipt.dealKey),
    rules: toHex(receipt.rules),
    open: entryToJson(receipt.open),
    cutnote: toHex(receipt.cutnote),
    close: entryToJson(receipt.close),
    own: own.toSorted((a, b) => a.position - b.position).map(openingToJson),
    ownWalk: receipt.ownWalk,
    history: receipt.history,
    settlement: {
      seats: settlement.seats.map(({ seat, delta }) => ({ seat, delta: Number(delta) })),
      rake: Number(settlement.rake),
      other: Number(settlement.other),
    },
  });
  assert(json.ok, 'a receipt that is not JSON');
  return json.value;
}

function entryToJson({ bytes, index, promise }: SignedEntry): JsonValue {
  return { bytes: toHex(bytes), index: `${index}`, promise: toHex(promise) };
}

/** @returns the receipt's fields, none believed yet; or NOT_JSON, RECEIPT_FORM, ORIGIN_NOT_ASCII. */
export function parseReceipt(file: Bytes): Result<Receipt, Fault> {
  const json = parseCanonicalJson(file);
  if (!json.ok) return json;
  const fields = json.value;
  if (!hasFields(fields, FIELDS) || fields.format !== FORMAT) return refuse('RECEIPT_FORM', 'this is not a hand receipt');
  if (fields.version !== VERSION) return refuse('RECEIPT_FORM', 'a receipt of a version that is not known here');
  const origin = typeof fields.origin === 'string' ? parseOrigin(fields.origin) : refuse('RECEIPT_FORM', 'no origin');
  if (!origin.ok) return origin;
  const parsed = {
    dealKey: parseBytes(fields.dealKey),
    rules: parseBytes(fields.rules),
    open: parseEntry(fields.open),
    cutnote: parseBytes(fields.cutnote),
    close: parseEntry(fields.close),
    own: parseList(fields.own, parseOpeningJson),
    ownWalk: parseList(fields.ownWalk, parseWalkStep),
    settlement: parseSettlement(fields.settlement),
  };
  const bad = Object.entries(parsed).find(([, value]) => value === null);
  if (bad) return refuse('RECEIPT_FORM', `the field "${bad[0]}" cannot be read`);
  return ok({ ...parsed, origin: origin.value, history: fields.history } as unknown as Receipt);
}

function parseBytes(value: unknown): Bytes | null {
  return typeof value === 'string' ? parseHex(value) : null;
}

function parseEntry(value: unknown): SignedEntry | null {
  if (!hasFields(value, ['bytes', 'index', 'promise'])) return null;
  const [bytes, index, promise] = [parseBytes(value.bytes), parseDecimal(value.index), parseBytes(value.promise)];
  return bytes && promise && index !== null ? { bytes, index, promise } : null;
}

function parseSettlement(value: unknown): Settlement | null {
  if (!hasFields(value, ['seats', 'rake', 'other'])) return null;
  const [seats, rake, other] = [parseList(value.seats, parseSeatDelta), parseSafe(value.rake), parseSafe(value.other)];
  if (!seats || rake === null || other === null || rake < 0 || other < 0) return null;
  return { seats, rake: BigInt(rake), other: BigInt(other) };
}

function parseSeatDelta(value: unknown): Settlement['seats'][number] | null {
  if (!hasFields(value, ['seat', 'delta'])) return null;
  const [seat, delta] = [parseSafe(value.seat), parseSafe(value.delta)];
  return seat === null || delta === null || seat < 0 || seat > 255 ? null : { seat, delta: BigInt(delta) };
}
