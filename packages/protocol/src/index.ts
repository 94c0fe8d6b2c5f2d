export * as booksRest from './books-rest.ts';
export * as cashierRest from './cashier-rest.ts';
export { CLOSE_CODES, type CloseReason } from './close-code.ts';
export type { RefusedMessage, SubscriptionRefusedMessage } from './down/answer.ts';
export type { BatchMessage, FrameMessage } from './down/frame.ts';
export type { LobbyTable } from './down/lobby.ts';
export type { NoticeMessage } from './down/notice.ts';
export type { SnapshotMessage } from './down/snapshot.ts';
export type { WelcomeMessage } from './down/welcome.ts';
export { type DownMessage, downMessage } from './down.ts';
export { type RoomEvent, roomEvent } from './events/room-event.ts';
export * as eventsRest from './events-rest.ts';
export { protocolFingerprint } from './fingerprint.ts';
export * as handsRest from './hands-rest.ts';
export type { NoticeContent, NoticeOf } from './notices-rest.ts';
export * as noticesRest from './notices-rest.ts';
export * as operatorRest from './operator-rest.ts';
export type { RefusalCode, WireRefusal } from './refusal.ts';
export * as rest from './rest.ts';
export * as signalsRest from './signals-rest.ts';
export * as standingsRest from './standings-rest.ts';
export type { LoggedEntry, WireOpening, WireReshuffleStep } from './tables/deal.ts';
export type { TableEvent, TableEventOf } from './tables/event.ts';
export {
  GAME_CODES,
  type GameCode,
  type OfferedGame,
  type PublicPlayer,
  ROTATION_CODES,
  type TableSettings,
  tableSettings,
  type WireStakes,
} from './tables/game.ts';
export type { HandRank, RankedHand, WireLegalActions, WireWinRule } from './tables/hand.ts';
export { DEFAULT_HOUSE_RULES, type HouseRules } from './tables/house-rules.ts';
export { emptySeat, type SeatStatus, type SeatView } from './tables/seating.ts';
export type { UpNext } from './tables/up-next.ts';
export type { Position } from './units.ts';
export type { ComeIn, CommandMessage, PlayerAction, TableCommand, TableCommandKind } from './up/command.ts';
export type { HelloMessage } from './up/hello.ts';
export type { SubscribeMessage } from './up/subscribe.ts';
export { type UpMessage, upMessage } from './up.ts';
export { PROTOCOL_VERSION, SUBPROTOCOL } from './version.ts';
export * as workJobs from './work-jobs.ts';
