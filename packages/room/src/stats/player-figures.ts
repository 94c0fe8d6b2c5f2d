/**
 * A player's statistics as REST shows them: to the player, and to an operator, who says why and is in the audit log before.
 *
 * Nobody else sees them: how somebody plays is worth knowing to whoever plays against them. What everybody may see is where a player stands on
 * the boards.
 */
import { err, ok } from '@aboveboard/kit';
import type { standingsRest } from '@aboveboard/protocol';
import { type Principal, type StatsRow, statsOf } from '@aboveboard/storage';
import type { ApiPorts, ApiRefusal, ApiResult } from '../api/ports.ts';
import { auditChange } from '../work/desk/audit-change.ts';
import { addCounts, type Counts, NO_COUNTS } from './counts.ts';
import { figuresOf } from './figures.ts';
import { POSITIONS, type Position } from './position.ts';

type Ports = Pick<ApiPorts, 'db' | 'clock'>;
type Filter = standingsRest.StatisticsQuery;

interface Line {
  readonly game: string;
  readonly band: number;
  readonly position: Position;
  readonly counts: Counts;
}

/** One's own figures, of all hands or of those that `filter` lets through. */
export async function ownStatistics({ db }: Ports, playerId: string, filter: Filter): Promise<standingsRest.StatisticsReply> {
  const rows = await statsOf(db.reader, playerId);
  const lines = rows.map(lineOf).filter((line) => isWanted(line, filter));
  const summed = <Key extends keyof Line>(key: Key) =>
    [...Map.groupBy(lines, (line) => line[key])].map(([value, some]) => ({ value, figures: sumOf(some) }));
  return {
    playerId,
    all: sumOf(lines),
    byGame: summed('game').map(({ value, figures }) => ({ game: value, figures })),
    byStakes: summed('band')
      .map(({ value, figures }) => ({ band: value, figures }))
      .sort((a, b) => a.band - b.band),
    byPosition: summed('position')
      .map(({ value, figures }) => ({ position: value, figures }))
      .sort((a, b) => POSITIONS.indexOf(a.position) - POSITIONS.indexOf(b.position)),
  };
}

/** @returns NOT_ALLOWED for anybody but the player and an operator, REASON_MISSING for an operator who does not say why. */
export async function statisticsFor(
  ports: Ports,
  playerId: string,
  { why, ...filter }: Filter & { readonly why?: string | undefined },
  reader: Principal,
): ApiResult<standingsRest.StatisticsReply> {
  if (reader.id !== playerId) {
    if (!reader.roles.includes('operator')) return err(notTheirs());
    if (why === undefined)
      return err({ code: 'REASON_MISSING', message: 'Say in `why` what you look for: it is kept in the audit log.' });
    const change = { who: { kind: 'operator' as const, name: reader.name, principalId: reader.id }, why };
    const act = { atMs: ports.clock.nowMs(), action: 'player.read-statistics', subject: playerId };
    await ports.db.transaction(async (trx) => ok(await auditChange(trx, change, act)));
  }
  return ok(await ownStatistics(ports, playerId, filter));
}

function notTheirs(): ApiRefusal {
  const message =
    'Statistics are for the player alone; GET /api/v1/players/{id}/places says where somebody stands on the boards.';
  return { code: 'NOT_ALLOWED', message };
}

function isWanted(line: Line, { game, band, position }: Filter): boolean {
  const isSame = (wanted: unknown, is: unknown): boolean => wanted === undefined || wanted === is;
  return isSame(game, line.game) && isSame(band, line.band) && isSame(position, line.position);
}

function sumOf(lines: readonly Line[]) {
  return figuresOf(lines.reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS));
}

function lineOf(row: StatsRow): Line {
  return {
    ...{ game: row.game, band: row.band, position: row.position as Position },
    counts: {
      ...{ hands: row.hands, turns: row.turns, vpip: row.vpip, pfr: row.pfr },
      ...{ threeBetChances: row.three_bet_chances, threeBets: row.three_bets },
      ...{ threeBetsFaced: row.three_bets_faced, threeBetFolds: row.three_bet_folds },
      ...{ bets: row.bets, calls: row.calls, sawNext: row.saw_next },
      ...{ showdowns: row.showdowns, showdownsWon: row.showdowns_won },
      ...{ cBetChances: row.c_bet_chances, cBets: row.c_bets },
      ...{ net: row.net, netMilliBlinds: row.net_milli_blinds },
    },
  };
}
