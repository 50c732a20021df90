import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../../metrics/build-metrics.ts';

/** Adds `GET /metrics`, which Prometheus reads. */
export function addMetricsRoute(app: FastifyInstance, { collect, contentType }: Metrics): void {
  app.get('/metrics', async (_request, reply) => reply.type(contentType).send(await collect()));
}
