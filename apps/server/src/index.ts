export type { DatabaseUpkeep } from '@aboveboard/storage';
export { type ConfigCheck, checkConfig } from './config/check-config.ts';
export { ConfigError, type EffectiveSetting, loadConfig, readSettings } from './config/load-config.ts';
export { environmentName, type ServerConfig } from './config/settings.ts';
export { roomDatabaseUpkeep } from './database/room-database.ts';
export { type OsPorts, osPorts } from './ports/os-ports.ts';
export { type RunningServer, runServer, type ServerOptions } from './run-server.ts';
export { type ServeOptions, serve } from './serve.ts';
