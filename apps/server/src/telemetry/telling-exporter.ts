/** An exporter that tells the log when spans can no longer be sent, and when they can again. Not of each batch: an outage is long. */
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';

const SUCCESS = 0;

export function tellingExporter(exporter: SpanExporter, logger: Logger): SpanExporter {
  let isFailing = false;
  const heard = (isFailed: boolean, error: Error | undefined): void => {
    if (isFailed === isFailing) return;
    isFailing = isFailed;
    if (isFailed) logger.warn({ reason: error?.message }, 'traces cannot be sent to ABOVEBOARD_TRACES_URL, and are dropped');
    else logger.info('traces can be sent again');
  };
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        heard(result.code !== SUCCESS, result.error);
        done(result);
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
