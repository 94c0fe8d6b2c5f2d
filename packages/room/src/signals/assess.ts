/**
 * What is known of two people, weighed: evidence with its figures, each a bound on how surprising it is where nothing is wrong, and their sum.
 *
 * It decides nothing. A person looks at it, and at the hands that it names.
 *
 * @see rules/SIGNAL.md SIGNAL-1 to SIGNAL-8, where each number here is explained.
 */
import { largestOf } from './add-counts.ts';
import type { HandReference, PairCounts, PlayerCounts } from './hand-counts.ts';
import { countSurprise, poissonSurprise, shareSurprise, sumSurprise } from './surprise.ts';
import type { Togetherness } from './together.ts';
import { weightOf } from './weeks.ts';

export type EvidenceKind =
  | 'one-way-chips'
  | 'one-way-pots'
  | 'gifts'
  | 'together'
  | 'quick-replies'
  | 'same-address'
  | 'same-device';

export interface Evidence {
  readonly kind: EvidenceKind;
  /** Nats, cut at the most that its kind may weigh. */
  readonly weight: number;
  /** Who lost, for the kinds that are about chips; null for the others. */
  readonly from: string | null;
  /** What it is read from, by name; old weeks count for less, so that counts are not whole numbers. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface Assessment {
  /** Nats. A signal from `SIGNAL_FROM` on. */
  readonly score: number;
  /** Heaviest first; of the kinds about chips the heaviest alone counts. */
  readonly evidence: readonly Evidence[];
  readonly hands: readonly HandReference[];
}

/** What the sessions of two people have in common: traces that few others share (SIGNAL-7). */
export interface SharedTraces {
  readonly addresses: number;
  readonly devices: number;
}

export interface PairDossier {
  readonly a: string;
  readonly b: string;
  readonly pair: readonly PairCounts[];
  readonly ofA: readonly PlayerCounts[];
  readonly ofB: readonly PlayerCounts[];
  readonly together: Togetherness;
  readonly traces: SharedTraces;
}

/** SIGNAL-8. */
export const SIGNAL_FROM = 20;
/** The most that each kind may weigh: chips alone may make a signal, the others only together. */
const MOST: Readonly<Record<EvidenceKind, number>> = {
  'one-way-chips': 40,
  'one-way-pots': 40,
  gifts: 40,
  together: 10,
  'quick-replies': 6,
  'same-address': 4,
  'same-device': 8,
};
const LEAST_HANDS = 30;
const LEAST_DAYS = 5;
const LEAST_REPLIES = 40;

export function assess(dossier: PairDossier, nowMs: number): Assessment {
  const pair = decayed(dossier.pair, nowMs);
  const chips = heaviestFirst([
    ...chipsOneWay(dossier.a, pair, decayed(dossier.ofA, nowMs), 1),
    ...chipsOneWay(dossier.b, pair, decayed(dossier.ofB, nowMs), -1),
  ]);
  const others = [
    ...togetherEvidence(dossier.together),
    ...quickReplies(pair, decayed(dossier.ofA, nowMs), decayed(dossier.ofB, nowMs)),
    ...traceEvidence(dossier.traces),
  ];
  const score = (chips[0]?.weight ?? 0) + others.reduce((sum, { weight }) => sum + weight, 0);
  const hands = largestOf(dossier.pair.filter(({ weekMs }) => weightOf(weekMs, nowMs) > 0).flatMap(({ largest }) => largest));
  return { score: rounded(score), evidence: heaviestFirst([...chips, ...others]), hands };
}

/** Sums over weeks, each weighed by its age. */
type Sheet<Line> = { readonly [Field in keyof Line as Line[Field] extends number ? Field : never]: number };

function decayed<Line extends PairCounts | PlayerCounts>(lines: readonly Line[], nowMs: number): Sheet<Line> {
  const sums: Record<string, number> = {};
  for (const line of lines) {
    const weight = weightOf(line.weekMs, nowMs);
    for (const [field, value] of Object.entries(line)) {
      if (typeof value !== 'number') continue;
      sums[field] = (sums[field] ?? 0) + value * (field === 'squares' ? weight * weight : weight);
    }
  }
  return sums as Sheet<Line>;
}

