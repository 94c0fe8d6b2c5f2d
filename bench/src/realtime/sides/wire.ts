/** What clients of the peers say. */
export interface Hello {
  readonly type: 'hello';
  /** Null: the hall. */
  readonly table: number | null;
}

/** Tells the table so many events, each with this text in it, and answers. */
export interface Command {
  readonly type: 'command';
  readonly commandId: string;
  readonly events: number;
  readonly text: string;
}

/** What an event of a peer has around its text, about. */
export const AROUND = 90;
