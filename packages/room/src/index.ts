export type { CutDeal, DealProtocol, DealRequest, SealedDeal } from './deal/deal-protocol.ts';
export { createDealer, type DealerPorts } from './deal/scb1-dealer.ts';
export {
  type GatewayResponse,
  gatewayStream,
  type ReturnPath,
  type ShardRequest,
  type Speaker,
  shardStream,
} from './messages.ts';
export {
  DEFAULT_SHARD_CONFIG,
  type DealKey,
  type FailPointName,
  type FailPoints,
  type Finding,
  type Findings,
  type KeyRing,
  type LogKey,
  type NewTable,
  noFailPoints,
  type Shard,
  type ShardConfig,
  type ShardPorts,
  type TransparencyLog,
} from './ports.ts';
