/**
 * Who keeps a seat: the rejoin window of the disconnected, the end of a long absence, and free seats on offer to those who waited.
 * Each wait is one timer by the player's id; when it fires the world is looked at again, so a timer too many does no harm.
 */
import type { PlayerId } from '@aboveboard/engine';
import { occupied, seatOf } from './room-table.ts';
import type { TableCore } from './table-core.ts';

export class SeatKeeper {
  readonly #core: TableCore;
  readonly #onChange: () => void;

  constructor(core: TableCore, onChange: () => void) {
    this.#core = core;
    this.#onChange = onChange;
  }

  /** Sets the timers that the seats and the waiting list call for now, and cancels the others. */
  review(): void {
    const { state, broadcast, timers, settings, ports } = this.#core;
    if (this.#core.isClosed || this.#core.isAbandoned) return;
    const offered = new Set(this.#core.offered());
    for (const player of Object.keys(state.members)) {
      const at = occupied(state.table).find((seat) => seat.at.player === player)?.at;
      const isAway =
        at !== undefined && at.status !== 'leaving' && at.status !== 'sitting-out' && !broadcast.isWatching(player);
      this.#keep(`rejoin ${player}`, isAway, settings.rejoinMs, () => this.#sitOut(player));
      this.#keep(`stand-up ${player}`, at?.status === 'sitting-out', ports.config.sitOutMs, () => this.#standUp(player));
      this.#keep(`offer ${player}`, offered.has(player as PlayerId), ports.config.seatOfferMs, () =>
        this.#withdrawOffer(player),
      );
    }
    timers.dropWhere((name) => isOf(name, (player) => state.members[player] === undefined));
  }

  #keep(name: string, isWanted: boolean, delayMs: number, task: () => Promise<void>): void {
    const { timers } = this.#core;
    if (!isWanted) timers.cancel(name);
    else if (!timers.has(name)) timers.set(name, delayMs, task);
  }

  /** The rejoin window is over: the seat is kept, without cards (ROOM-10). */
  async #sitOut(player: string): Promise<void> {
    if (this.#core.broadcast.isWatching(player)) return;
    await this.#command({ kind: 'sit-out', player: player as PlayerId });
  }

  /** Away too long: the seat is given up and its chips go back (ROOM-11). */
  async #standUp(player: string): Promise<void> {
    const { table } = this.#core.state;
    const seat = seatOf(table, player);
    if (seat === null || table.seats[seat]?.status !== 'sitting-out') return;
    await this.#command({ kind: 'leave', player: player as PlayerId });
  }

  /** The seat on offer was not taken in time: the next in the list gets it (ROOM-12). */
  async #withdrawOffer(player: string): Promise<void> {
    if (!this.#core.offered().includes(player)) return;
    await this.#command({ kind: 'leave-wait-list', player: player as PlayerId });
  }

  async #command(command: Parameters<TableCore['decide']>[0]): Promise<void> {
    const decided = this.#core.decide(command, null);
    if (decided.ok) await this.#core.carryOut(decided.value);
    this.#onChange();
  }
}

function isOf(name: string, isGone: (player: string) => boolean): boolean {
  const [kind, player] = name.split(' ');
  return (kind === 'rejoin' || kind === 'stand-up' || kind === 'offer') && player !== undefined && isGone(player);
}
