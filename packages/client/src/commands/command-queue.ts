/**
 * Commands on their way. Each keeps its `commandId` for life: a repeat after a reconnect is answered again by the server, never
 * carried out again, so sending twice is always safe and losing one never happens in silence.
 */
import { err, ok, type Result, type Timer } from '@aboveboard/kit';
import type { CommandMessage, TableCommand, UpMessage, WireRefusal } from '@aboveboard/protocol';
import type { ClientPorts } from '../ports.ts';
import type { CommandRefusal } from './command-refusal.ts';

/** Waiting commands kept at once. */
const MOST_WAITING = 64;
/** How long an answer is awaited, reconnects included: a table that was lost is back within ten seconds, and this is that and more. */
const ANSWER_WITHIN_MS = 30_000;

interface Waiting {
  readonly message: CommandMessage;
  readonly settle: (result: Result<void, CommandRefusal>) => void;
  readonly deadline: Timer;
  /** Ends the wait that the connection counts for "slow"; replaced at every send. */
  answered: () => void;
  /** Set while the server asked for a repeat. */
  again: Timer | null;
}

export interface CommandPort {
  send(message: UpMessage): boolean;
  expectAnswer(): () => void;
}

export type CommandResult = Promise<Result<void, CommandRefusal>>;

export class CommandQueue {
  readonly #ports: Pick<ClientPorts, 'scheduler' | 'ids'>;
  readonly #connection: CommandPort;
  readonly #waiting = new Map<string, Waiting>();
  #isClosed = false;

  constructor(ports: Pick<ClientPorts, 'scheduler' | 'ids'>, connection: CommandPort) {
    this.#ports = ports;
    this.#connection = connection;
  }

  /** Sends now or with the next `welcome`. Settles once: with the answer, or with why there is none. */
  send(tableId: string, command: TableCommand, withinMs = ANSWER_WITHIN_MS): CommandResult {
    if (this.#isClosed) return Promise.resolve(err({ code: 'CLIENT_CLOSED' }));
    if (this.#waiting.size >= MOST_WAITING) return Promise.resolve(err({ code: 'TOO_MANY_WAITING' }));
    const message: CommandMessage = { type: 'command', commandId: this.#ports.ids.uuid(), tableId, command };
    return new Promise((settle) => {
      const deadline = this.#ports.scheduler.after(withinMs, () => this.#end(message.commandId, err({ code: 'NO_ANSWER' })));
      const waiting: Waiting = { message, settle, deadline, answered: () => undefined, again: null };
      this.#waiting.set(message.commandId, waiting);
      this.#transmit(waiting);
    });
  }

  /** After a `welcome`: everything unanswered again, oldest first, under the same ids. */
  resend(): void {
    for (const waiting of this.#waiting.values()) this.#transmit(waiting);
  }

  /** @param refusal null for an ack */
  answer(commandId: string, refusal: WireRefusal | null): void {
    this.#end(commandId, refusal ? err(refusal) : ok(undefined));
  }

  /** The server has no answer and forgot the question: it is sent again, under the same id. */
  retry(commandId: string, afterMs: number): void {
    const waiting = this.#waiting.get(commandId);
    if (!waiting) return;
    waiting.again?.cancel();
    waiting.again = this.#ports.scheduler.after(afterMs, () => this.#transmit(waiting));
  }

  close(): void {
    this.#isClosed = true;
    for (const commandId of [...this.#waiting.keys()]) this.#end(commandId, err({ code: 'CLIENT_CLOSED' }));
  }

  #transmit(waiting: Waiting): void {
    waiting.again?.cancel();
    waiting.answered();
    if (this.#connection.send(waiting.message)) waiting.answered = this.#connection.expectAnswer();
  }

  #end(commandId: string, result: Result<void, CommandRefusal>): void {
    const waiting = this.#waiting.get(commandId);
    if (!waiting) return; // answered before: a repeat's second answer
    this.#waiting.delete(commandId);
    waiting.deadline.cancel();
    waiting.again?.cancel();
    waiting.answered();
    waiting.settle(result);
  }
}