/** Chips that went from `from` to the other one. `sign`: 1 where the pair's figures are told from its side, −1 where from the other's. */
function chipsOneWay(from: string, pair: Sheet<PairCounts>, own: Sheet<PlayerCounts>, sign: 1 | -1): Evidence[] {
  const { hands = 0, squares = 0 } = pair;
  if (hands < LEAST_HANDS) return [];
  const [there, back] = sign === 1 ? [pair.bigToB, pair.bigToA] : [pair.bigToA, pair.bigToB];
  const [gifts, returned] = sign === 1 ? [pair.giftsToB, pair.giftsToA] : [pair.giftsToA, pair.giftsToB];
  const elsewhere = elsewhereOf({ hands, net: sign * pair.net, there, back, gifts }, own);
  const lost = sign * pair.net - hands * Math.max(10, 1.5 * elsewhere.lostPerHand);
  const share = Math.max(0.7, elsewhere.bigLostShare);
  const expected = Math.max(0.5, hands * 0.005, hands * 2 * elsewhere.giftsPerHand, returned + 1);
  const evidence = (kind: EvidenceKind, weight: number, figures: Record<string, number>) =>
    weighed(kind, weight, { hands, ...figures }, from);
  return [
    ...evidence('one-way-chips', sumSurprise(lost, squares), { bigBlinds: (sign * pair.net) / 10 }),
    ...evidence('one-way-pots', shareSurprise(there, there + back, share), { there, back, expectedShare: share }),
    ...evidence('gifts', poissonSurprise(gifts, expected), { gifts, returned, expected }),
  ];
}

/** How the same person fares against everybody else, in tenths of the big blind and large losses a hand met; nothing is known at first. */
function elsewhereOf(
  pair: { readonly hands: number; readonly net: number; readonly there: number; readonly back: number; readonly gifts: number },
  own: Sheet<PlayerCounts>,
) {
  const met = Math.max(0, (own.met ?? 0) - pair.hands);
  const bigLost = Math.max(0, (own.bigLost ?? 0) - pair.there);
  const bigWon = Math.max(0, (own.bigWon ?? 0) - pair.back);
  // As if half as many hands as the least wanted had passed without anything: a few hands against others say little.
  const among = met + LEAST_HANDS / 2;
  return {
    lostPerHand: ((own.lost ?? 0) - pair.net) / among,
    giftsPerHand: Math.max(0, (own.gifts ?? 0) - pair.gifts) / among,
    bigLostShare: bigLost / (bigLost + bigWon + 4),
  };
}

function togetherEvidence({ days, together, expected, variance }: Togetherness): Evidence[] {
  if (days < LEAST_DAYS) return [];
  return weighed('together', countSurprise(together, expected, variance), { days, together, expected });
}

/** Held against how often each of the two replies at once to anybody: a quick player is quick with everybody. */
function quickReplies(pair: Sheet<PairCounts>, ofA: Sheet<PlayerCounts>, ofB: Sheet<PlayerCounts>): Evidence[] {
  const { replies = 0, instant = 0 } = pair;
  const others = (ofA.replies ?? 0) + (ofB.replies ?? 0) - replies;
  if (replies < LEAST_REPLIES || others < LEAST_REPLIES) return [];
  const usual = ((ofA.instant ?? 0) + (ofB.instant ?? 0) - instant) / others;
  const share = Math.min(0.95, Math.max(0.05, 1.5 * usual));
  return weighed('quick-replies', shareSurprise(instant, replies, share), { replies, instant, usualShare: usual });
}

function traceEvidence({ addresses, devices }: SharedTraces): Evidence[] {
  if (devices > 0) return weighed('same-device', MOST['same-device'], { devices, addresses });
  return addresses > 0 ? weighed('same-address', MOST['same-address'], { addresses }) : [];
}

/** Nothing below what one in ten has: it would only fill the page. */
function weighed(kind: EvidenceKind, nats: number, figures: Record<string, number>, from: string | null = null): Evidence[] {
  if (nats < 2.3) return [];
  const shown = Object.entries(figures).map(([name, value]) => [name, rounded(value)]);
  return [{ kind, weight: rounded(Math.min(nats, MOST[kind])), from, figures: Object.fromEntries(shown) }];
}

function heaviestFirst(evidence: readonly Evidence[]): Evidence[] {
  return [...evidence].sort((a, b) => b.weight - a.weight || (a.kind < b.kind ? -1 : 1));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
