import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Hono } from 'hono';
import type { HttpEnv } from './route.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

/** Nothing but this server, no frames, no plug-ins. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

interface ConsoleFile {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  /** Built files carry their hash in their name and may be kept for ever. */
  immutable: boolean;
}

/** Reads the built console into memory: a few files, read once. Empty where it was not built. */
export async function readConsole(folder: string): Promise<Map<string, ConsoleFile>> {
  const files = new Map<string, ConsoleFile>();
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  for (const entry of names) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(folder, path).split(sep).join('/')}`;
    const type = TYPES[extname(entry.name)] ?? 'application/octet-stream';
    files.set(url, { body: new Uint8Array(await readFile(path)), type, immutable: url.startsWith('/assets/') });
  }
  return files;
}

/** Serves the console: its files, and its page for every address that the page itself routes. */
export function serveConsole(app: Hono<HttpEnv>, files: ReadonlyMap<string, ConsoleFile>): void {
  app.get('*', (context) => {
    const file =
      files.get(context.req.path) ?? (extname(context.req.path) === '' ? files.get('/index.html') : undefined);
    if (!file) {
      const hint = files.size === 0 ? 'the console is not built; run: npx pnpm build' : 'there is no such page';
      return context.text(hint, 404);
    }
    return context.body(file.body, 200, {
      'content-type': file.type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
  });
}
