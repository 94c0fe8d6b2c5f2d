/** The built web pages: hashed files for ever, the page itself fresh each time, and every path of the app answered by the page. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Aboveboard</title>
<body><h1>The web pages are not built yet</h1>
<p>The server runs, but its pages are missing. Stop it and run <code>npm start</code> in the project's folder: it builds them.</p></body></html>`;

export async function serveWebPages(app: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(join(folder, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, { root: folder, preCompressed: true, cacheControl: false, setHeaders: setCaching });
  } else {
    app.get('/', { schema: { hide: true } }, (_request, reply) => reply.status(503).type('text/html').send(NOT_BUILT));
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''; // a page's query may hold anything: /odds?hand=AKs:0.5
    const isPage = request.method === 'GET' && !/^\/(api|assets|ws)(\/|$)/.test(path) && !/\.\w+$/.test(path);
    if (isPage && isBuilt) return reply.sendFile('index.html');
    if (isPage) return reply.status(503).type('text/html').send(NOT_BUILT);
    return reply.status(404).send({ code: 'NOT_FOUND', message: `There is nothing at ${request.method} ${path}.` });
  });
}

function setCaching(reply: FastifyReply, path: string): void {
  const isHashed = /[\\/]assets[\\/]/.test(path);
  reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}
