/** An HTTP server of the house, before anything is asked of it: what is sent is held to its schema, and refusals are answered alike. */
import { type FastifyInstance, type FastifyServerOptions, fastify, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { answerErrors } from './http-refusal.ts';

/** @param limits of what comes from elsewhere */
export function openApp(
  logger: Logger,
  limits: Pick<FastifyServerOptions, 'trustProxy' | 'bodyLimit' | 'requestTimeout'> = {},
): FastifyInstance {
  const app: FastifyInstance = fastify({
    loggerInstance: logger as FastifyInstance['log'],
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    ...limits,
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app);
  return app;
}
