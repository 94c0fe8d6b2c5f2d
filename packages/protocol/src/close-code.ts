/** Why a connection ended, as the WebSocket close code. 1000 and 1001 are ordinary ends. */
export const CLOSE_CODES = {
  /** The server restarts: reconnect with jitter. */
  RESTARTING: 1012,
  /** No room for another connection: try later. */
  TRY_LATER: 1013,
  /** Not JSON, or not a message of this contract. */
  BAD_FRAME: 4400,
  /** No session, or one that has ended: get a new one. */
  UNAUTHENTICATED: 4401,
  /** This version of the contract is not spoken here. */
  WRONG_VERSION: 4406,
  /** No `hello` within 5 s, or no `pong` within three heartbeats. */
  TOO_QUIET: 4408,
  /** Could not read fast enough; resume with the last position. */
  SLOW_READER: 4410,
  /** A frame above the limit. */
  FRAME_TOO_LARGE: 4413,
  /** Far above the limit of commands, after refusals had said so. */
  FLOODING: 4429,
} as const;
export type CloseReason = keyof typeof CLOSE_CODES;
