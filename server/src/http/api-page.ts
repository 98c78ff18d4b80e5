import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Hono } from 'hono';
import type { HttpEnv } from './route.ts';

const FOLDER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Wardwatch API</title><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="page"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/page.js"></script></body>
</html>`;
const SCRIPT = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#page', validatorUrl: null, tryItOutEnabled: false });`;

/** The API page: Swagger UI from our own files, so that it also works without the Internet. */
export function addApiPage(app: Hono<HttpEnv>, document: object): void {
  const policy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
  app.get('/api/openapi.json', (context) => context.json(document));
  app.get('/api/docs', (context) => context.html(PAGE, 200, { 'content-security-policy': policy }));
  app.get('/api/docs/page.js', (context) =>
    context.body(SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/api/docs/:file', async (context) => {
    const name = context.req.param('file');
    const type = FILES[name];
    if (!type) return context.notFound();
    const body = new Uint8Array(await readFile(join(FOLDER, name)));
    return context.body(body, 200, { 'content-type': type, 'cache-control': 'public, max-age=86400' });
  });
}
