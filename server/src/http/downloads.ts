import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { type DownloadRow, downloadList, downloadRow } from '@wardwatch/shared/api';
import type { Context, Env, Hono } from 'hono';
import * as v from 'valibot';
import type { Routes } from './route.ts';

/** The list that the build of the packages leaves beside them. */
const LIST = 'packages.json';

/** Where the built agent lies. */
export interface DownloadPlaces {
  /** The agent as one script, for machines that have Node. */
  bundleFile: string;
  /** Self-contained packages with their list. */
  packageFolder: string;
}

/**
 * The packages that were built, as their list names them; none where there is no list.
 *
 * @throws v.ValiError where the list is not one, with a message that names the mistake.
 */
export async function readDownloads(packageFolder: string): Promise<DownloadRow[]> {
  try {
    const listed: unknown = JSON.parse(await readFile(join(packageFolder, LIST), 'utf8'));
    return v.parse(v.array(downloadRow), listed);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** `GET /api/downloads`: what there is for a new machine. */
export function addDownloadList(routes: Routes, { packageFolder }: DownloadPlaces): void {
  routes.add(
    {
      method: 'get',
      path: '/api/downloads',
      summary: 'Packages of the agent, for machines that have nothing yet',
      access: 'signed-in',
      response: downloadList,
    },
    async () => ({ downloads: await readDownloads(packageFolder) }),
  );
}

/**
 * Offers the agent, so that a new device needs nothing but this server: the script and what the list names, and no
 * other file. None of them holds a secret.
 */
export function addDownloads<E extends Env>(app: Hono<E>, { bundleFile, packageFolder }: DownloadPlaces): void {
  app.get('/agent/download/:file', async (context) => {
    const name = context.req.param('file');
    if (name === basename(bundleFile)) {
      const hint = 'the agent is not built; run: npx pnpm build';
      return send(context, bundleFile, { name, type: 'text/javascript; charset=utf-8', hint });
    }
    const row = (await readDownloads(packageFolder)).find(({ fileName }) => fileName === name);
    const hint = 'there is no such package; GET /api/downloads lists them, npx pnpm package builds them';
    // The name is the list's own; still, no path leads out of the folder.
    if (!row || row.fileName !== basename(row.fileName)) return context.text(hint, 404);
    return send(context, join(packageFolder, row.fileName), { name, type: 'application/octet-stream', hint });
  });
}

async function send(
  context: Context,
  file: string,
  { name, type, hint }: { name: string; type: string; hint: string },
): Promise<Response> {
  const found = await stat(file).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!found?.isFile()) return context.text(hint, 404);
  const headers = {
    'content-type': type,
    'content-length': String(found.size),
    'content-disposition': `attachment; filename="${name}"`,
    'x-content-type-options': 'nosniff',
  };
  if (context.req.method === 'HEAD') return context.body(null, 200, headers);
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream;
  return context.body(body, 200, headers);
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
