export { ConfigError, loadConfig } from './config/load-config.ts';
export { environmentName, type ServerConfig } from './config/settings.ts';
export { type RunningServer, runServer, type ServerOptions } from './run-server.ts';
export { type ServeOptions, serve } from './serve.ts';
