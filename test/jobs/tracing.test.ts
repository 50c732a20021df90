import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { SpanKind } from 'bullmq';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { openTracing } from '../../jobs/tracing.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { PROJECT_FOLDER, runCli } from '../support/run-cli.ts';
import { openWorkQueue, type WorkQueue } from '../support/work-queue.ts';

type Span = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
};
type TraceRequest = {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Span['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
};

/** A collector that keeps what it is sent, as OTLP over HTTP has it. */
const openCollector = async () => {
  const bodies: string[] = [];
  const paths = new Set<string>();
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    paths.add(`${request.method} ${request.url}`);
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      bodies.push(Buffer.concat(parts).toString());
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const readSpans = (): readonly Span[] =>
    bodies.flatMap((body) => {
      const sent: TraceRequest = JSON.parse(body);
      return sent.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
    });
  return { url: `http://127.0.0.1:${address.port}`, bodies, paths, readSpans, close: () => server.close() };
};

const getAttribute = (span: Span, key: string): unknown =>
  Object.values(span.attributes.find((each) => each.key === key)?.value ?? {})[0];

describe('traces', () => {
  let work: WorkQueue | undefined;
  let collector: Awaited<ReturnType<typeof openCollector>>;
  const get = (): WorkQueue => {
    if (work === undefined) throw new Error('no queue');
    return work;
  };
  before(async () => {
    work = await openWorkQueue();
    collector = await openCollector();
  });
  after(async () => {
    collector?.close();
    await work?.close();
  });

  it('lead from the command that submits a run through all its jobs in another process', async () => {
    const { folder, databaseTarget, redisUrl } = get();
    const env = { REDIS_URL: redisUrl, OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/` };
    const lines = (await readFile(join(PROJECT_FOLDER, 'examples/tickets.csv'), 'utf8')).split('\n');
    const path = join(folder, 'tickets.csv');
    await writeFile(path, `${lines.slice(0, 31).join('\n')}\n`);
    const args = ['--tickets', path, '--as-of', '2026-11-23T09:00:00+07:00', '--chunk-size', '10', '--json'];
    const submitted = await runCli(folder, ['submit', 'ticket', ...args, '--db', databaseTarget], undefined, env);
    expect(submitted.exitCode, submitted.stderr).to.equal(0);
    const { runId } = JSON.parse(submitted.stdout);

    let closing: Promise<unknown> | undefined;
    const stopWhenClosed = (_: string, kill: (signal: NodeJS.Signals) => void): void => {
      closing ??= get()
        .waitForRun(runId, 'closed')
        .finally(() => kill('SIGTERM'));
    };
    const worked = await runCli(folder, ['worker', '--db', databaseTarget], stopWhenClosed, env);
    await closing;
    expect(worked.exitCode, worked.stderr).to.equal(0);

    const spans = collector.readSpans();
    const [root] = spans.filter(({ name, parentSpanId }) => name === 'add import.import' && !parentSpanId);
    if (root === undefined) throw new Error(`no root in ${spans.map(({ name }) => name).join()}`);
    const own = spans.filter(({ traceId }) => traceId === root.traceId);
    const processed = own.filter(({ name }) => name.startsWith('process '));
    const queues = new Set(processed.map(({ name }) => name.slice('process '.length)));
    expect([...queues].sort()).to.deep.equal(['close', 'decide', 'import', 'report']);
    const ids = new Set(processed.map((span) => getAttribute(span, 'bullmq.job.id')));
    for (const id of [`import.${runId}`, `chunk.${runId}.1`, `chunk.${runId}.3`, `close.${runId}`]) {
      expect([...ids]).to.include(id);
    }
    const known = new Set(own.map(({ spanId }) => spanId));
    const lost = own.filter(({ parentSpanId }) => parentSpanId && !known.has(parentSpanId));
    expect(lost.map(({ name }) => name)).to.deep.equal([]);
    expect([...collector.paths]).to.deep.equal(['POST /v1/traces']);
  });

  it('hold nothing of customers, and say which program sent them', async () => {
    const sent = collector.bodies.join('\n');
    const [header = '', ...rows] = (await readFile(join(get().folder, 'tickets.csv'), 'utf8')).trimEnd().split('\n');
    const columns = header.split(',');
    const personal = ['customerId', 'customerName', 'subject', 'description'];
    const values = rows.flatMap((row) => row.split(',').filter((_, index) => personal.includes(columns[index] ?? '')));
    const telling = values.filter((value) => value.length > 3);
    expect(telling.length).to.be.greaterThan(50);
    expect(telling.filter((value) => sent.includes(value))).to.deep.equal([]);
    expect(sent).to.contain('{"key":"service.name","value":{"stringValue":"kyhan"}}');
  });

  it('are sent nowhere where no collector is named', async () => {
    expect(await openTracing(null)).to.equal(null);
  });

  it('need a URL', async () => {
    for (const endpoint of ['collector:4318', 'localhost', 'grpc://collector:4317']) {
      const failure = await catchFailure(() => openTracing(endpoint));
      expect(failure.code, endpoint).to.equal('CONFIGURATION');
      expect(failure.action).to.contain('http://host:4318');
    }
  });

  it('keep nobody waiting for a collector that does not answer', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const tracing = await openTracing(`http://127.0.0.1:${port}/v1/traces`);
    tracing?.telemetry.tracer.startSpan('something', { kind: SpanKind.INTERNAL }).end();
    const startedAt = performance.now();
    await tracing?.shutdown();
    // OpenTelemetry itself would wait for 10 seconds.
    expect(performance.now() - startedAt).to.be.within(1_000, 9_000);
    silent.closeAllConnections();
    silent.close();
  });
});
