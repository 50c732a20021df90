import type { FastifyReply, FastifyRequest } from 'fastify';
import { isBoardRoute } from './access-rules.ts';
import type { DashboardContext } from './dashboard-options.ts';
import { chooseWording, sendPage } from './send-page.ts';
import type { TextKey } from './translate.ts';

/** What went wrong, in words of the pages. */
export type Refusal = {
  readonly status: number;
  readonly title: TextKey;
  /** Already in the language of the reader. */
  readonly why: string;
  /** What to do; null where `why` says it. */
  readonly action?: string | null;
  /** Code of a Failure, by which docs and log can be searched. */
  readonly code?: string | null;
};

/** Answers that something cannot be done: as a page to people, as JSON to programs. */
export async function refuse(
  context: DashboardContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): Promise<FastifyReply> {
  reply.code(refusal.status);
  const title = chooseWording(request).t(refusal.title);
  if (!wantsPage(request)) {
    // The form of bull-board's own errors, so that its pages can show it.
    const message = refusal.action ? `${refusal.why} ${refusal.action}` : refusal.why;
    return reply.send({ error: { key: title }, message });
  }
  return sendPage(context, request, reply, { template: 'message', title, data: { refusal } });
}

/** Whether a person looks at the answer: programs ask for JSON, or call the routes that pages of bull-board call. */
export function wantsPage(request: FastifyRequest): boolean {
  const pattern = request.routeOptions.url ?? '';
  if (isBoardRoute(pattern) && /\/(api|static)\//.test(pattern)) return false;
  const { accept } = request.headers;
  return accept === undefined ? request.method === 'GET' : accept.includes('text/html') || accept.includes('*/*');
}
