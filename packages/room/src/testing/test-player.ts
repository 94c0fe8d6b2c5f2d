/**
 * A player at one table: answers turns by a given policy, contributes to every deal with fairness' own Contributor and checks each
 * hand with its HandVerifier, and keeps every frame it was ever sent.
 */
import {
  type BadgeLevel,
  Contributor,
  type ContributorMemory,
  fromHex,
  HandVerifier,
  type Opening,
  type Origin,
  type OwnCommit,
  type PublicHistory,
  parseOpeningJson,
  type StartState,
  toHex,
  uuidBytes,
} from '@aboveboard/fairness';
import { assert, type Random } from '@aboveboard/kit';
import type {
  DownMessage,
  FrameMessage,
  LoggedEntry,
  PlayerAction,
  Position,
  SeatView,
  SnapshotMessage,
  TableCommand,
  TableEvent,
  TableEventOf,
  WireLegalActions,
  WireOpening,
  WireRefusal,
} from '@aboveboard/protocol';
import { dealStepOf } from '@aboveboard/testkit';
import type { ReturnPath, ShardRequest } from '../messages.ts';

/** What to do at a turn, to bet or to draw, with these cards of one's own; null lets the clock run. */
export type Policy = (turn: TableEventOf<'turn' | 'draw-turn'>, hole: readonly number[]) => PlayerAction | null;

export interface PlayerOptions {
  readonly playerId?: string;
  readonly isBot?: boolean;
  /** Null: lets the clock run. */
  readonly policy?: Policy;
  readonly contributes?: boolean;
  readonly invite?: string;
  /** Checks every hand; bots do not, by default. */
  readonly verifies?: boolean;
}

interface Deps {
  readonly send: (request: ShardRequest) => void;
  readonly from: ReturnPath;
  readonly playerId: string;
  readonly name: string;
  readonly tableId: string;
  readonly options: PlayerOptions;
  readonly dealKey: Uint8Array;
  readonly origin: Origin;
  readonly random: Random;
}

export const checkOrCall: Policy = (turn, hole) => (turn.kind === 'turn' ? called(turn.legal) : discarded(turn.least, hole));
export const checkOrFold: Policy = (turn, hole) => {
  if (turn.kind === 'draw-turn') return discarded(turn.least, hole);
  return turn.legal.canFold && !turn.legal.canCheck ? { kind: 'fold' } : called(turn.legal);
};

function called({ canCheck, bringIn }: WireLegalActions): PlayerAction {
  if (bringIn !== undefined) return { kind: 'bring-in' };
  return canCheck ? { kind: 'check' } : { kind: 'call' };
}

function discarded(count: number, hole: readonly number[]): PlayerAction {
  return { kind: 'discard', cards: hole.slice(0, count) };
}

/** Folds, calls, raises and draws all over the place, as `chance` says; shoves now and then, unless `largestPick` is 8. */
export function wild(chance: { below(n: number): number }, largestPick = 9): Policy {
  return (turn, hole) => {
    if (turn.kind === 'draw-turn') return discarded(turn.least + chance.below(turn.most - turn.least + 1), hole);
    const { legal } = turn;
    const pick = chance.below(largestPick + 1);
    if (pick < 2 && legal.canFold && !legal.canCheck) return { kind: 'fold' };
    if (pick > 7 && legal.raise) {
      const { smallest, largest, step } = legal.raise;
      const steps = Math.floor((Math.min(largest, smallest + 100) - smallest) / step);
      return { kind: 'raise-to', to: pick === 9 ? largest : smallest + step * chance.below(steps + 1) };
    }
    return called(legal);
  };
}

export class TestPlayer {
  readonly playerId: string;
  readonly isBot: boolean;
  readonly messages: DownMessage[] = [];
  readonly frames: FrameMessage[] = [];
  readonly answers = new Map<string, 'ack' | WireRefusal>();
  /** One for each hand that ended before this player's eyes. */
  readonly badges: BadgeLevel[] = [];
  readonly faults: string[] = [];
  readonly seats = new Map<number, SeatView>();
  policy: Policy;
  contributes: boolean;
  reveals = true;
  isAttached = false;
  snapshot: SnapshotMessage | null = null;
  position: Position | null = null;
  nextHandNo = 1;
  /** The own cards as they are now. */
  hole: readonly number[] = [];
  #verifier: HandVerifier | null = null;
  #commits = new Map<number, OwnCommit>();
  #sittingAt: number | null = null;
  readonly #deps: Deps;
  readonly #contributor: Contributor;

