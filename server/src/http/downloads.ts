import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Env, Hono } from 'hono';

/** Offers the bundled agent, so that a new device needs nothing but this server. It holds no secret. */
export function addDownloads<E extends Env>(app: Hono<E>, bundleFile: string): void {
  app.get('/agent/download/wardwatch-agent.cjs', async (context) => {
    const found = await stat(bundleFile).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!found) return context.text('the agent is not built; run: npx pnpm build', 404);
    const body = Readable.toWeb(createReadStream(bundleFile)) as ReadableStream;
    return context.body(body, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'content-length': String(found.size),
      'content-disposition': 'attachment; filename="wardwatch-agent.cjs"',
    });
  });
}
