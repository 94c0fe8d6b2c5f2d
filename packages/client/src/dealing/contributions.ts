/**
 * Commits for the next two hands, offered ahead while play goes on, and the seed when its deal asks for it.
 *
 * Which seed may leave the device is for fairness's Contributor to say; here is when to offer, and what to do with a refusal.
 */
import {
  Contributor,
  type ContributorMemory,
  commitTo,
  fromHex,
  handId,
  type Origin,
  type OwnCommit,
  toHex,
  uuidBytes,
} from '@aboveboard/fairness';
import type { TableCommand, WireRefusal } from '@aboveboard/protocol';
import type { CommandResult } from '../commands/command-queue.ts';
import type { ClientPorts, KeyValueStorage } from '../ports.ts';
import type { HandWatch } from '../verification/hand-watch.ts';

/** Hands ahead for which a commit lies ready. */
const HANDS_AHEAD = 2;
/** Before an offer that met a busy server is made again. */
const RETRY_MS = 1_000;

export interface ContributionsConfig {
  readonly origin: Origin;
  readonly tableId: string;
  readonly playerId: string;
  readonly ports: ClientPorts;
  readonly send: (command: TableCommand) => CommandResult;
  /** Called when an offer should be made again. */
  readonly again: () => void;
}

interface Offer {
  /** `sent` offers go out again by themselves: the command queue keeps them. */
  state: 'sent' | 'acknowledged' | 'refused';
}

export class Contributions {
  readonly #config: ContributionsConfig;
  readonly #contributor: Contributor;
  readonly #memory: { load(): ContributorMemory | null };
  readonly #offers = new Map<number, Offer>();
  /** When a commit was first acknowledged, by hand number. */
  readonly #acknowledged = new Map<number, number>();
  #seat: number | null = null;
  #revealedFor = 0;

  constructor(config: ContributionsConfig) {
    const { origin, tableId, playerId, ports } = config;
    const store = memoryAt(ports.storage, `aboveboard.seeds.${origin}.${tableId}.${playerId}`);
    this.#config = config;
    this.#memory = store;
    this.#contributor = new Contributor({ origin, table: uuidBytes(tableId), random: ports.random, store });
  }

  /** @param seat where the player sits now; null for nowhere */
  sitAt(seat: number | null): void {
    if (seat === this.#seat) return;
    this.#seat = seat;
    this.#offers.clear();
    this.#acknowledged.clear();
    if (seat !== null) this.#contributor.sit(seat);
  }

  /** Another connection carries the offers now, or another owner of the table takes them: the same commits are offered once more. */
  reconnected(): void {
    for (const [handNo, offer] of this.#offers) if (offer.state === 'acknowledged') this.#offers.delete(handNo);
  }

  /** Offers what is missing for `nextHandNo` and the hand after it. */
  keep(nextHandNo: number): void {
    if (this.#seat === null) return;
    for (const past of [this.#offers, this.#acknowledged]) {
      for (const handNo of past.keys()) if (handNo < nextHandNo - 1) past.delete(handNo);
    }
    const wanted = Array.from({ length: HANDS_AHEAD }, (_, i) => nextHandNo + i).filter((n) => !this.#offers.has(n));
    const commits = wanted.flatMap((handNo) => {
      const own = this.#contributor.commitFor(BigInt(handNo));
      return own.ok ? [{ handNo, sid: toHex(own.value.sid), commit: toHex(own.value.commit) }] : [];
    });
    for (const sid of new Set(commits.map((commit) => commit.sid))) {
      this.#offer(
        sid,
        commits.filter((commit) => commit.sid === sid).map(({ handNo, commit }) => ({ handNo, commit })),
      );
    }
  }

  /** What this client knows of its own part in hand `handNo`. */
  ownCommit(handNo: number, seat: number): { own: OwnCommit | null; acknowledgedAtMs: number | null } {
    return { own: this.#prepared(handNo, seat), acknowledgedAtMs: this.#acknowledged.get(handNo) ?? null };
  }

  /** Sends the seed where the deal waits for it; once for a hand on a connection. */
  revealTo(watch: HandWatch): void {
    if (watch.handNo <= this.#revealedFor) return;
    const reveal = watch.release(this.#contributor);
    if (!reveal) return;
    this.#revealedFor = watch.handNo;
    this.#sendReveal(watch, toHex(reveal.seed));
  }

  async #sendReveal(watch: HandWatch, seed: string): Promise<void> {
    const answer = await this.#config.send({ kind: 'reveal', handNo: watch.handNo, seed });
    if (answer.ok || !isPassing(answer.error.code)) return;
    this.#revealedFor = 0;
    this.#again(answer.error.detail?.retryAfterMs);
  }

  async #offer(sid: string, commits: readonly { handNo: number; commit: string }[]): Promise<void> {
    const offers = commits.map(({ handNo }) => [handNo, { state: 'sent' } as Offer] as const);
    for (const [handNo, offer] of offers) this.#offers.set(handNo, offer);
    const answer = await this.#config.send({ kind: 'contribute', sid, commits: [...commits] });
    const isCurrent = (handNo: number, offer: Offer) => this.#offers.get(handNo) === offer;
    const current = offers.filter(([handNo, offer]) => isCurrent(handNo, offer));
    if (answer.ok) this.#accepted(current);
    else this.#refused(current, answer.error);
  }

  #accepted(offers: readonly (readonly [number, Offer])[]): void {
    const nowMs = this.#config.ports.clock.nowMs();
    for (const [handNo, offer] of offers) {
      offer.state = 'acknowledged';
      if (!this.#acknowledged.has(handNo)) this.#acknowledged.set(handNo, nowMs);
    }
  }

  #refused(offers: readonly (readonly [number, Offer])[], refusal: { code: string; detail?: WireRefusal['detail'] }): void {
    const [first] = offers;
    if (refusal.code === 'COMMIT_TOO_LATE' && first && offers.length > 1) {
      first[1].state = 'refused'; // the others may still be in time
      for (const [handNo] of offers.slice(1)) this.#offers.delete(handNo);
      this.#config.again();
    } else if (isPassing(refusal.code)) {
      for (const [handNo] of offers) this.#offers.delete(handNo);
      this.#again(refusal.detail?.retryAfterMs);
    } else {
      for (const [, offer] of offers) offer.state = 'refused';
    }
  }

  #again(retryAfterMs: number | string | undefined): void {
    const waitMs = typeof retryAfterMs === 'number' ? retryAfterMs : RETRY_MS;
    this.#config.ports.scheduler.after(Math.max(1, waitMs), this.#config.again);
  }

  #prepared(handNo: number, seat: number): OwnCommit | null {
    const kept = this.#memory.load()?.prepared.find((seed) => seed.handNo === `${handNo}` && seed.seat === seat);
    if (!kept) return null;
    const { origin, tableId } = this.#config;
    const hid = handId(origin, uuidBytes(tableId), BigInt(handNo));
    const sid = fromHex(kept.sid);
    return { seat, sid, commit: commitTo(hid, seat, sid, fromHex(kept.seed)) };
  }
}

/** Refusals that pass by themselves. */
function isPassing(code: string): boolean {
  return ['BUSY', 'RATE_LIMITED', 'PAUSED', 'NO_ANSWER', 'TOO_MANY_WAITING'].includes(code);
}

function memoryAt(storage: KeyValueStorage, key: string) {
  return {
    load: () => JSON.parse(storage.get(key) ?? 'null') as ContributorMemory | null,
    save: (memory: ContributorMemory) => storage.set(key, JSON.stringify(memory)),
  };
}
