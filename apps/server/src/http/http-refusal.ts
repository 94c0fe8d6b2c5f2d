/** Why a request was not carried out: `{code, message, detail}` with a status, for every error this server answers. */
import type { ApiRefusal } from '@aboveboard/room';
import { isStorageAway } from '@aboveboard/storage';
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

type Detail = Record<string, number | string>;

export class HttpRefusal extends Error {
  override readonly name = 'HttpRefusal';
  readonly status: number;
  readonly code: string;
  readonly detail: Detail | undefined;

  constructor(status: number, code: string, message: string, detail?: Detail) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }
}

const STATUS: Record<ApiRefusal['code'], number> = {
  NOT_ALLOWED: 403,
  TABLE_NOT_FOUND: 404,
  HAND_NOT_FOUND: 404,
  HAND_NOT_PLAYED: 409,
  HAND_NOT_REFUSED: 409,
  HAND_KEY_USED: 409,
  BOOKS_NOT_MENDED: 409,
  TABLE_STANDS_STILL: 409,
  STATE_NOT_FOUND: 404,
  WHOSE_HANDS: 400,
  CARDS_UNREADABLE: 409,
  RATED_BY_DAY: 400,
  REASON_MISSING: 400,
  NOT_BUSTED: 409,
  GRANT_TOO_SOON: 409,
  TOO_MANY_TABLES: 409,
  BLINDS_OUT_OF_ORDER: 400,
  OPTION_NOT_FOR_GAME: 400,
  HALF_KILL_UNEVEN: 400,
  TOO_MANY_SEATS: 400,
};

/** What the api answered, or its refusal as an exception that the error handler writes out. */
export function orRefuse<T>(result: { ok: true; value: T } | { ok: false; error: ApiRefusal }): T {
  if (result.ok) return result.value;
  const { code, message, detail } = result.error;
  throw new HttpRefusal(STATUS[code], code, message, detail);
}

export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | HttpRefusal, request, reply) => {
    if (error instanceof HttpRefusal) return send(reply, error.status, error.code, error.message, error.detail);
    if (hasZodFastifySchemaValidationErrors(error)) return send(reply, 400, 'BAD_REQUEST', explainFields(error.validation));
    if (isAway(error)) {
      request.log.warn({ err: error, route: request.routeOptions.url }, 'a request found storage away');
      return send(reply, 503, 'STORAGE_AWAY', AWAY, { retryAfterMs: AWAY_MS });
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return send(reply, status, 'BAD_REQUEST', error.message);
    request.log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
    return send(reply, 500, 'INTERNAL', 'The server made a mistake; its log says more. Try again later.');
  });
}

const AWAY =
  'The room cannot reach what it stores in, or too many want it at once. What was asked may have been done or not; try again.';
const AWAY_MS = 1_000;

/** By its name: a room that is one process loads nothing of Redis. */
function isAway(error: Error): boolean {
  return isStorageAway(error) || (error.name === 'RedisFault' && 'code' in error && error.code === 'UNAVAILABLE');
}

function explainFields(issues: readonly { instancePath: string; message?: string | undefined }[]): string {
  return issues
    .map(({ instancePath, message }) => `${instancePath.slice(1).replaceAll('/', '.') || 'body'}: ${message}`)
    .join('; ');
}

function send(reply: FastifyReply, status: number, code: string, message: string, detail?: Detail): FastifyReply {
  const retryAfterMs = detail?.retryAfterMs;
  if (typeof retryAfterMs === 'number') reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
  return reply.status(status).send({ code, message, ...(detail && { detail }) });
}
