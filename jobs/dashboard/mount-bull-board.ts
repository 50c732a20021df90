import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import { mayAct } from './access-rules.ts';
import { BOARD_PREFIX, type DashboardContext } from './dashboard-options.ts';

/** Mounts bull-board for all queues. Who may do what there is decided by the access rules, not by bull-board. */
export async function mountBullBoard(app: FastifyInstance, { queues }: DashboardContext): Promise<void> {
  const adapter = new FastifyAdapter();
  adapter.setBasePath(BOARD_PREFIX);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { externalJobUrl })),
    serverAdapter: adapter,
    options: {
      uiConfig: {
        boardTitle: 'Kỳ Hạn · Hàng đợi',
        miscLinks: [{ text: 'Kỳ Hạn: lượt chạy', url: '/' }],
        hideDocsLink: true, // it leads to another host
      },
    },
  });
  await app.register(
    async (board) => {
      board.addHook('preSerialization', async (request, _reply, payload) =>
        mayAct(request.session.user?.role ?? 'viewer', 'operator') ? payload : hideButtons(payload),
      );
      await board.register(adapter.registerPlugin());
    },
    { prefix: BOARD_PREFIX },
  );
}

/** From a job to its run. */
function externalJobUrl({ data }: { readonly data?: unknown }): {
  readonly href: string;
  readonly displayText: string;
} {
  const runId = typeof data === 'object' && data !== null && 'runId' in data ? data.runId : undefined;
  return typeof runId === 'string'
    ? { href: `/runs/${encodeURIComponent(runId)}`, displayText: 'Kỳ Hạn: lượt chạy' }
    : { href: '/', displayText: 'Kỳ Hạn' };
}

/** bull-board leaves out its buttons for queues that are read only; to viewers all are. */
function hideButtons(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('queues' in payload)) return payload;
  if (!Array.isArray(payload.queues)) return payload;
  const queues: unknown[] = payload.queues;
  const readOnly = { readOnlyMode: true, allowRetries: false, allowCompletedRetries: false };
  return { ...payload, queues: queues.map((queue) => (isObject(queue) ? { ...queue, ...readOnly } : queue)) };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
