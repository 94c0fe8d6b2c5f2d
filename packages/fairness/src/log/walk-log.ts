/**
 * A whole log, read from its first entry: every hand opened once and closed once, in its table's chain, by the cut that
 * its seeds give; nothing declared void after a cut was signed or all seeds were in; every promise kept.
 */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { toHex } from '../bytes/hex.ts';
import { checkClose } from '../cut/check-close.ts';
import type { BeaconCheck, Cut } from '../cut/cut.ts';
import { type CloseStatus, parseOpenIndex } from '../entries/close.ts';
import { entryType } from '../entries/header.ts';
import { type Open, type OpenEntry, readOpen } from '../entries/open.ts';
import { checkRevealsEntry } from '../entries/reveals.ts';
import { parseRoll } from '../entries/roll.ts';
import { type Fault, refuse } from '../fault.ts';
import type { Origin } from '../hand-id.ts';
import { leafHash, rootOf } from '../merkle/tree.ts';
import { isCutnote, isPromise } from '../signatures/deal-key.ts';

export interface LogInput {
  readonly origin: Origin;
  readonly dealKey: Bytes;
  readonly entries: readonly Bytes[];
  /** What clients kept; those that the deal key did not sign prove nothing and are passed over. */
  readonly promises: readonly { readonly index: bigint; readonly leaf: Bytes; readonly signature: Bytes }[];
  readonly cutnotes: readonly { readonly leaf: Bytes; readonly ck: Bytes; readonly signature: Bytes }[];
  readonly beacon?: BeaconCheck | undefined;
}

export interface LoggedHand {
  readonly open: Open;
  readonly openIndex: number;
  closeIndex: number | null;
  status: CloseStatus | null;
  hasReveals: boolean;
}

export interface WalkedLog {
  readonly leaves: readonly Bytes[];
  readonly root: Bytes;
  readonly validPromises: number;
  readonly validCutnotes: number;
  readonly hands: readonly LoggedHand[];
}

/** A fault and the index of the entry it was found at. */
export interface LogFault extends Fault {
  readonly at: number;
}

/** @returns the hands of the log, or the first fault. */
export function walkLog(input: LogInput): Result<WalkedLog, LogFault> {
  const walker = new LogWalker(input);
  const leaves = input.entries.map((entry) => leafHash(entry));
  for (const [at, entry] of input.entries.entries()) {
    const checked = walker.see(entry, at, leaves[at] as Bytes);
    if (!checked.ok) return { ok: false, error: { ...checked.error, at } };
  }
  const { promises, cutnotes, hands } = walker;
  return ok({ leaves, root: rootOf(leaves), validPromises: promises.length, validCutnotes: cutnotes.length, hands });
}

class LogWalker {
  readonly hands: LoggedHand[] = [];
  readonly promises: LogInput['promises'];
  readonly cutnotes: LogInput['cutnotes'];
  readonly #input: LogInput;
  /** By table and hand number. */
  readonly #byHand = new Map<string, LoggedHand>();
  /** By table. */
  readonly #lastClose = new Map<string, number>();

  constructor(input: LogInput) {
    const { origin, dealKey } = input;
    this.#input = input;
    this.promises = input.promises.filter((p) => isPromise({ origin, ...p }, p.signature, dealKey));
    this.cutnotes = input.cutnotes.filter((note) => isCutnote(note, note.signature, dealKey));
  }

  see(entry: Bytes, at: number, leaf: Bytes): Result<void, Fault> {
    const checked = this.#seeEntry(entry, at);
    if (!checked.ok) return checked;
    const broken = this.promises.find((p) => p.index === BigInt(at) && !equalBytes(p.leaf, leaf));
    return broken ? refuse('PROMISE_BROKEN', `another entry was promised at index ${at}`) : ok(undefined);
  }

  #seeEntry(entry: Bytes, at: number): Result<unknown, Fault> {
    switch (entryType(entry)) {
      case 'OPEN':
        return this.#seeOpen(entry, at);
      case 'CLOSE':
        return this.#seeClose(entry, at);
      case 'REVEALS':
        return this.#seeReveals(entry);
      case 'ROLL':
        return parseRoll(entry);
      case 'EPOCH':
      case 'RULES':
      case 'DAYCLOSE':
        return ok(undefined);
      case null:
        return refuse('MAGIC', 'these bytes are no entry');
    }
  }

  #seeOpen(bytes: Bytes, at: number): Result<void, Fault> {
    const open = readOpen(this.#input.origin, bytes);
    if (!open.ok) return open;
    const { entry } = open.value;
    if (this.#byHand.has(handKey(entry))) return refuse('SECOND_OPEN', `hand ${entry.handNo} was opened before`);
    const last = this.#lastClose.get(toHex(entry.table));
    const prev = last === undefined ? null : BigInt(last);
    if (entry.prev !== prev) return refuse('PREV', `OPEN names ${entry.prev}; the last CLOSE of its table is ${prev}`);
    const hand = { open: open.value, openIndex: at, closeIndex: null, status: null, hasReveals: false };
    this.#byHand.set(handKey(entry), hand);
    this.hands.push(hand);
    return ok(undefined);
  }

  #handAt(index: Result<bigint, Fault>): Result<LoggedHand, Fault> {
    if (!index.ok) return index;
    const hand = this.hands.find(({ openIndex }) => BigInt(openIndex) === index.value);
    return hand ? ok(hand) : refuse('OPEN_UNKNOWN', `entry ${index.value} is not an earlier OPEN`);
  }

  #seeReveals(bytes: Bytes): Result<void, Fault> {
    const hand = this.#handAt(parseOpenIndex('REVEALS', bytes));
    if (!hand.ok) return hand;
    const reveals = checkRevealsEntry(bytes, hand.value.open, BigInt(hand.value.openIndex));
    if (!reveals.ok) return reveals;
    hand.value.hasReveals = true;
    return ok(undefined);
  }

  #seeClose(bytes: Bytes, at: number): Result<void, Fault> {
    const found = this.#handAt(parseOpenIndex('CLOSE', bytes));
    if (!found.ok) return found;
    const hand = found.value;
    if (hand.closeIndex !== null) return refuse('SECOND_CLOSE', `the hand of entry ${hand.openIndex} was closed before`);
    const { open, openIndex } = hand;
    const checked = checkClose({ open, openIndex: BigInt(openIndex), close: bytes, beacon: this.#input.beacon });
    if (!checked.ok) return checked;
    const noted = this.#checkCutnotes(hand, checked.value.cut);
    if (!noted.ok) return noted;
    hand.closeIndex = at;
    hand.status = checked.value.close.status;
    this.#lastClose.set(toHex(open.entry.table), at);
    return ok(undefined);
  }

  #checkCutnotes({ open, hasReveals }: LoggedHand, cut: Cut | null): Result<void, Fault> {
    const notes = this.cutnotes.filter(({ leaf }) => equalBytes(leaf, open.leaf));
    if (!cut && notes.length > 0) return refuse('VOID_AFTER_CUTNOTE', 'void although the operator had signed its cut');
    if (!cut && hasReveals) return refuse('VOID_AFTER_REVEALS', 'void although every seed had been logged');
    const isOther = cut && notes.some(({ ck }) => !equalBytes(ck, cut.ck));
    return isOther ? refuse('CUTNOTE_MISMATCH', 'the operator had signed another cut') : ok(undefined);
  }
}

function handKey({ table, handNo }: OpenEntry): string {
  return `${toHex(table)}/${handNo}`;
}
