/**
 * What is written of a hand's end, made before its transaction begins: a hand that ends while others are written is ready when its turn comes,
 * and no other transaction waits for its packing.
 */
import { type HandSettlement, handSettlement, type LinkedBatch } from '@aboveboard/ledger';
import { packState } from '../tables/packed-state.ts';
import type { Fence } from '../tables/tables.repository.ts';
import { type PackedHistory, packWithoutStart } from './packed-history.ts';
import { type HandPlayer, packPlayers } from './packed-players.ts';
import { packReplies, type Reply } from './packed-replies.ts';

/** How a hand ended, cut or not. */
export interface HandEnd {
  readonly handNo: number;
  readonly closeBytes: Uint8Array;
  readonly endReason: string;
  readonly endedMs: number;
  /** What the engine knows of the table after the hand. */
  readonly tableState: unknown;
  /** What the rest of the room is told. */
  readonly event: { readonly kind: string; readonly version?: number; readonly payload: unknown };
}

export interface Settlement extends HandEnd {
  /** Status byte of CLOSE: played to its end, run out, or refunded as nobody can say how it ended. */
  readonly closeStatus: 0 | 2 | 3;
  /** What anybody may read of the hand. */
  readonly publicHistory: unknown;
  /** What only its owners may read, sealed. */
  readonly privateSealed: Uint8Array | null;
  /** What the hand did to the stacks. */
  readonly chips: HandSettlement;
  /** Everybody dealt in. */
  readonly players: readonly HandPlayer[];
  /** The catalogue's code of what was played. */
  readonly game: string;
  /** Of people; none of a hand that was not played to its end. */
  readonly replies: readonly Reply[];
}

/** A hand to end, by the owner of its table. */
export interface HandToSettle {
  readonly fence: Fence;
  readonly end: Settlement;
  /** What its end brings about in the ledger besides: whoever was leaving is paid. */
  readonly payouts: readonly LinkedBatch[];
  /** Stands in the books for the hand where its own key is used up by what was booked wrongly and taken back. */
  readonly instead?: LinkedBatch;
}

export interface ReadyHand {
  readonly fence: Fence;
  readonly end: Settlement;
  readonly packedHistory: PackedHistory;
  /** @see packPlayers */
  readonly packedPlayers: string;
  /** @see packReplies */
  readonly packedReplies: Uint8Array | null;
  /** @see packState */
  readonly packedState: Uint8Array;
  /** What books the hand is the first. */
  readonly batches: readonly LinkedBatch[];
}

/** @throws AssertionError for chips that do not add up */
export function readyHand({ fence, end, payouts, instead }: HandToSettle): ReadyHand {
  return {
    ...{ fence, end },
    packedHistory: packWithoutStart(end.publicHistory),
    packedPlayers: packPlayers(end.players),
    packedReplies: packReplies(end.replies),
    packedState: packState(end.tableState),
    batches: [instead ?? handSettlement(end.chips, fence.epoch), ...payouts],
  };
}
