/** One request to a room, over its control socket or over the network. */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { err, ok, type Result } from '@aboveboard/kit';

export type HttpTarget =
  | { readonly kind: 'socket'; readonly socketPath: string /** Of the shell, for the audit log. */; readonly user: string }
  | { readonly kind: 'url'; readonly url: string; readonly token: string };

export interface HttpAnswer {
  readonly status: number;
  /** What was JSON, parsed; null where nothing came. */
  readonly body: unknown;
}

const ANSWER_WITHIN_MS = 30_000;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The error is the system's code, such as ECONNREFUSED, or what was wrong with the answer. */
export function sendHttp(target: HttpTarget, method: string, path: string, body?: object): Promise<Result<HttpAnswer, string>> {
  return new Promise((resolve) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = { ...(text !== undefined && { 'content-type': 'application/json' }), ...identity(target) };
    const options: RequestOptions = { method, headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
    const onAnswer = (answer: IncomingMessage): void => void readAnswer(answer).then(resolve, failed);
    const failed = (error: NodeJS.ErrnoException): void => resolve(err(error.code ?? error.message));
    const request = requestTo(target, path, options, onAnswer);
    request.on('error', failed);
    request.end(text);
  });
}

function requestTo(target: HttpTarget, path: string, options: RequestOptions, onAnswer: (answer: IncomingMessage) => void) {
  if (target.kind === 'socket') return httpRequest({ ...options, socketPath: target.socketPath, path }, onAnswer);
  const url = new URL(path, target.url);
  return url.protocol === 'https:' ? httpsRequest(url, options, onAnswer) : httpRequest(url, options, onAnswer);
}

function identity(target: HttpTarget): Record<string, string> {
  return target.kind === 'socket'
    ? { 'aboveboard-user': encodeURIComponent(target.user) }
    : { authorization: `Bearer ${target.token}` };
}

async function readAnswer(answer: IncomingMessage): Promise<Result<HttpAnswer, string>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) return err('an answer too large');
  }
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return ok({ status: answer.statusCode ?? 0, body: text === '' ? null : JSON.parse(text) });
  } catch {
    return err('an answer that is not JSON');
  }
}
