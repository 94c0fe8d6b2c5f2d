/**
 * The server's log: one JSON object a line, for programs to read.
 *
 * Nothing secret is ever passed to it; the redaction is the second lock, for the day somebody logs an object whole.
 */
import { type DestinationStream, type Logger, pino } from 'pino';
import { traceOfLogLine } from '../telemetry/trace-context.ts';

const SECRETS = [
  'token',
  'cookie',
  'authorization',
  'invite',
  'seed',
  'seeds',
  'secret',
  'key',
  'cards',
  'openings',
  'box',
  'reveals',
];

export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: traceOfLogLine,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '(secret)' },
  };
  return destination ? pino(options, destination) : pino(options);
}
