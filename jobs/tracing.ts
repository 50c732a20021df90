import type { Telemetry } from 'bullmq';
import { Failure } from '../src/domain/failure.ts';
import { isOver } from './within-limit.ts';

/** What writes down which job made which, and how long each took. */
export type Tracing = {
  /** For queues and workers. */
  readonly telemetry: Telemetry;
  /** Sends what is still here, within a limit: a collector that is away keeps nobody waiting. */
  readonly shutdown: () => Promise<void>;
};

const SERVICE = 'kyhan';
const SHUTDOWN_LIMIT_MS = 3_000;

/**
 * Begins to send traces to a collector (OTLP over HTTP); null where none is named. A trace begins where somebody submits
 * a run and goes through all its jobs. Spans hold names of queues, ids of jobs and what jobs return, nothing of
 * customers. Only then are the libraries loaded. Throws a Failure for what is no URL.
 */
export async function openTracing(endpoint: string | null): Promise<Tracing | null> {
  if (endpoint === null) return null;
  proveUrl(endpoint);
  const [
    { context, propagation, trace },
    { BullMQOtel },
    { NodeTracerProvider, BatchSpanProcessor },
    exporters,
    resources,
  ] = await Promise.all([
    import('@opentelemetry/api'),
    import('bullmq-otel'),
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new NodeTracerProvider({
    resource: resources.resourceFromAttributes({ 'service.name': SERVICE }),
    spanProcessors: [new BatchSpanProcessor(new exporters.OTLPTraceExporter({ url: endpoint }))],
  });
  provider.register();
  const shutdown = async (): Promise<void> => {
    await isOver(provider.shutdown(), SHUTDOWN_LIMIT_MS);
    for (const api of [trace, context, propagation]) api.disable();
  };
  return { telemetry: new BullMQOtel({ tracerName: SERVICE }), shutdown };
}

function proveUrl(endpoint: string): void {
  if (URL.canParse(endpoint) && /^https?:$/.test(new URL(endpoint).protocol)) return;
  throw new Failure('CONFIGURATION', {
    message: 'OTEL_EXPORTER_OTLP_ENDPOINT is no URL of a collector of traces',
    action: 'write http://host:4318, where it takes OTLP over HTTP; or leave it out',
  });
}
