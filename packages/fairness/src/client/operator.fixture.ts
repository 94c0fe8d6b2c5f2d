/** An honest operator in a few lines, for tests: it deals a hand exactly as a room does, and every step can be bent. */
import type { Random } from '@aboveboard/kit';
import { type Bytes, concat, u32 } from '../bytes/bytes.ts';
import { H } from '../bytes/hash.ts';
import { utf8Bytes } from '../bytes/text.ts';
import { burnedDecks } from '../cut/check-close.ts';
import { type Cut, makeCut } from '../cut/cut.ts';
import { boardPositions, holePositions } from '../deal/board.ts';
import type { DealStep } from '../deal/deal-step.ts';
import { type Opening, openingFor, openingToJson } from '../deck/position-opening.ts';
import { type SealedHand, sealHand } from '../deck/seal.ts';
import { encodeClose, type Reveal } from '../entries/close.ts';
import { encodeOpaque } from '../entries/header.ts';
import { encodeOpen, NO_COMMIT, type Open, type OpenEntry, type OpenSeat, readOpen } from '../entries/open.ts';
import { handId, type Origin } from '../hand-id.ts';
import { historyHash, type PublicHistory, rulesHash, type StartState } from '../hashes/history.ts';
import { type Settlement, settleHash } from '../hashes/settle.ts';
import { leafHash } from '../merkle/tree.ts';
import { signCutnote, signPromise } from '../signatures/deal-key.ts';
import { publicKeyOf } from '../signatures/ed25519.ts';
import { Contributor, type ContributorMemory, type ContributorStore } from './contributor.ts';
import type { CloseSeen, CutSeen, HandExpectation, OpenSeen, OwnCommit } from './hand-frames.ts';
import { HandVerifier } from './hand-verifier.ts';

export function seededRandom(seed: string): Random {
  let i = 0;
  const block = () => H(utf8Bytes(seed), u32(i++));
  return { bytes: (length) => concat(...Array.from({ length: Math.ceil(length / 32) }, block)).slice(0, length) };
}

export function memoryStore(): ContributorStore & { memory: ContributorMemory | null } {
  return {
    memory: null,
    load() {
      return this.memory;
    },
    save(memory) {
      this.memory = memory;
    },
  };
}

export const ORIGIN = 'room.example/log/2026h2' as Origin;
export const TABLE = H(utf8Bytes('table')).slice(0, 16);
export const SECRET = H(utf8Bytes('deal key'));
export const DEAL_KEY = publicKeyOf(SECRET);
export const RULES = encodeOpaque('RULES', utf8Bytes('{"beacon":"none","witness":"promise"}'));
const LAYOUT = { game: 'board', spec: 1, hole: 2, boards: 1 } as const;
export const START: StartState = {
  deal: LAYOUT,
  game: 'nlhe',
  button: 0,
  stacks: { 0: 1000, 2: 1500, 5: 800 },
};
const SEATS = [2, 5, 0];
export const OPEN_INDEX = 7n;

export function promised(index: bigint, bytes: Bytes, secret = SECRET) {
  return { bytes, index, promise: signPromise({ origin: ORIGIN, index, leaf: leafHash(bytes) }, secret) };
}

/** A table with people at seats 2 and 5, whose clients contribute, and a bot at seat 0. */
export function table(random: Random) {
  const people = [2, 5].map((seat) => {
    const store = memoryStore();
    const contributor = new Contributor({ origin: ORIGIN, table: TABLE, random, store });
    contributor.sit(seat);
    return { seat, store, contributor };
  });
  return people as [(typeof people)[number], (typeof people)[number]];
}

export type Person = ReturnType<typeof table>[number];

export function commitOf(person: Person, handNo: bigint): OwnCommit {
  const commit = person.contributor.commitFor(handNo);
  if (!commit.ok) throw new Error(commit.error.detail);
  return commit.value;
}

export interface Sealed {
  readonly sealed: SealedHand;
  readonly entry: OpenEntry;
}

/** Seals a hand and lays out its OPEN; `bend` makes it another one before it is encoded. */
export function sealOpen(random: Random, people: readonly Person[], handNo = 1n): Sealed {
  const hid = handId(ORIGIN, TABLE, handNo);
  const sealed = sealHand({ hid, spec: 1, deckSeeds: [random.bytes(32), random.bytes(32)] });
  const rules = rulesHash(RULES, START);
  if (!rules.ok) throw new Error(rules.error.detail);
  const entry: OpenEntry = {
    table: TABLE,
    handNo,
    prev: null,
    tMs: 1_790_000_000_000n,
    spec: 1,
    decks: sealed.decks.map(({ root }) => ({ root, reshuffleRoots: [] })),
    beaconRound: null,
    rulesHash: rules.value,
    seats: SEATS.map((seat) => openSeat(people, seat, handNo)),
  };
  return { sealed, entry };
}

