/** A player's socket as the gateway sees it. */
export interface Connection {
  readonly remoteAddress: string;
  /** What the browser or program says of itself; empty when it says nothing. */
  readonly device: string;
  /** Queues text frames, in one write where the network allows it; never waits. After `close` it does nothing. */
  send(texts: readonly string[]): void;
  /** Sends what is queued, then ends the connection. Harmless when it is closed already. */
  close(code: number, reason: string): void;
  /** Sent and not yet taken by the network. */
  bufferedBytes(): number;
}

/** What the socket tells the gateway about itself. */
export interface ConnectionEvents {
  onText(text: string): void;
  /** A frame that was not text, or longer than the limit: the socket knows before anybody reads it. */
  onUnreadable(why: 'BAD_FRAME' | 'FRAME_TOO_LARGE'): void;
  onClosed(): void;
}
