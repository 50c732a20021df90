import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

const ASSETS = { 'dashboard.css': 'text/css; charset=utf-8', 'kyhan.svg': 'image/svg+xml' } as const;

/** The style sheet and the sign of the tab: files of ours, read once. */
export async function addAssetRoutes(app: FastifyInstance): Promise<void> {
  for (const [name, type] of Object.entries(ASSETS)) {
    const content = await readFile(new URL(`../pages/${name}`, import.meta.url));
    app.get(`/assets/${name}`, async (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=300').send(content),
    );
  }
}