function openSeat(people: readonly Person[], seat: number, handNo: bigint): OpenSeat {
  const person = people.find((p) => p.seat === seat);
  return person ? commitOf(person, handNo) : { seat, sid: new Uint8Array(8), commit: NO_COMMIT };
}

export function openSeen(entry: OpenEntry, index = OPEN_INDEX): OpenSeen {
  return { ...promised(index, encodeOpen(entry)), rules: RULES, start: START };
}

export function expectation(person: Person, handNo = 1n): HandExpectation {
  const own = commitOf(person, handNo);
  const known = { origin: ORIGIN, dealKey: DEAL_KEY, table: TABLE, handNo };
  return { ...known, ownSeat: person.seat, own, seats: SEATS, prev: null };
}

export function mustOpen(entry: OpenEntry): Open {
  const open = readOpen(ORIGIN, encodeOpen(entry));
  if (!open.ok) throw new Error(open.error.detail);
  return open.value;
}

export function mustCut(open: Open, reveals: readonly Reveal[]): Cut {
  const cut = makeCut({ open, reveals });
  if (!cut.ok) throw new Error(cut.error.detail);
  return cut.value;
}

export function cutSeen(open: Open, sealed: SealedHand, cut: Cut, reveals: readonly Reveal[]): CutSeen {
  return {
    reveals,
    play: cut.play,
    deckSeeds: burnedSeeds(sealed, cut),
    cutnote: signCutnote({ leaf: open.leaf, ck: cut.ck }, SECRET),
  };
}

function burnedSeeds(sealed: SealedHand, cut: Cut): Bytes[] {
  return burnedDecks(sealed.decks.length, cut.play).flatMap((d) => sealed.decks[d]?.deckSeed ?? []);
}

/** How the cards of this hand go: to each seat, then to the board at once. */
export const DEALT: readonly DealStep[] = [
  ...SEATS.map((seat) => ({ kind: 'hole', seat, count: 2 }) as const),
  { kind: 'board', board: 0, count: 5 },
];

/** Hole cards of the `i`th seat in OPEN, or the board. */
export function holeOf(sealed: SealedHand, cut: Cut, i: number): Opening[] {
  return holePositions(LAYOUT, SEATS.length, i).map((position) => openingFor(sealed, cut, position));
}

export function boardOf(sealed: SealedHand, cut: Cut): Opening[] {
  return boardPositions(LAYOUT, SEATS.length).map((position) => openingFor(sealed, cut, position));
}

export const SETTLEMENT: Settlement = {
  seats: [
    { seat: 2, delta: 95n },
    { seat: 5, delta: -100n },
    { seat: 0, delta: 0n },
  ],
  rake: 5n,
  other: 0n,
};

export function historyOf(shown: readonly Opening[]): PublicHistory {
  const openings = shown.toSorted((a, b) => a.position - b.position).map(openingToJson);
  return {
    version: 1,
    start: START,
    actions: [
      [5, 'calls', 100],
      [2, 'checks'],
    ],
    dealt: DEALT,
    openings,
    result: { won: { 2: 195 } },
  };
}

export function closeSeen(
  open: Open,
  cut: CutSeen,
  sealed: SealedHand,
  history: PublicHistory,
  settlement: Settlement = SETTLEMENT,
): CloseSeen {
  const [past, sums] = [historyHash(history), settleHash(sealed.hid, settlement)];
  if (!past.ok || !sums.ok) throw new Error('a history or settlement that cannot be hashed');
  const { reveals, play, deckSeeds } = cut;
  const named = { openIndex: OPEN_INDEX, status: 0 as const, tMs: open.entry.tMs + 60_000n, beaconSig: new Uint8Array(0) };
  const hashes = { historyHash: past.value, settleHash: sums.value };
  const bytes = encodeClose({ ...named, reveals, play, deckSeeds, ...hashes });
  return { ...promised(OPEN_INDEX + 2n, bytes), history, settlement };
}

/** A whole hand as the person at seat 2 sees it, up to where a test wants to bend it. */
export function dealtHand(seed: string) {
  const random = seededRandom(seed);
  const people = table(random);
  const { sealed, entry } = sealOpen(random, people);
  const [ana] = people;
  const verifier = new HandVerifier(expectation(ana));
  const open = mustOpen(entry);
  const seen = openSeen(entry);
  const reveals = people.map((person) => {
    const own = new HandVerifier(expectation(person));
    own.seeOpen(seen);
    const reveal = person.contributor.release(own);
    if (!reveal.ok) throw new Error(reveal.error.detail);
    return reveal.value;
  });
  const cut = mustCut(open, reveals);
  const shown = [...holeOf(sealed, cut, 0), ...holeOf(sealed, cut, 1), ...boardOf(sealed, cut)];
  const seenCut = cutSeen(open, sealed, cut, reveals);
  const close = closeSeen(open, seenCut, sealed, historyOf(shown));
  return { random, people, sealed, entry, verifier, open, openSeen: seen, reveals, cut, cutSeen: seenCut, shown, close };
}
