/**
 * The way to a running room for the commands that operate it: the control socket in its data folder, or, with `--url`, its REST
 * interface with the operator's token. The same paths are offered on both, but for those under `/control`, which only the socket has.
 */
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { err, ok, type Result } from '@aboveboard/kit';
import { loadConfig } from '@aboveboard/server/config';
import { type HttpAnswer, type HttpTarget, sendHttp } from './send-http.ts';

/** How a command was told where the room is; the flags of `withControl`. */
export interface ControlOptions {
  /** The room's data folder; else the one the settings name. */
  readonly data?: string | undefined;
  /** The room's address, in place of the control socket. */
  readonly url?: string | undefined;
  /** The operator's token, for `url`; else ABOVEBOARD_OPERATOR_TOKEN. */
  readonly token?: string | undefined;
}

/** Why the room did not do it: its own code and sentence; `NO_ANSWER` when it gave none, `ODD_ANSWER` for another's. */
export interface ControlFault {
  readonly code: string;
  readonly message: string;
}

/** What reads a reply: a zod schema. */
interface Reader<T> {
  parse(value: unknown): T;
}

export interface Control {
  get<T>(path: string, reply: Reader<T>): Promise<Result<T, ControlFault>>;
  post<T>(path: string, body: object, reply: Reader<T>): Promise<Result<T, ControlFault>>;
}

/** How often a command waits when the room says that it asks too much, before it gives up. */
const MOST_WAITS = 10;

/**
 * Looks for the room and asks whether it is there.
 *
 * @returns the way to it, or a sentence that says where it was looked for and what to do.
 * @throws ConfigError when the settings, which name the data folder, are wrong.
 */
export async function openControl(options: ControlOptions): Promise<Result<Control, string>> {
  const found = options.url === undefined ? socketIn(dataFolder(options.data)) : addressOf(options.url, options.token);
  if (!found.ok) return found;
  const target = found.value;
  const alive = await sendHttp(target, 'GET', '/healthz');
  return alive.ok ? ok(controlOver(target)) : err(noRoom(target, alive.error));
}

function controlOver(target: HttpTarget): Control {
  const ask = async <T>(method: string, path: string, reader: Reader<T>, body?: object): Promise<Result<T, ControlFault>> => {
    for (let waits = 0; ; waits++) {
      const answer = await sendHttp(target, method, path, body);
      if (!answer.ok) return err({ code: 'NO_ANSWER', message: noRoom(target, answer.error) });
      const { status, body: reply } = answer.value;
      if (status >= 200 && status < 300) return read(path, reader, reply);
      if (status !== 429 || waits === MOST_WAITS) return err(faultOf(answer.value));
      await wait(Number((reply as { detail?: { retryAfterMs?: number } })?.detail?.retryAfterMs ?? 1_000));
    }
  };
  return { get: (path, reply) => ask('GET', path, reply), post: (path, body, reply) => ask('POST', path, reply, body) };
}

function read<T>(path: string, reader: Reader<T>, reply: unknown): Result<T, ControlFault> {
  try {
    return ok(reader.parse(reply));
  } catch {
    const message = `What answers is no room, or one of another version than this command: ${path} came back as something else.`;
    return err({ code: 'ODD_ANSWER', message });
  }
}

function faultOf({ status, body }: HttpAnswer): ControlFault {
  const { code = `HTTP_${status}`, message = `The room answered ${status}.` } = (body ?? {}) as Partial<ControlFault>;
  return { code, message };
}

function dataFolder(data: string | undefined): string {
  return data === undefined ? loadConfig({ env: process.env, cwd: process.cwd() }).data : resolve(data);
}

/** The socket lies in the data folder, or, where that has too long a path for one, where a file in it says. */
function socketIn(data: string): Result<HttpTarget, string> {
  const here = join(data, 'control.sock');
  const pointer = join(data, 'control.path');
  const socketPath = existsSync(pointer) ? readFileSync(pointer, 'utf8').trim() : here;
  if (existsSync(socketPath)) return ok({ kind: 'socket', socketPath, user: userName() });
  return err(`No room is running on ${data}: there is no control.sock in it. ${HOW_TO_START}`);
}

const HOW_TO_START =
  'Start one with "npx aboveboard serve", name its data folder with --data, or its address with --url and the token in ABOVEBOARD_OPERATOR_TOKEN.';

function addressOf(url: string, token = process.env.ABOVEBOARD_OPERATOR_TOKEN): Result<HttpTarget, string> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return err(`--url: got ${url}, wants the room's address, such as http://127.0.0.1:8080`);
  if (!token) return err("--url needs the operator's token: put it in ABOVEBOARD_OPERATOR_TOKEN.");
  return ok({ kind: 'url', url, token });
}

function noRoom(target: HttpTarget, reason: string): string {
  if (target.kind === 'url') return `${target.url} does not answer (${reason}). Is the room running there? Name it with --url.`;
  if (reason === 'EACCES') return `${target.socketPath} is another user's: run the command as the user whom the room runs as.`;
  return `No room answers at ${target.socketPath} (${reason}). ${HOW_TO_START}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`; // a user without an entry, as in some containers
  }
}
