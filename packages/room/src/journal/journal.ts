/**
 * The journal of a table's hands: every accepted action and the command that asked for it, durable before its ack.
 *
 * It stands in the database, or in a stream of the table's own (design/adr/0017-two-journals.md). Through this port goes what touches a
 * hand alone; what also changes the table or moves chips is one transaction of the database, with its entry of the journal in it,
 * whichever journal the room has. So the journal of a hand is both together, in the order of `seq`.
 */
import type { Result } from '@aboveboard/kit';
import type { CommandKey, Fence } from '@aboveboard/storage';

/** What was accepted, as a successor reads it. */
export interface AcceptedEntry {
  /** 0, 1, 2 … within the hand. */
  readonly seq: number;
  readonly kind: string;
  readonly payload: unknown;
  readonly atMs: number;
  /** The command it was accepted for, where the journal has it with the entry. */
  readonly command?: CommandKey | null;
}

export interface HandEntry extends AcceptedEntry {
  readonly handNo: number;
  /** The command that is answered with it; null for the room's own doing. */
  readonly command: CommandKey | null;
}

/** Of one table, for one owner. `FENCED`: another one has the table. Everything here throws where the journal cannot be reached. */
export interface TableJournal {
  /** When this has answered, the entry is there for good. */
  append(entry: HandEntry): Promise<Result<void, 'FENCED'>>;
  /**
   * After an `append` that failed: whether the entry is there. When it is not, it never will be. Proves besides that the journal can be
   * written again.
   */
  resolve(entry: HandEntry): Promise<Result<boolean, 'FENCED'>>;
  /** Proves that the journal can be written now. */
  prove(): Promise<Result<void, 'FENCED'>>;
  /** Whether an entry was accepted for this command; a journal may forget commands of hands long ended. */
  wasDone(command: CommandKey): Promise<boolean>;
  /** Before the hand is written as cut; `nextSeq` is the number of its first action. May be said again. */
  beginPlay(handNo: number, nextSeq: number): Promise<Result<void, 'FENCED'>>;
  /**
   * What was accepted in a hand that was never ended, in its order.
   *
   * @param isCut whether the database says that it was cut
   * @returns `LOST` when entries are missing, so that nobody can say how the hand was played
   */
  entriesOf(handNo: number, isCut: boolean): Promise<readonly AcceptedEntry[] | 'LOST'>;
  /** The hand's end is durable elsewhere. */
  ended(handNo: number): void;
  /** The table is no more. */
  closed(): void;
}

export interface Journals {
  /** Begins as the owner that `fence` names. Whoever wrote before adds nothing any more, so what is read from now on is all there is. */
  open(fence: Fence): Promise<Result<TableJournal, 'FENCED'>>;
}
