/** Bodies of the REST interface for leaderboards and statistics; what they say is in rules/RANK.md and rules/STAT.md. */
import { z } from 'zod';

const count = z.int().min(0);
const playerId = z.string().min(1).max(255);
/** A part of 1, or a ratio; null where there was nothing to divide by. */
const part = z.number().nullable();

export const boardKind = z.enum(['net', 'bb100', 'hours', 'hands', 'rating']);
export type BoardKind = z.infer<typeof boardKind>;

/** The period under way of a kind, or one by its name: `2026-11-21`, `2026-W47`, `2026-11`, `2026`. All by UTC. */
export const wantedPeriod = z
  .string()
  .regex(
    /^(?:all|day|week|month|year|\d{4}(?:-(?:W\d\d|\d\d(?:-\d\d)?))?)$/,
    'all, day, week, month, year, or the name of one: 2026-W47',
  )
  .default('all');

const leastHands = z.coerce.number<string>().int().min(1).max(1_000_000).default(100);

export const boardQuery = z.strictObject({
  by: boardKind.default('net'),
  period: wantedPeriod,
  /** For `bb100` and `rating`, of which a few hands say nothing: who has fewer is not listed. The other boards list everybody. */
  leastHands,
  limit: z.coerce.number<string>().int().min(1).max(100).default(50),
  /** `next` of the page before. */
  after: z
    .string()
    .regex(/^-?\d{1,16}:\d{1,9}:\d{1,9}:.{1,255}$/, '`next` of the page before')
    .optional(),
});
export type BoardQuery = z.infer<typeof boardQuery>;

/** `value`: chips, big blinds for 100 hands, hours, hands, or points of the rating. `hands`: in the period, or rated in all. */
const standing = z.strictObject({ place: z.int().min(1), value: z.number(), hands: count });

export const boardReply = z.strictObject({
  by: boardKind,
  /** `all`, `2026-11-21`, `2026-W47`, `2026-11` or `2026`. */
  period: z.string(),
  leastHands: count,
  /** The highest first; who shares a place is listed by id. */
  entries: z.array(standing.extend({ playerId, name: z.string().nullable() })),
  /** Null at the end. */
  next: z.string().nullable(),
  /** Where whoever asks stands; null for who is not listed, or asks without a session. */
  me: standing.nullable(),
});
export type BoardReply = z.infer<typeof boardReply>;

export const playerParams = z.strictObject({ id: playerId });
export const placesQuery = z.strictObject({ period: wantedPeriod, leastHands });
/** Null on a board where the player is not listed; ratings are of all time. */
export const placesReply = z.strictObject({
  playerId,
  period: z.string(),
  leastHands: count,
  places: z.record(boardKind, standing.nullable()),
});
export type PlacesReply = z.infer<typeof placesReply>;

export const position = z.enum(['small-blind', 'big-blind', 'early', 'middle', 'cutoff', 'button', 'none']);

/** What is counted: only hands of this game, this band of stakes, this position. */
const statisticsFilter = z.strictObject({
  game: z.string().min(1).max(64).optional(),
  band: z.coerce.number<string>().int().min(1).optional(),
  position: position.optional(),
});
export const statisticsQuery = statisticsFilter;
export type StatisticsQuery = z.infer<typeof statisticsQuery>;
/** `why`: an operator's reason, for the audit log. */
export const playerStatisticsQuery = statisticsFilter.extend({ why: z.string().trim().min(1).max(500).optional() });

export const figures = z.strictObject({
  hands: count,
  vpip: part,
  pfr: part,
  threeBet: part,
  foldToThreeBet: part,
  /** Bets and raises for each call. */
  aggression: part,
  wentToShowdown: part,
  wonAtShowdown: part,
  cBet: part,
  /** Chips. */
  net: z.int(),
  blindsPer100: part,
});

export const statisticsReply = z.strictObject({
  playerId,
  all: figures,
  byGame: z.array(z.strictObject({ game: z.string(), figures })),
  /** The largest of 1, 2, 5, 10, 20, 50, … that is not above the big blind. */
  byStakes: z.array(z.strictObject({ band: count, figures })),
  byPosition: z.array(z.strictObject({ position, figures })),
});
export type StatisticsReply = z.infer<typeof statisticsReply>;
