/** Tables in every state, for tests and for the story page; never part of a production build. */
import type { DealPhase, HeldCard, PotAward, SeatAction, TableSeat, TableView, TurnView } from '@aboveboard/client';
import {
  DEFAULT_HOUSE_RULES,
  type GameCode,
  type RankedHand,
  type TableSettings,
  type WireLegalActions,
} from '@aboveboard/protocol';
import { mostHeld } from '../games/game-facts.ts';

export const TABLE_ID = '6d1d8f0e-6a55-4a53-9a0a-0c8f5c0a0001';
const NAMES = ['Marlene', 'Bo', 'Ingrid W.', 'Theo', 'Aylin', 'Jean-Baptiste', 'Cy', 'Rosalind', 'Oskar', 'Mirabel Knight'];

export type Scene = {
  readonly seats: number;
  readonly own?: number | null;
  readonly phase?: DealPhase;
  readonly turn?: number | undefined;
  readonly legal?: WireLegalActions;
  readonly draw?: TurnView['draw'];
  readonly street?: TurnView['street'];
  readonly game?: GameCode;
  readonly turnStartedMs?: number;
  readonly turnEndsMs?: number;
  readonly isOnTimeBank?: boolean;
  readonly bets?: Readonly<Record<number, number>>;
  readonly actions?: Readonly<Record<number, SeatAction>>;
  readonly stacks?: Readonly<Record<number, number>>;
  readonly pots?: readonly number[];
  readonly boards?: readonly (readonly number[])[];
  /** Own cards, or cards shown; all others lie face down. */
  readonly cards?: Readonly<Record<number, readonly number[]>>;
  /** Open cards of stud, between the first two and the last. */
  readonly open?: Readonly<Record<number, readonly number[]>>;
  readonly held?: number;
  readonly ranks?: Readonly<Record<number, readonly RankedHand[]>>;
  readonly awards?: readonly PotAward[];
  readonly folded?: readonly number[];
  readonly allIn?: readonly number[];
  readonly sittingOut?: readonly number[];
  readonly away?: readonly number[];
  readonly empty?: readonly number[];
  readonly winners?: Readonly<Record<number, number>>;
  readonly button?: number;
  readonly isPaused?: boolean;
  readonly settings?: Partial<TableSettings>;
};

export function tableSettings(seats: number, changes: Partial<TableSettings> = {}): TableSettings {
  return {
    tableId: TABLE_ID, name: 'Lantern Street', game: 'NT', seats, smallBlind: 50, bigBlind: 100, ante: 0, bigBlindAnte: 0, bringIn: 0, smallBet: 100, bigBet: 200, straddles: 0, house: DEFAULT_HOUSE_RULES,
    minBuyIn: 2_000, maxBuyIn: 10_000, rake: { basisPoints: 0, cap: 0 }, turnMs: 20_000, timeBankMs: 60_000, rejoinMs: 90_000,
    isPrivate: false, ...changes,
  }; // biome-ignore format: settings read as one line each group
}

function seatOf(seat: number, scene: Scene): TableSeat {
  const isEmpty = scene.empty?.includes(seat) ?? false;
  const isOut = isEmpty || (scene.sittingOut?.includes(seat) ?? false);
  const isFolded = scene.folded?.includes(seat) ?? false;
  const isDealt = !isOut && scene.phase !== undefined && ['playing', 'ended'].includes(scene.phase);
  const name = NAMES[seat] ?? 'Nobody';
  return {
    seat,
    player: isEmpty ? null : { playerId: `00000000-0000-4000-8000-00000000000${seat}`, name, isBot: seat % 2 === 1 },
    stack: isEmpty ? 0 : (scene.stacks?.[seat] ?? 4_000 + seat * 1_275),
    pendingTopUp: 0,
    status: scene.sittingOut?.includes(seat) ? 'sitting-out' : 'playing',
    isConnected: !scene.away?.includes(seat),
    timeBankMs: 42_000,
    contributes: seat === scene.own,
    isInHand: isDealt,
    bet: scene.bets?.[seat] ?? 0,
    cards: isDealt ? heldBy(seat, scene, isFolded) : [],
    isShown: scene.cards?.[seat] !== undefined && seat !== scene.own,
    isFolded,
    isMucked: false,
    isAllIn: scene.allIn?.includes(seat) ?? false,
    lastAction: scene.actions?.[seat] ?? (isFolded ? { kind: 'folded', timedOut: false } : null),
    ranks: scene.ranks?.[seat] ?? [],
    won: scene.winners?.[seat] ?? 0,
    isWinner: scene.winners?.[seat] !== undefined,
  };
}

/** Down, down, open cards, down: as stud deals them; everywhere else all lie face down. */
function heldBy(seat: number, scene: Scene, isFolded: boolean): readonly HeldCard[] {
  const known = scene.cards?.[seat];
  if (isFolded && !known) return [];
  const open = scene.open?.[seat];
  if (!open) {
    const count = known?.length ?? scene.held ?? mostHeld(scene.game ?? 'NT');
    const isShown = known !== undefined && seat !== scene.own;
    return Array.from({ length: count }, (_, i) => ({ card: known?.[i] ?? null, isOpen: isShown }));
  }
  const down = (i: number): HeldCard => ({ card: known?.[i] ?? null, isOpen: false });
  const last = (scene.held ?? 0) > 2 + open.length ? [down(2)] : [];
  return [down(0), down(1), ...open.map((card) => ({ card, isOpen: true })), ...last];
}

export function tableView(scene: Scene): TableView {
  const seats = Array.from({ length: scene.seats }, (_, seat) => seatOf(seat, scene));
  const pots = (scene.pots ?? []).map((amount) => ({ amount, seats: [0, 1] }));
  const bets = seats.reduce((sum, seat) => sum + seat.bet, 0);
  return {
    tableId: TABLE_ID,
    position: { incarnation: 1, seq: 40 },
    settings: tableSettings(scene.seats, scene.settings),
    seats,
    ownSeat: scene.own ?? null,
    waiting: [],
    upNext: { game: scene.game ?? 'NT', choice: null, killer: null, isBombPot: false, bombPotVotes: [], moves: [] },
    isPaused: scene.isPaused ?? false,
    isAway: false,
    pauseReason: scene.isPaused ? 'STORAGE_LOST' : null,
    isClosed: false,
    deal: { phase: scene.phase ?? 'idle', handNo: 118, contributors: [0], missing: [] },
    nextHandNo: 119,
    button: scene.button ?? 2,
    smallBlind: null,
    bigBlind: null,
    game: scene.game ?? 'NT',
    stakes: tableSettings(scene.seats, scene.settings),
    boards: scene.boards ?? [],
    pots,
    awards: scene.awards ?? [],
    pot: pots.reduce((sum, pot) => sum + pot.amount, 0) + bets,
    turn:
      scene.turn === undefined
        ? null
        : {
            turnId: 7,
            seat: scene.turn,
            street: scene.street ?? 'flop',
            legal: scene.draw ? null : (scene.legal ?? { canFold: true, canCheck: true }),
            draw: scene.draw ?? null,
            startedAtMs: scene.turnStartedMs ?? 0,
            deadlineMs: scene.turnEndsMs ?? 20_000,
            timeBankMs: 42_000,
            isOnTimeBank: scene.isOnTimeBank ?? false,
          },
    lastResult: null,
    nextHandAtMs: null,
  };
}
