import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Language, parseLanguage } from './translate.ts';

const COOKIE = 'kyhan_lang';
const YEAR_SECONDS = 365 * 86_400;

/** Lets readers choose their language by `?lang=en`; a cookie remembers it. It tells nothing about anybody. */
export function addLanguageChoice(app: FastifyInstance, isHttps: boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    const chosen = readChoice(request);
    if (chosen === undefined) return;
    const flags = { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax', httpOnly: true, secure: isHttps } as const;
    reply.setCookie(COOKIE, chosen, flags);
  });
}

/** The language of the reader: the one just chosen, the one chosen before, or Vietnamese. */
export function readLanguage(request: FastifyRequest): Language {
  return readChoice(request) ?? parseLanguage(request.cookies[COOKIE]) ?? 'vi';
}

function readChoice({ query }: FastifyRequest): Language | undefined {
  return typeof query === 'object' && query !== null && 'lang' in query ? parseLanguage(query.lang) : undefined;
}
