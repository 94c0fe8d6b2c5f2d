import { boardPositions, holePositions } from '@aboveboard/fairness';
import type { DownMessage, SeatView, TableEvent, TableEventOf } from '@aboveboard/protocol';

/**
 * Reads the raw text of every frame that one player's connection gets, and knows nothing but the contract: whose cards are opened,
 * and whether each hand's chips add up.
 */
export class FrameWatch {
  /** What no frame may hold, and chips that did not add up. */
  readonly fouls: string[] = [];
  frames = 0;
  /** Ended hands in which the player was dealt in. */
  hands = 0;
  #playerId = '';
  #seat = -1;
  #order: readonly number[] = [];
  #startChips = 0;
  #shown = new Set<number>();

  /** One frame as it came. */
  read(text: string): void {
    const message = JSON.parse(text) as DownMessage;
    if (message.type === 'welcome') this.#playerId = message.player.playerId;
    if (message.type === 'snapshot') for (const seat of message.seats) this.#sees(seat);
    if (message.type === 'frame' && message.event) this.#see(message.event);
    if (message.type === 'batch') for (const { event } of message.frames) if (event) this.#see(event);
    if (message.type === 'snapshot') for (const event of message.hand) this.#see(event);
  }

  #see(event: TableEvent): void {
    this.frames += 1;
    if (event.kind === 'seat-changed') this.#sees(event.seat);
    if (event.kind === 'deal-opened') this.#shown = new Set();
    if (event.kind === 'shown') this.#shown.add(event.seat);
    if (event.kind === 'hand-started') {
      this.#order = event.seats.map(({ seat }) => seat);
      this.#startChips = event.seats.reduce((sum, { stack }) => sum + stack, 0);
    }
    if (event.kind === 'hand-ended') this.#count(event);
    const allowed = this.#positionsInSight();
    for (const position of openingsIn(event)) {
      if (!allowed.has(position)) this.fouls.push(`${event.kind} opened position ${position}`);
    }
    if ((event.kind === 'hole-dealt' || event.kind === 'discarded') && event.seat !== this.#seat) this.#checkHidden(event);
  }

  /** Of another seat only open cards are named, and never what it gives up. */
  #checkHidden(event: TableEventOf<'hole-dealt' | 'discarded'>): void {
    const isOpen = event.kind === 'hole-dealt' ? event.isOpen : [];
    const named = event.cards.filter((card, i) => card !== null && !isOpen[i]);
    if (named.length > 0) this.fouls.push(`${event.kind}: cards of seat ${event.seat}`);
  }

  #sees({ seat, player }: SeatView): void {
    if (player?.playerId === this.#playerId) this.#seat = seat;
    else if (seat === this.#seat) this.#seat = -1;
  }

  #count({ handNo, results, rake }: TableEventOf<'hand-ended'>): void {
    if (results.some(({ seat }) => seat === this.#seat)) this.hands += 1;
    const after = results.reduce((sum, { stack }) => sum + stack, 0) + rake;
    const won = results.reduce((sum, { delta }) => sum + delta, 0) + rake;
    if (after !== this.#startChips || won !== 0) this.fouls.push(`hand ${handNo}: ${this.#startChips} chips became ${after}`);
  }

  /** The own hole cards, those of seats that showed, and the board. */
  #positionsInSight(): ReadonlySet<number> {
    const deal = { game: 'board', hole: 2, boards: 1 } as const;
    const n = this.#order.length;
    const seats = this.#order.flatMap((seat, i) =>
      seat === this.#seat || this.#shown.has(seat) ? holePositions(deal, n, i) : [],
    );
    return new Set([...seats, ...boardPositions(deal, n)]);
  }
}

/** Positions of everything in a frame that has a salt, wherever it stands. */
function openingsIn(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'salt' in value && 'position' in value ? [value.position as number] : [];
  return [...own, ...Object.values(value).flatMap(openingsIn)];
}
