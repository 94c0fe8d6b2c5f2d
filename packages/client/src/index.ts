export { type Client, type ClientConfig, createClient, type Player, type ServerNotice, type WalletView } from './client.ts';
export type { CommandResult } from './commands/command-queue.ts';
export type { CommandRefusal } from './commands/command-refusal.ts';
export type { ClosedReason, ConnectionState } from './connection/connection-state.ts';
export type { RoomKey } from './connection/room-key.ts';
export type { ClientPorts, ConnectSocket, KeyValueStorage, Socket, SocketHandlers } from './ports.ts';
export type { Readable } from './store/readable.ts';
export type { OpenTableOptions, TableHandle, TableHappening } from './table/table-handle.ts';
export type {
  DealPhase,
  DealView,
  HandResultView,
  HeldCard,
  PotAward,
  PotView,
  SeatAction,
  TableSeat,
  TableState,
  TableView,
  TurnView,
} from './table-view/table-view.ts';
export type { HandVerification, TableVerification, VerificationLevel } from './verification/verification-view.ts';
