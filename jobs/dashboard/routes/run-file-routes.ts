import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { RejectedRow } from '../../../src/domain/rejected-row.ts';
import { type RejectedPlace, readRejectedPage } from '../../../src/store/rejected-page.ts';
import { openRunReport } from '../../../src/store/run-reports.ts';
import { findRun } from '../../../src/store/runs.ts';
import type { DashboardContext } from '../dashboard-options.ts';
import { chooseWording, sendPage } from '../send-page.ts';
import { refuseUnknown } from './run-routes.ts';

const ROWS_PER_PAGE = 100;
const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Params = { readonly runId: string };
type Query = { readonly input?: string; readonly line?: number };

const QUERY_SCHEMA = {
  type: 'object',
  properties: { input: { type: 'string', maxLength: 40 }, line: { type: 'integer', minimum: 0 } },
} as const;

/** What a run left: its workbooks to download, and the rows that could not be used. */
export function addRunFileRoutes(app: FastifyInstance, context: DashboardContext): void {
  app.get<{ Params: Params & { readonly fileName: string } }>(
    '/runs/:runId/reports/:fileName',
    async (request, reply) => {
      const { runId, fileName } = request.params;
      // The name is looked up among those of this run and never becomes a path.
      const found = await openRunReport(context.database, runId, fileName);
      if (found === undefined) return refuseUnknown(context, request, reply);
      if (found.bytes !== null) reply.header('content-length', found.bytes);
      if (found.sha256 !== null) reply.header('repr-digest', toDigestHeader(found.sha256));
      return reply
        .type(WORKBOOK_TYPE)
        .header('content-disposition', toAttachment(found.fileName))
        .send(Readable.from(found.content));
    },
  );
  app.get<{ Params: Params; Querystring: Query }>(
    '/runs/:runId/rejected',
    { schema: { querystring: QUERY_SCHEMA } },
    async (request, reply) => {
      const run = await findRun(context.database, request.params.runId);
      if (run === undefined) return refuseUnknown(context, request, reply);
      const after = toPlace(request.query);
      const found = await readRejectedPage(context.database, run.runId, { limit: ROWS_PER_PAGE + 1, after });
      const rows = found.slice(0, ROWS_PER_PAGE);
      const last = found.length > ROWS_PER_PAGE ? rows.at(-1) : undefined;
      const { t } = chooseWording(request);
      const runHref = `/runs/${encodeURIComponent(run.runId)}`;
      const data = {
        runId: run.runId,
        runHref,
        rows: rows.flatMap(toLines),
        firstHref: after === undefined ? null : `${runHref}/rejected`,
        nextHref: last === undefined ? null : `${runHref}/rejected?${toQuery(last)}`,
      };
      return sendPage(context, request, reply, { template: 'rejected', title: t('rejected-title', run.runId), data });
    },
  );
}

/** A line for each problem; the row itself is named in the first one. */
function toLines(row: RejectedRow): readonly Readonly<Record<string, unknown>>[] {
  const { input, file, line, id } = row;
  return row.problems.map((problem, index) => ({ ...problem, input, file, line, id, isFirst: index === 0 }));
}

function toPlace({ input, line }: Query): RejectedPlace | undefined {
  return input === undefined || line === undefined ? undefined : { input, line };
}

function toQuery({ input, line }: RejectedRow): string {
  return new URLSearchParams({ input, line: String(line) }).toString();
}

/** Old browsers read the first name, all others the second, which may have any letter. */
function toAttachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function toDigestHeader(sha256: string): string {
  return `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
}
