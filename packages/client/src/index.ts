export type { Client, ClientConfig, Player, ServerNotice, WalletView } from './client.ts';
export type { CommandRefusal } from './commands/command-refusal.ts';
export type { ClosedReason, ConnectionState } from './connection/connection-state.ts';
export type { ClientPorts, ConnectSocket, KeyValueStorage, Socket, SocketHandlers } from './ports.ts';
export type { Readable } from './store/readable.ts';
export type { CommandResult, OpenTableOptions, TableHandle, TableHappening } from './table/table-handle.ts';
export type {
  DealPhase,
  DealView,
  HandResultView,
  PotView,
  SeatAction,
  TableSeat,
  TableState,
  TableView,
  TurnView,
} from './table-view/table-view.ts';
export type { HandVerification, TableVerification, VerificationLevel } from './verification/verification-view.ts';
