/**
 * What gateways and shards say to each other, through streams and in no other way.
 *
 * Requests go to the stream of the shard that owns the table, responses to the stream of the gateway that holds the connection.
 */
import type { DownMessage, LobbyTable, Position, TableCommand, TableEvent } from '@aboveboard/protocol';
import type { StreamSpec } from '@aboveboard/streams';

/** Who speaks: a session that the gateway has authenticated. */
export type Speaker = { readonly playerId: string; readonly name: string; readonly isBot: boolean };

/** Where an answer goes. */
export type ReturnPath = {
  readonly gatewayId: string;
  readonly connectionId: string;
  /** The gateway's own number of this request, sent back with whatever answers it: what was asked again has a later one. */
  readonly ask?: number;
};

export type ShardRequest =
  | {
      readonly kind: 'command';
      readonly from: ReturnPath;
      readonly speaker: Speaker;
      readonly tableId: string;
      readonly commandId: string;
      readonly command: TableCommand;
    }
  | {
      readonly kind: 'attach'; // subscribe: answered with `snapshot`, `batch` or `subscription-refused`
      readonly from: ReturnPath;
      readonly speaker: Speaker;
      readonly tableId: string;
      readonly position: Position | null;
      readonly invite: string | null;
    }
  | { readonly kind: 'detach'; readonly from: ReturnPath; readonly speaker: Speaker; readonly tableId: string }
  /**
   * A gateway has started, or wants to hear everything again: it is told which tables this shard has and every public table's line in the
   * lobby, and from now on what `owner`, `lobby` and `wallet` say. A shard forgets a gateway whose heartbeat is gone for long, with its viewers.
   */
  | { readonly kind: 'listen'; readonly gatewayId: string }
  /** A gateway goes: all its connections are detached. */
  | { readonly kind: 'unlisten'; readonly gatewayId: string }
  /** A table was made, or given up by another shard: look at once at who has which. */
  | { readonly kind: 'tables-changed' }
  /** An operator closes a table for good: the hand in play ends, chips go back. The table's row says when it is done. */
  | { readonly kind: 'close-table'; readonly tableId: string }
  /** An operator has seen to a table that stands still, or could not be opened: it is taken anew. */
  | { readonly kind: 'reopen-table'; readonly tableId: string }
  /** The round trip of a connection, as last measured; it stretches the reveal window. */
  | {
      readonly kind: 'round-trip';
      readonly from: ReturnPath;
      readonly tableId: string;
      readonly playerId: string;
      readonly rttMs: number;
    };

/** A request that its table answers. */
export type TableRequest = Extract<ShardRequest, { readonly kind: 'command' | 'attach' }>;

export type GatewayResponse =
  /** For one connection. After a `snapshot` or `batch` the connection gets the table's frames, without a gap. */
  | { readonly kind: 'answer'; readonly to: ReturnPath; readonly message: DownMessage }
  /** One event of a table for every connection attached through this gateway. */
  | {
      readonly kind: 'frame';
      readonly tableId: string;
      readonly incarnation: number;
      readonly seq: number;
      readonly atMs: number;
      readonly publicEvent: TableEvent | null;
      /** Players who see something else than the public, or something where the public sees nothing. */
      readonly privateEvents: readonly { readonly playerId: string; readonly event: TableEvent }[];
    }
  /** To every gateway that listens: the table is open at this shard. */
  | { readonly kind: 'owner'; readonly tableId: string; readonly shardId: string; readonly epoch: number }
  /**
   * The request came to a shard that has the table no more, or not yet; nothing of it was done. A gateway that knows no owner asks any
   * shard, so for a table that is in no open row the answer is TABLE_NOT_FOUND instead, from whichever shard is asked.
   */
  | { readonly kind: 'not-owner'; readonly request: TableRequest }
  /** Something of what this shard sent before could not be brought and is dropped: the gateway asks for what it lacks. */
  | { readonly kind: 'missed'; readonly shardId: string }
  /** A session is over, or all of a principal's: the connections that came in by it end. */
  | { readonly kind: 'session-ended'; readonly token: string }
  | { readonly kind: 'principal-ended'; readonly principalId: string }
  /** A player's wallet changed. */
  | { readonly kind: 'wallet'; readonly playerId: string; readonly available: number; readonly inPlay: number }
  /** A public table's line in the lobby, and when it was made, which is its place there; null: it is gone. */
  | { readonly kind: 'lobby'; readonly tableId: string; readonly openedMs: number; readonly table: LobbyTable | null };

/** Requests are never lost: a gateway that meets `FULL` answers BUSY. The shard trims what it has taken into its mailboxes. */
export const shardStream = (shardId: string): StreamSpec => ({
  name: `shard:${shardId}`,
  maxEntries: 8_192,
  maxBytes: 16 * 1024 * 1024,
  whenFull: 'refuse',
});

/** A gateway that falls behind is cut off: it reads on from the tail and attaches its connections again. */
export const gatewayStream = (gatewayId: string): StreamSpec => ({
  name: `gateway:${gatewayId}`,
  maxEntries: 8_192,
  maxBytes: 64 * 1024 * 1024,
  whenFull: 'drop-oldest',
});
