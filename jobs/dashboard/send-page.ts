import { fileURLToPath } from 'node:url';
import { Eta } from 'eta';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isBoardRoute, mayAct } from './access-rules.ts';
import { BOARD_PREFIX, type DashboardContext } from './dashboard-options.ts';
import { buildFormats, type Formats } from './formats.ts';
import { readLanguage } from './page-language.ts';
import { createFormToken } from './session-plugins.ts';
import { type Language, type TextKey, type Translate, translateTo, translateValue } from './translate.ts';

const PAGES_FOLDER = fileURLToPath(new URL('./pages', import.meta.url));

/** Every value is escaped where it is put into a page; whatever stands in a file of a customer stays text. */
const eta = new Eta({ views: PAGES_FOLDER, autoEscape: true, cache: true });

/** A page: the file in `pages/` without its ending, the title, and what the file shows as `it.…`. */
export type Page = {
  readonly template: string;
  readonly title: string;
  readonly data?: Readonly<Record<string, unknown>>;
};

/** Words and formats in the language of the reader. */
export type Wording = {
  readonly language: Language;
  readonly t: Translate;
  /** The text `prefix-value`, or the value itself. */
  readonly tv: (prefix: string, value: string) => string;
  readonly f: Formats;
};

/** The wording for a request. */
export function chooseWording(request: FastifyRequest): Wording {
  const language = readLanguage(request);
  return {
    language,
    t: translateTo(language),
    tv: (prefix, value) => translateValue(language, prefix, value),
    f: buildFormats(language),
  };
}

/** Answers with a page in the language of the reader. */
export async function sendPage(
  context: DashboardContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
): Promise<FastifyReply> {
  const wording = chooseWording(request);
  const user = request.session?.user;
  const html = eta.render(`./${page.template}`, {
    ...wording,
    user: user === undefined ? null : { name: user.name, role: wording.tv('role', user.role) },
    canOperate: user !== undefined && mayAct(user.role, 'operator'),
    title: page.title,
    csrf: await createFormToken(request, reply),
    menu: user === undefined ? [] : buildMenu(request, wording.t),
    notices: user === undefined ? [] : await readNotices(context),
    readAt: wording.f.moment(context.now()),
    languageLink: toLanguageLink(request.url, wording.language),
    ...page.data,
  });
  return reply.type('text/html; charset=utf-8').send(html);
}

type MenuItem = { readonly href: string; readonly label: string; readonly isCurrent: boolean };

const MENU: readonly (readonly [string, TextKey, 'viewer' | 'admin'])[] = [
  ['/', 'runs', 'viewer'],
  ['/find', 'find', 'viewer'],
  [BOARD_PREFIX, 'queues', 'viewer'],
  ['/users', 'users', 'admin'],
  ['/audit', 'audit', 'admin'],
];

function buildMenu(request: FastifyRequest, t: Translate): readonly MenuItem[] {
  const role = request.session.user?.role ?? 'viewer';
  const pattern = request.routeOptions.url ?? '';
  const current = pattern.startsWith('/runs') ? '/' : isBoardRoute(pattern) ? BOARD_PREFIX : pattern;
  return MENU.filter(([, , needed]) => mayAct(role, needed)).map(([href, key]) => ({
    href,
    label: t(key),
    isCurrent: href === current,
  }));
}

/** What could not be found out is no reason to hide the page; it is in the log. */
async function readNotices({ options }: DashboardContext): Promise<readonly string[]> {
  try {
    return (await options.readNotices?.()) ?? [];
  } catch (error) {
    options.logError('notices cannot be read', error);
    return [];
  }
}

function toLanguageLink(url: string, language: Language): string {
  const [path = '/', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('lang', language === 'vi' ? 'en' : 'vi');
  // A path that began with two slashes would be the name of another host.
  return `${path.replace(/^[/\\]+/, '/')}?${parameters.toString()}`;
}
