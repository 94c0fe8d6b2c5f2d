/** Vectors of entries, cut, hashes and signatures. */
import { assert, ok, type Result } from '@aboveboard/kit';
import { beaconCheck, QUICKNET } from '../beacon/quicknet.ts';
import { concat, equalBytes, u8, u64 } from '../bytes/bytes.ts';
import { H } from '../bytes/hash.ts';
import { toHex } from '../bytes/hex.ts';
import { checkClose } from '../cut/check-close.ts';
import { type Cut, cutMessage, makeCut } from '../cut/cut.ts';
import { checkShown } from '../cut/shown.ts';
import { type Opening, parseOpeningJson } from '../deck/position-opening.ts';
import { cardName } from '../deck/spec.ts';
import type { CloseEntry, Reveal } from '../entries/close.ts';
import { encodeClose } from '../entries/close.ts';
import { encodeOpen, type Open, parseOpen, readOpen } from '../entries/open.ts';
import { checkRevealsEntry, encodeRevealsEntry } from '../entries/reveals.ts';
import { encodeRoll, parseRoll } from '../entries/roll.ts';
import { type Fault, refuse } from '../fault.ts';
import { checkHistory, checkSettlement } from '../hashes/bound.ts';
import { historyHash, type PublicHistory, rulesHash, stateHash } from '../hashes/history.ts';
import { type Settlement, settleHash, settlementBytes } from '../hashes/settle.ts';
import { canonicalJson } from '../jcs/canonical-json.ts';
import { leafHash } from '../merkle/tree.ts';
import { cutnoteMessage, isCutnote, isPromise, promiseMessage, signCutnote, signPromise } from '../signatures/deal-key.ts';
import type { VectorCall } from './run-vectors.ts';
import { VectorInput } from './vector-input.ts';

export const QUICKNET_CHECK = beaconCheck(QUICKNET);

export function openOf(input: VectorInput): Result<Open, Fault> {
  return readOpen(input.origin(), input.hex('open'));
}

export function cutOf(input: VectorInput, open: Open): Result<Cut, Fault> {
  return makeCut({ open, reveals: input.reveals(), beaconSig: input.hex('beacon_sig'), beacon: QUICKNET_CHECK });
}

const revealsOut = (reveals: readonly Reveal[]) => reveals.map(({ seat, seed }) => ({ seat, seed: toHex(seed) }));

function open(input: VectorInput): ReturnType<VectorCall> {
  const bytes = input.hex('open');
  const parsed = parseOpen(bytes);
  if (!parsed.ok) return parsed;
  const { table, handNo, prev, tMs, spec, decks, beaconRound, rulesHash: rules, seats } = parsed.value;
  assert(equalBytes(encodeOpen(parsed.value), bytes), 'OPEN does not encode to the same bytes');
  return ok({
    table: toHex(table),
    hand_no: `${handNo}`,
    prev: `${prev ?? 2n ** 64n - 1n}`,
    t_ms: `${tMs}`,
    spec,
    roots: decks.map(({ root, reshuffleRoots }) => ({ root: toHex(root), rr: reshuffleRoots.map(toHex) })),
    beacon_round: `${beaconRound ?? 0n}`,
    rules_hash: toHex(rules),
    seats: seats.map(({ seat, sid, commit }) => ({ seat, sid: toHex(sid), commit: toHex(commit) })),
    length: bytes.length,
    leaf: toHex(leafHash(bytes)),
  });
}

function cut(input: VectorInput): ReturnType<VectorCall> {
  const opened = openOf(input);
  if (!opened.ok) return opened;
  const made = cutOf(input, opened.value);
  if (!made.ok) return made;
  const { beaconRound } = opened.value.entry;
  const beacon = beaconRound === null ? u8(0) : concat(u8(1), u64(beaconRound), H(input.hex('beacon_sig')));
  return ok({
    hid: toHex(opened.value.hid),
    message: toHex(cutMessage(input.reveals(), beacon)),
    ck: toHex(made.value.ck),
    play: made.value.play,
    pi: made.value.permutation,
    recut: made.value.recuts,
  });
}

function close(input: VectorInput): ReturnType<VectorCall> {
  const opened = openOf(input);
  if (!opened.ok) return opened;
  const bytes = input.hex('close');
  const openIndex = input.bigint('open_idx');
  const checked = checkClose({ open: opened.value, openIndex, close: bytes, beacon: QUICKNET_CHECK });
  if (!checked.ok) return checked;
  const entry = checked.value.close;
  assert(equalBytes(encodeClose(entry), bytes), 'CLOSE does not encode to the same bytes');
  const bound = checkBound(input, opened.value, entry);
  return bound.ok
    ? ok({ ...closeOut(entry), length: bytes.length, leaf: toHex(leafHash(bytes)), ...openOut(opened.value) })
    : bound;
}

function checkBound(input: VectorInput, { hid }: Open, entry: CloseEntry): Result<void, Fault> {
  if (!input.has('history')) return ok(undefined);
  const history = checkHistory(entry, input.json('history') as PublicHistory);
  return history.ok ? checkSettlement(entry, hid, settlementOf(new VectorInput(input.json('settle')))) : history;
}

