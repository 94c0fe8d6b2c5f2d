export { nodePorts } from './node-ports.ts';
export { type BotSession, type BotsConfig, runBots } from './run-bots.ts';
export { type BotPace, HUMAN_PACE } from './seat/bot.ts';
