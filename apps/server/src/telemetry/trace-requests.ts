/** Requests by which operators change something, traced: what they set going follows from them. */
import { err, ok, type Result } from '@aboveboard/kit';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { HttpRefusal } from '../http/http-refusal.ts';
import type { Traces } from './traces.ts';

/** Over REST and over the control socket; looking at what became of jobs changes nothing, and is done often. */
const isTraced = (url: string): boolean => /^\/(api\/v1\/operator|control)\//.test(url) && !url.endsWith('/look');

/** For routes added from now on. The caller's `traceparent` is followed: who comes so far may operate the room. */
export function traceRequests(app: FastifyInstance, traces: Pick<Traces, 'answering'>): void {
  app.addHook('onRoute', (route) => {
    if (route.method !== 'POST' || !isTraced(route.url)) return;
    const { handler } = route;
    const traced: RouteHandlerMethod = async function (request, reply) {
      const answer = async (): Promise<Result<unknown, HttpRefusal>> => {
        try {
          return ok(await handler.call(this, request, reply));
        } catch (error) {
          if (error instanceof HttpRefusal) return err(error); // an answer like another, no fault of ours
          throw error;
        }
      };
      const answered = await traces.answering(`POST ${route.url}`, String(request.headers.traceparent ?? ''), answer);
      if (!answered.ok) throw answered.error;
      return answered.value;
    };
    route.handler = traced;
  });
}
