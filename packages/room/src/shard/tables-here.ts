/**
 * The tables a shard has: taken by lease, opened once the database agrees, paused while the lease is uncertain, dropped when it is lost,
 * given back between hands.
 */
import { AssertionError, err, ok, type Result } from '@aboveboard/kit';
import type { Ownership, Registry } from '@aboveboard/streams';
import type { TableRequest } from '../messages.ts';
import type { LostOwner } from '../table/hand-faults.ts';
import type { TableRuntime } from '../table/table-runtime.ts';
import { tableLease } from './placement.ts';

export interface TablesHerePorts {
  readonly registry: Registry;
  /** Most requests kept for a table while it is opened. */
  readonly waitingLimit: number;
  /**
   * Ends what the last owner left, and gives the table ready to `open()`; null where the database knows a later owner, or it is closed.
   * @param abandoned called when this owner may write no more
   */
  openTable(tableId: string, epoch: number, lostOwner: LostOwner, abandoned: () => void): Promise<TableRuntime | null>;
  /** It takes requests from now on. */
  onOpen(table: TableRuntime, epoch: number): void;
  onFault(tableId: string, error: unknown): void;
  /** It was kept for a table that does not open here. */
  giveBack(request: TableRequest): void;
}

/** A table whose lease this shard has. */
interface Here {
  ownership: Ownership | null;
  /** Null while it is opened, and for good where that fails by a mistake of ours: no other shard would fare better. */
  table: TableRuntime | null;
  isFrozen: boolean;
  /** What was asked while it was opened; null when it is shut. */
  waiting: TableRequest[] | null;
  claimed: Promise<Claimed>;
}

type Claimed = Result<void, 'NOT_OURS' | 'FAILED'>;

export class TablesHere {
  readonly #ports: TablesHerePorts;
  readonly #here = new Map<string, Here>();

  constructor(ports: TablesHerePorts) {
    this.#ports = ports;
  }

  find(tableId: string): TableRuntime | null {
    return this.#here.get(tableId)?.table ?? null;
  }

  all(): readonly TableRuntime[] {
    return [...this.#here.values()].flatMap(({ table }) => table ?? []);
  }

  epochOf(tableId: string): number {
    return this.#here.get(tableId)?.ownership?.lease.epoch ?? 0;
  }

  /** Its lease is here, and it could not be opened. */
  isShut(tableId: string): boolean {
    const here = this.#here.get(tableId);
    return here !== undefined && here.table === null && here.waiting === null;
  }

  /** Keeps a request for a table that is being opened. @returns false where there is none, or too much waits for it already */
  keep(request: TableRequest): boolean {
    const waiting = this.#here.get(request.tableId)?.waiting;
    if (!waiting || waiting.length >= this.#ports.waitingLimit) return false;
    waiting.push(request);
    return true;
  }

  /**
   * Takes a table and opens it, unless another has it.
   *
   * @param floor the epoch in its row
   * @param lostOwner who had it before
   * @returns when it is open here, whoever asked for that first; NOT_OURS where another has it; FAILED where it could not be opened,
   *   which is reported
   */
  claim(tableId: string, floor: number, lostOwner: LostOwner): Promise<Claimed> {
    const already = this.#here.get(tableId);
    if (already) return already.claimed;
    const here: Here = {
      ownership: null,
      table: null,
      isFrozen: false,
      waiting: [],
      claimed: Promise.resolve(err('NOT_OURS')),
    };
    this.#here.set(tableId, here);
    here.claimed = this.#claim(tableId, floor, here, lostOwner);
    return here.claimed;
  }

  async #claim(tableId: string, floor: number, here: Here, lostOwner: LostOwner): Promise<Claimed> {
    try {
      const isOpen = (await this.#own(tableId, floor, here)) && (await this.#open(tableId, here, lostOwner));
      return isOpen ? ok(undefined) : err('NOT_OURS');
    } catch (error) {
      this.#ports.onFault(tableId, error);
      if (error instanceof AssertionError) this.#giveBackWaiting(here);
      else await this.#giveBack(tableId, here);
      return err('FAILED');
    }
  }

  async #own(tableId: string, floor: number, here: Here): Promise<boolean> {
    const taken = await this.#ports.registry.own(tableLease(tableId), floor, {
      frozen: () => {
        here.isFrozen = true;
        here.table?.freeze();
      },
      thawed: () => {
        here.isFrozen = false;
        here.table?.thaw();
      },
      lost: () => this.#gone(tableId, here),
    });
    if (taken.ok) here.ownership = taken.value;
    else this.#gone(tableId, here);
    return taken.ok;
  }

  async #open(tableId: string, here: Here, lostOwner: LostOwner): Promise<boolean> {
    const epoch = this.epochOf(tableId);
    const table = await this.#ports.openTable(tableId, epoch, lostOwner, () => void this.#giveBack(tableId, here));
    if (table === null || table.isClosed || this.#here.get(tableId) !== here) {
      table?.drop();
      await this.#giveBack(tableId, here);
      return false;
    }
    here.table = table;
    if (here.isFrozen) table.freeze();
    this.#ports.onOpen(table, epoch);
    const waiting = here.waiting ?? [];
    here.waiting = null;
    for (const request of waiting) {
      if (request.kind === 'attach') table.attach(request);
      else table.command(request);
    }
    return true;
  }

  /** Gives a table back that does nothing any more. */
  async release(tableId: string): Promise<void> {
    const here = this.#here.get(tableId);
    if (here) await this.#giveBack(tableId, here);
  }

  /** A lease that cannot be given back runs out. */
  async #giveBack(tableId: string, here: Here): Promise<void> {
    this.#gone(tableId, here);
    await here.ownership?.release().catch(() => undefined);
  }

  #gone(tableId: string, here: Here): void {
    if (this.#here.get(tableId) !== here) return;
    this.#here.delete(tableId);
    this.#giveBackWaiting(here);
    here.table?.drop();
  }

  #giveBackWaiting(here: Here): void {
    const waiting = here.waiting ?? [];
    here.waiting = null;
    for (const request of waiting) this.#ports.giveBack(request);
  }
}
