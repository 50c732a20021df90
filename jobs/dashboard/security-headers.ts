import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { isBoardRoute } from './access-rules.ts';

const YEAR_SECONDS = 365 * 86_400;

type Directives = Readonly<Record<string, readonly string[]>>;

/** Our pages have a style sheet and nothing else; a script that got into one would not run. */
const OWN_POLICY: Directives = {
  'default-src': ["'none'"],
  'style-src': ["'self'"],
  'img-src': ["'self'"],
  'form-action': ["'self'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/**
 * bull-board is an application of scripts that are all files of ours; it sets styles from them, which needs
 * 'unsafe-inline' for styles. Its page asks for a font of Google, which stays blocked: nothing goes to other hosts.
 */
const BOARD_POLICY: Directives = {
  ...OWN_POLICY,
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'base-uri': ["'self'"],
};

/** Adds the headers that keep browsers from doing what they are not meant to, to every answer. */
export async function addSecurityHeaders(app: FastifyInstance, isHttps: boolean): Promise<void> {
  // Before the plugin, so that it sees what a route asks for.
  app.addHook('onRoute', (route) => {
    if (isBoardRoute(route.url)) route.helmet = { contentSecurityPolicy: toPolicy(BOARD_POLICY) };
  });
  await app.register(helmet, {
    contentSecurityPolicy: toPolicy(OWN_POLICY),
    strictTransportSecurity: isHttps ? { maxAge: YEAR_SECONDS, includeSubDomains: false } : false,
    // 'no-referrer' would make browsers send "Origin: null" with forms.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onSend', async (_request, reply) => {
    // Pages have what only signed-in people may see; the style sheet says itself how long it may be kept.
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}

function toPolicy(policy: Directives): { readonly useDefaults: false; readonly directives: Record<string, string[]> } {
  const directives: Record<string, string[]> = {};
  for (const [name, values] of Object.entries(policy)) directives[name] = [...values];
  return { useDefaults: false, directives };
}
