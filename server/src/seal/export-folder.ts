import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Evidence, evidenceFiles } from './evidence.ts';

/** What became of an export into a folder. */
export type FolderExport = { ok: true; files: number } | { ok: false; error: 'not-empty' };

/** Writes the bundle into a folder, which is made where it is missing, and left alone where anything is in it. */
export async function exportToFolder(evidence: Evidence, folder: string): Promise<FolderExport> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) return { ok: false, error: 'not-empty' };
  let files = 0;
  for await (const { name, content } of evidenceFiles(evidence)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: 'wx' });
    files += 1;
  }
  return { ok: true, files };
}
