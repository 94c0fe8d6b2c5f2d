/** Metrics as Prometheus reads them. */
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { AggregationTemporality, InstrumentType, MeterProvider } from '@opentelemetry/sdk-metrics';
import { observeProcess } from './gauges.ts';
import type { Measuring } from './metrics.ts';

export function openPrometheus(): Measuring {
  const reader = new PrometheusExporter({ preventServerStart: true, withoutScopeInfo: true, withoutTargetInfo: true });
  reader.selectAggregationTemporality = temporality;
  const provider = new MeterProvider({ readers: [reader] });
  const meter = provider.getMeter('aboveboard');
  const endProcess = observeProcess(meter);
  return {
    meter,
    answer: (request, response) => reader.getMetricsRequestHandler(request, response),
    async close() {
      endProcess();
      await provider.shutdown();
    },
  };
}

/** Of gauges only what was observed at this scrape: as cumulative ones, they would repeat the last value of what is not known any more. */
function temporality(type: InstrumentType): AggregationTemporality {
  return type === InstrumentType.OBSERVABLE_GAUGE ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
}
