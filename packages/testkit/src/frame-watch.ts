import {
  type DealLayout,
  type DealMap,
  followDeal,
  isOpenPosition,
  openDealMap,
  type WalkStepJson,
} from '@aboveboard/fairness';
import type { DownMessage, SeatView, TableEvent, TableEventOf } from '@aboveboard/protocol';
import { dealStepOf } from './deal-step-of.ts';

/**
 * Reads the raw text of every frame that one player's connection gets, and knows nothing but the contract and where cards lie: whose
 * cards are opened, and whether each hand's chips add up.
 */
export class FrameWatch {
  /** What no frame may hold, and chips that did not add up. */
  readonly fouls: string[] = [];
  frames = 0;
  /** Ended hands in which the player was dealt in. */
  hands = 0;
  /** Codes of the games that were played. */
  readonly games = new Set<string>();
  #playerId: string;
  #seat = -1;
  #layout: DealLayout | null = null;
  #map: DealMap | null = null;
  #startChips = 0;
  #shown = new Set<number>();
  /** Positions of boards, and slots that the reshuffle dealt to this player or that were shown. */
  #positions = new Set<number>();
  #slots = new Set<number>();

  /** @param playerId where it is known before `welcome` says it */
  constructor(playerId = '') {
    this.#playerId = playerId;
  }

  /** One frame as it came. */
  read(text: string): void {
    this.take(JSON.parse(text) as DownMessage);
  }

  /** One frame, parsed. */
  take(message: DownMessage): void {
    if (message.type === 'welcome') this.#playerId = message.player.playerId;
    if (message.type === 'snapshot') for (const seat of message.seats) this.#sees(seat);
    if (message.type === 'frame' && message.event) this.#see(message.event);
    if (message.type === 'batch') for (const { event } of message.frames) if (event) this.#see(event);
    if (message.type === 'snapshot') for (const event of message.hand) this.#see(event);
  }

  #see(event: TableEvent): void {
    this.frames += 1;
    if (event.kind === 'seat-changed') this.#sees(event.seat);
    if (event.kind === 'deal-opened') this.#begin(event);
    if (event.kind === 'hand-started') this.#start(event);
    if (event.kind === 'shown') this.#shown.add(event.seat);
    if (event.kind === 'hand-ended') this.#count(event);
    this.#follow(event);
    this.#checkOpenings(event);
    if ((event.kind === 'hole-dealt' || event.kind === 'discarded') && event.seat !== this.#seat) this.#checkHidden(event);
  }

  #begin({ start }: TableEventOf<'deal-opened'>): void {
    this.#layout = (start as { deal?: DealLayout }).deal ?? null;
    this.#map = null;
    this.#shown = new Set();
    this.#positions = new Set();
    this.#slots = new Set();
  }

  #start({ seats, game }: TableEventOf<'hand-started'>): void {
    this.games.add(game);
    this.#startChips = seats.reduce((sum, { stack }) => sum + stack, 0);
    const order = seats.map(({ seat }) => seat);
    const opened = this.#layout && openDealMap(this.#layout, order);
    this.#map = opened?.ok ? opened.value : null;
    if (!this.#map) this.fouls.push(`no layout for ${game}`);
  }

  #follow(event: TableEvent): void {
    const step = dealStepOf(event);
    if (!step || !this.#map) return;
    const followed = followDeal(this.#map, step);
    if (!followed.ok) {
      this.fouls.push(`${event.kind}: ${followed.error.code}, ${followed.error.detail}`);
      return;
    }
    this.#map = followed.value.map;
    if (step.kind === 'board') for (const position of followed.value.positions) this.#positions.add(position);
  }

  /** The own cards, those of seats that showed, what lies open, and boards. */
  #checkOpenings(event: TableEvent): void {
    const map = this.#map;
    const isMine = 'seat' in event && event.seat === this.#seat;
    for (const { k, dealt, entry } of walkIn(event)) {
      if (!dealt || !entry) continue;
      if (!isMine && event.kind !== 'shown' && event.kind !== 'hand-ended') this.fouls.push(`${event.kind} opened step ${k}`);
      this.#slots.add(entry.slot);
    }
    for (const { position, slot } of openingsIn(event)) {
      const isSeen = map !== null && (this.#isInSight(map, position) || this.#slots.has(slot));
      if (!isSeen) this.fouls.push(`${event.kind} opened position ${position}`);
    }
  }

  #isInSight(map: DealMap, position: number): boolean {
    if (this.#positions.has(position) || isOpenPosition(map, position)) return true;
    return map.seats.some(
      ({ seat, positions }) => (seat === this.#seat || this.#shown.has(seat)) && positions.includes(position),
    );
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
}

/** Everything in a frame that opens a card, wherever it stands: it has a salt and a position. */
function openingsIn(value: unknown): { position: number; slot: number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'salt' in value && 'position' in value ? [value as unknown as { position: number; slot: number }] : [];
  return [...own, ...Object.values(value).flatMap(openingsIn)];
}

/** Steps of the reshuffle, wherever they stand in a frame. */
function walkIn(value: unknown): WalkStepJson[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'k' in value && 'dealt' in value ? [value as unknown as WalkStepJson] : [];
  return [...own, ...Object.values(value).flatMap(walkIn)];
}