  constructor(deps: Deps) {
    this.#deps = deps;
    this.playerId = deps.playerId;
    this.isBot = deps.options.isBot ?? false;
    this.policy = deps.options.policy ?? checkOrCall;
    this.contributes = deps.options.contributes ?? !this.isBot;
    let memory: ContributorMemory | null = null;
    this.#contributor = new Contributor({
      origin: deps.origin,
      table: uuidBytes(deps.tableId),
      random: deps.random,
      store: {
        load: () => memory,
        save: (kept) => {
          memory = kept;
        },
      },
    });
  }

  get #speaker() {
    return { playerId: this.playerId, name: this.#deps.name, isBot: this.isBot };
  }

  isAttachedTo(tableId: string): boolean {
    return this.isAttached && tableId === this.#deps.tableId;
  }

  attach(position: Position | null, invite = this.#deps.options.invite ?? null): void {
    const { send, from, tableId } = this.#deps;
    send({ kind: 'attach', from, speaker: this.#speaker, tableId, position, invite });
  }

  detach(): void {
    const { send, from, tableId } = this.#deps;
    this.isAttached = false;
    send({ kind: 'detach', from, speaker: this.#speaker, tableId });
  }

  command(command: TableCommand, commandId = this.newCommandId()): string {
    const { send, from, tableId } = this.#deps;
    send({ kind: 'command', from, speaker: this.#speaker, tableId, commandId, command });
    return commandId;
  }

  newCommandId(): string {
    const text = toHex(this.#deps.random.bytes(16));
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
  }

  sit(seat: number, buyIn = 1_000): string {
    return this.command({ kind: 'sit', seat, buyIn });
  }

  get seat(): number | null {
    for (const view of this.seats.values()) if (view.player?.playerId === this.playerId) return view.seat;
    return null;
  }

  receive(message: DownMessage): void {
    this.messages.push(message);
    if (message.type === 'ack') this.answers.set(message.commandId, 'ack');
    if (message.type === 'refused') this.answers.set(message.commandId, message.refusal);
    if (message.type === 'snapshot') this.#start(message);
    if (message.type === 'batch') {
      this.isAttached = true;
      // Asked twice before the first answer, the same frames come twice.
      for (const frame of message.frames) if (frame.seq > (this.position?.seq ?? 0)) this.#frame(frame);
    }
    if (message.type === 'frame') this.#frame(message);
  }

  #start(snapshot: SnapshotMessage): void {
    this.isAttached = true;
    this.snapshot = snapshot;
    this.position = snapshot.position;
    this.nextHandNo = snapshot.nextHandNo;
    this.#verifier = null;
    for (const seat of snapshot.seats) this.#seatIs(seat);
    this.#contribute();
  }

  #frame(frame: FrameMessage): void {
    assert(this.position && frame.incarnation === this.position.incarnation, 'a frame of another incarnation');
    assert(frame.seq === this.position.seq + 1, `frame ${frame.seq} after ${this.position.seq}: a gap`);
    this.position = { incarnation: frame.incarnation, seq: frame.seq };
    this.frames.push(frame);
    if (frame.event) this.#event(frame.event);
  }

  #seatIs(view: SeatView): void {
    this.seats.set(view.seat, view);
    const seat = this.seat;
    if (seat === this.#sittingAt) return;
    this.#sittingAt = seat;
    this.#commits.clear();
    if (seat === null) return;
    this.#contributor.sit(seat);
    this.#contribute();
  }

  #contribute(): void {
    const seat = this.#sittingAt;
    if (!this.contributes || this.isBot || seat === null) return;
    const wanted = [0, 1].map((ahead) => this.nextHandNo + ahead).filter((handNo) => !this.#commits.has(handNo));
    const made = wanted.map((handNo) => {
      const own = this.#contributor.commitFor(BigInt(handNo));
      assert(own.ok, 'no commit');
      this.#commits.set(handNo, own.value);
      return { handNo, own: own.value };
    });
    for (const { handNo, own } of made) {
      this.command({ kind: 'contribute', sid: toHex(own.sid), commits: [{ handNo, commit: toHex(own.commit) }] });
    }
  }

  #event(event: TableEvent): void {
    this.#cards(event);
    switch (event.kind) {
      case 'seat-changed':
        this.#seatIs(event.seat);
        break;
      case 'deal-opened':
        this.#opened(event);
        break;
      case 'deal-cut':
        this.#tried(
          this.#verifier?.seeCut({
            reveals: event.seeds.map(({ seat, seed }) => ({ seat, seed: fromHex(seed) })),
            play: event.play,
            deckSeeds: event.burned.map(({ seed }) => fromHex(seed)),
            cutnote: fromHex(event.cutnote),
          }),
        );
        break;
      case 'hand-started':
        this.hole = [];
        break;
      case 'hole-dealt':
        if (event.seat === this.seat) this.hole = [...this.hole, ...event.cards.flatMap((card) => card ?? [])];
        break;
      case 'discarded':
        if (event.seat === this.seat) this.hole = this.hole.filter((card) => !event.cards.includes(card));
        break;
      case 'turn':
      case 'draw-turn':
        if (event.seat === this.seat) this.#act(event);
        break;
      case 'hand-ended':
        this.#closed(event.close, event.history as PublicHistory | null, event);
        break;
      case 'deal-voided':
        this.#closed(event.close, null, null);
    }
  }

  #act(turn: TableEventOf<'turn' | 'draw-turn'>): void {
    const action = this.policy(turn, this.hole);
    if (action) this.command({ kind: 'act', turnId: turn.turnId, action });
  }

  #opened(event: TableEventOf<'deal-opened'>): void {
    this.nextHandNo = event.handNo + 1;
    const { dealKey, origin, tableId } = this.#deps;
    if (!(this.#deps.options.verifies ?? !this.isBot)) return;
    const start = event.start as StartState & { setup: { seats: { seat: number }[] } };
    const isIn = start.setup.seats.some(({ seat }) => seat === this.seat);
    const isContributor = this.seat !== null && event.contributors.includes(this.seat);
    const own = isContributor ? (this.#commits.get(event.handNo) ?? null) : null;
    this.#verifier = new HandVerifier({
      ...{ origin, dealKey, table: uuidBytes(tableId), handNo: BigInt(event.handNo), own },
      ownSeat: isIn ? this.seat : null,
    });
    const opened = this.#verifier.seeOpen({ ...entryOf(event.open), rules: fromHex(event.rules), start });
    this.#tried(opened);
    if (own && this.reveals) {
      const seed = this.#contributor.release(this.#verifier);
      this.#tried(seed);
      if (seed.ok) this.command({ kind: 'reveal', handNo: event.handNo, seed: toHex(seed.value.seed) });
    }
    this.#contribute();
  }

  /** What happened to cards, held against the deal's map. */
  #cards(event: TableEvent): void {
    const openings = 'openings' in event ? openingsOf(event.openings) : [];
    if (event.kind === 'shown') {
      const { seat, walk = [] } = event;
      this.#tried(this.#verifier?.seeShown({ seat, openings, walk }));
    }
    const step = dealStepOf(event);
    if (!step) return;
    const isOwnDiscard = event.kind === 'discarded' && event.seat === this.seat;
    const given = isOwnDiscard ? { given: event.cards.flatMap((card) => card ?? []) } : {};
    this.#tried(this.#verifier?.seeDealt({ step, openings, ...given }));
  }

  #closed(close: LoggedEntry, history: PublicHistory | null, ended: TableEventOf<'hand-ended'> | null): void {
    const verifier = this.#verifier;
    if (!verifier) return;
    const settlement = ended && {
      seats: ended.results.map(({ seat, delta }) => ({ seat, delta: BigInt(delta) })),
      rake: BigInt(ended.rake),
      other: 0n,
    };
    this.#tried(verifier.seeClose({ ...entryOf(close), history, settlement }));
    this.badges.push(verifier.badge);
    this.#verifier = null;
  }

  #tried(result: { ok: boolean; error?: { code: string; detail: string } } | undefined): void {
    if (result && !result.ok) this.faults.push(`${result.error?.code}: ${result.error?.detail}`);
  }

  events<Kind extends TableEvent['kind']>(kind: Kind): TableEventOf<Kind>[] {
    return this.frames.flatMap(({ event }) => (event?.kind === kind ? [event as TableEventOf<Kind>] : []));
  }
}

function entryOf({ bytes, index, promise }: LoggedEntry) {
  return { bytes: fromHex(bytes), index: BigInt(index), promise: fromHex(promise) };
}

function openingsOf(openings: readonly WireOpening[]): Opening[] {
  const parsed = openings.flatMap((opening) => parseOpeningJson(opening) ?? []);
  assert(parsed.length === openings.length, 'an opening that cannot be read');
  return parsed;
}
