import { expect, test } from 'vitest';
import { Contributor } from './contributor.ts';
import { HandVerifier } from './hand-verifier.ts';
import { expectation, memoryStore, ORIGIN, openSeen, sealOpen, seededRandom, TABLE, table } from './operator.fixture.ts';

function atTable(seed: string) {
  const random = seededRandom(seed);
  const people = table(random);
  return { random, people, ana: people[0] };
}

function shownOpen({ random, people, ana }: ReturnType<typeof atTable>, handNo: bigint) {
  const verifier = new HandVerifier(expectation(ana, handNo));
  verifier.seeOpen(openSeen(sealOpen(random, people, handNo).entry));
  return verifier;
}

test('[FAIR-17] a hand’s commit is made once and is the same after a reload', () => {
  const { ana, random } = atTable('reload');
  const before = ana.contributor.commitFor(1n);
  const reloaded = new Contributor({ origin: ORIGIN, table: TABLE, random, store: ana.store });
  reloaded.sit(ana.seat);
  expect(reloaded.commitFor(1n)).toEqual(before);
  expect(reloaded.commitFor(2n)).not.toEqual(before);
});

test('[FAIR-17] a new sitting and every 200 hands bring a new pseudonym', () => {
  const { ana } = atTable('sid');
  const sidOf = (handNo: bigint) => {
    const commit = ana.contributor.commitFor(handNo);
    if (!commit.ok) throw new Error(commit.error.detail);
    return `${commit.value.sid}`;
  };
  const sids = Array.from({ length: 201 }, (_, i) => sidOf(BigInt(i + 1)));
  expect(new Set(sids.slice(0, 200)).size).toBe(1);
  expect(sids[200]).not.toBe(sids[199]);
  ana.contributor.sit(ana.seat);
  expect(sidOf(300n)).not.toBe(sids[200]);
});

test('[FAIR-18] a seed leaves the device only for an accepted OPEN that holds its commit', () => {
  const room = atTable('release');
  const blind = new HandVerifier(expectation(room.ana));
  expect(room.ana.contributor.release(blind)).toMatchObject({ error: { code: 'OUT_OF_TURN' } });
  const dropped = new HandVerifier(expectation(room.ana));
  dropped.seeOpen({ ...openSeen(sealOpen(room.random, []).entry) });
  expect(room.ana.contributor.release(dropped)).toMatchObject({ error: { code: 'COMMIT_DROPPED' } });
  expect(room.ana.contributor.highestRevealed).toBe(-1n);
  expect(room.ana.contributor.release(shownOpen(room, 1n))).toMatchObject({ ok: true, value: { seat: 2 } });
  expect(room.ana.contributor.highestRevealed).toBe(1n);
});

test('[FAIR-19] no seed is revealed at or below the highest hand revealed for, also after a reload', () => {
  const room = atTable('highest');
  const { ana } = room;
  const hands = new Map([1n, 2n, 3n].map((handNo) => [handNo, shownOpen(room, handNo)]));
  const release = (contributor: Contributor, handNo: bigint) => contributor.release(hands.get(handNo) as HandVerifier);
  const second = release(ana.contributor, 2n);
  expect(second.ok).toBe(true);
  expect(release(ana.contributor, 1n)).toMatchObject({ error: { code: 'HAND_REPEATED' } });
  expect(ana.contributor.commitFor(2n)).toMatchObject({ error: { code: 'HAND_REPEATED' } });
  const reloaded = new Contributor({ origin: ORIGIN, table: TABLE, random: room.random, store: ana.store });
  expect(release(reloaded, 1n)).toMatchObject({ error: { code: 'HAND_REPEATED' } });
  expect(release(reloaded, 2n)).toEqual(second); // the very same OPEN: nothing new is revealed
  expect(release(reloaded, 3n).ok).toBe(true);
});

test('[FAIR-19] a second OPEN for the same hand gets no seed, even from a client that starts anew', () => {
  const room = atTable('twice');
  const expected = expectation(room.ana);
  const [first, second] = [sealOpen(room.random, room.people), sealOpen(room.random, room.people)];
  const verifiers = [first, second].map(({ entry }) => {
    const verifier = new HandVerifier(expected);
    verifier.seeOpen(openSeen(entry));
    return verifier;
  });
  expect(verifiers.every(({ fault }) => fault === null)).toBe(true);
  const results = verifiers.map((verifier) => room.ana.contributor.release(verifier));
  expect(results).toMatchObject([{ ok: true }, { ok: false, error: { code: 'HAND_REPEATED' } }]);
});

test('[FAIR-19] where the reveal cannot be stored, no seed is handed out', () => {
  const room = atTable('store');
  const verifier = shownOpen(room, 1n);
  const memory = room.ana.store.load();
  const full = {
    ...memoryStore(),
    memory,
    save: () => {
      throw new Error('storage is full');
    },
  };
  const contributor = new Contributor({ origin: ORIGIN, table: TABLE, random: room.random, store: full });
  expect(() => contributor.release(verifier)).toThrow('storage is full');
});
