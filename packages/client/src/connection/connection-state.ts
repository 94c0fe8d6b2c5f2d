/** What a person is told about the connection, in the words of design/ux.md. */
import type { CloseReason } from '@aboveboard/protocol';

export type ConnectionState =
  /** The first attempt since the client was made. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** Connected, and something has been unanswered for more than a second. */
  | { readonly kind: 'slow'; readonly sinceMs: number }
  /** Lost; `nextTryAtMs` (local clock) is null while an attempt is under way. */
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly nextTryAtMs: number | null }
  /** Over for good: nothing is tried again until a new client is made. */
  | { readonly kind: 'closed'; readonly reason: ClosedReason };

/** `UNAUTHENTICATED`: get a new session. `WRONG_VERSION`: load the program again. `BY_CLIENT`: `close()` was called. */
export type ClosedReason = Extract<CloseReason, 'UNAUTHENTICATED' | 'WRONG_VERSION'> | 'BY_CLIENT';
