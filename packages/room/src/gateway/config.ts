/** Limits of a gateway; the defaults are those of design/figures.md. */
export interface GatewayConfig {
  readonly gatewayId: string;
  /** A connection says `hello` within this time. */
  readonly helloMs: number;
  /** A ping goes out this often; three that are not answered end the connection. */
  readonly heartbeatMs: number;
  /** Commands and subscriptions in 10 s, by player and by address. */
  readonly commandsPerPlayer: number;
  readonly commandsPerAddress: number;
  /** Seeds, commits, pongs and the like in 10 s by player: sent by programs, in step with the play. */
  readonly lightPerPlayer: number;
  /** Refusals of RATE_LIMITED in 10 s that a connection gets before it is ended. */
  readonly refusalsBeforeClose: number;
  readonly frameBytes: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
  /** A connection that watches more tables is refused another one. */
  readonly tablesPerConnection: number;
  /** Commands without an answer, of one connection and of all; above it they are refused BUSY and go nowhere. */
  readonly commandsUnderWay: number;
  readonly commandsUnderWayInAll: number;
  /** What is asked of a table is asked again when no answer came within this time, wherever the table is by then. */
  readonly askAgainMs: number;
  /** A command without an answer for so long is given back to its sender, who sends it again. */
  readonly giveBackMs: number;
  /** Own lease, renewed so often: shards forget the viewers of a gateway whose lease has run out. */
  readonly leaseMs: number;
  readonly renewMs: number;
  /** What may wait in a connection's buffer before its reader counts as too slow. */
  readonly queuedFrames: number;
  readonly queuedBytes: number;
  /** The lobby is sent at most this often, and frames to spectators. */
  readonly lobbyMs: number;
  readonly spectatorMs: number;
}

export const DEFAULT_GATEWAY_CONFIG: GatewayConfig = {
  gatewayId: 'main',
  helloMs: 5_000,
  heartbeatMs: 10_000,
  commandsPerPlayer: 30,
  commandsPerAddress: 600,
  lightPerPlayer: 120,
  refusalsBeforeClose: 60,
  frameBytes: 8 * 1024,
  connections: 10_000,
  connectionsPerAddress: 200,
  tablesPerConnection: 24,
  commandsUnderWay: 128,
  commandsUnderWayInAll: 16_384,
  askAgainMs: 3_000,
  giveBackMs: 10_000,
  leaseMs: 5_000,
  renewMs: 1_500,
  queuedFrames: 64,
  queuedBytes: 256 * 1024,
  lobbyMs: 1_000,
  spectatorMs: 100,
};