function closeOut(entry: CloseEntry) {
  return {
    open_idx: `${entry.openIndex}`,
    status: entry.status,
    t_ms: `${entry.tMs}`,
    reveals: revealsOut(entry.reveals),
    beacon_sig: toHex(entry.beaconSig),
    play: entry.play ?? 255,
    deck_seeds: entry.deckSeeds.map(toHex),
    history_hash: toHex(entry.historyHash),
    settle_hash: toHex(entry.settleHash),
  };
}

function openOut({ hid, leaf }: Open) {
  return { hid: toHex(hid), open_leaf: toHex(leaf) };
}

function reveals(input: VectorInput): ReturnType<VectorCall> {
  const opened = openOf(input);
  if (!opened.ok) return opened;
  const bytes = input.hex('reveals_entry');
  const checked = checkRevealsEntry(bytes, opened.value, input.bigint('open_idx'));
  if (!checked.ok) return checked;
  const { openIndex, leaf, reveals: seeds } = checked.value;
  assert(equalBytes(encodeRevealsEntry(checked.value), bytes), 'REVEALS does not encode to the same bytes');
  const named = { open_idx: `${openIndex}`, leaf: toHex(leaf), reveals: revealsOut(seeds) };
  return ok({ ...named, length: bytes.length, entry_leaf: toHex(leafHash(bytes)) });
}

function roll(input: VectorInput): ReturnType<VectorCall> {
  const bytes = input.hex('roll');
  const parsed = parseRoll(bytes);
  if (!parsed.ok) return parsed;
  const { oldOrigin, size, root } = parsed.value;
  assert(equalBytes(encodeRoll(parsed.value), bytes), 'ROLL does not encode to the same bytes');
  return ok({ old_origin: oldOrigin, size: `${size}`, root: toHex(root), entry_leaf: toHex(leafHash(bytes)) });
}

function settlementOf(input: VectorInput): Settlement {
  const seats = input.items('seats').map((item) => ({ seat: item.number('seat'), delta: item.bigint('delta') }));
  return { seats, rake: input.bigint('rake'), other: input.bigint('other') };
}

function settle(input: VectorInput): ReturnType<VectorCall> {
  const preimage = settlementBytes(input.hex('hid'), settlementOf(input));
  const hash = settleHash(input.hex('hid'), settlementOf(input));
  if (!preimage.ok) return preimage;
  return hash.ok ? ok({ preimage: toHex(preimage.value), settle_hash: toHex(hash.value) }) : hash;
}

function history(input: VectorInput): ReturnType<VectorCall> {
  const bytes = canonicalJson(input.json('history'));
  const hash = historyHash(input.json('history') as PublicHistory);
  if (!bytes.ok) return bytes;
  return hash.ok ? ok({ bytes: toHex(bytes.value), history_hash: toHex(hash.value) }) : hash;
}

function rules(input: VectorInput): ReturnType<VectorCall> {
  const [entry, start] = [input.hex('rules_entry'), input.json('start')];
  const [bytes, state, hash] = [canonicalJson(start), stateHash(start), rulesHash(entry, start)];
  if (!bytes.ok) return bytes;
  if (!state.ok) return state;
  if (!hash.ok) return hash;
  const stateOut = { state_bytes: toHex(bytes.value), state_hash: toHex(state.value) };
  return ok({ rules_leaf: toHex(leafHash(entry)), ...stateOut, rules_hash: toHex(hash.value) });
}

function promise(input: VectorInput): ReturnType<VectorCall> {
  const promised = { origin: input.origin(), index: input.bigint('index'), leaf: input.hex('leaf') };
  const signature = input.hex('signature');
  if (!isPromise(promised, signature, input.hex('public_key'))) return refuse('BAD_SIGNATURE', 'no promise by that key');
  if (input.has('secret')) assert(equalBytes(signPromise(promised, input.hex('secret')), signature), 'another signature');
  return ok({ message: toHex(promiseMessage(promised)) });
}

function cutnote(input: VectorInput): ReturnType<VectorCall> {
  const note = { leaf: input.hex('leaf'), ck: input.hex('ck') };
  const signature = input.hex('signature');
  if (!isCutnote(note, signature, input.hex('public_key'))) return refuse('BAD_SIGNATURE', 'no cutnote by that key');
  if (input.has('secret')) assert(equalBytes(signCutnote(note, input.hex('secret')), signature), 'another signature');
  return ok({ message: toHex(cutnoteMessage(note)) });
}

function shown(input: VectorInput): ReturnType<VectorCall> {
  const opened = openOf(input);
  if (!opened.ok) return opened;
  const bytes = input.hex('close');
  const checked = checkClose({ open: opened.value, openIndex: input.bigint('open_idx'), close: bytes });
  if (!checked.ok) return checked;
  const { cut: made } = checked.value;
  const openings = input.list('openings').map(parseOpeningJson);
  assert(made !== null && !openings.includes(null), 'a void hand or an opening that cannot be read');
  const held = checkShown(opened.value, made, openings as Opening[]);
  if (!held.ok) return held;
  const names = (openings as Opening[]).map(({ card }) => cardName(card));
  return ok({ open_leaf: toHex(opened.value.leaf), close_leaf: toHex(leafHash(bytes)), play: made.play, names });
}

export const ENTRY_VECTORS: Readonly<Record<string, VectorCall>> = {
  open,
  cut,
  close,
  reveals,
  roll,
  settle,
  history,
  rules_hash: rules,
  promise,
  cutnote,
  shown,
};
