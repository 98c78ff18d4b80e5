import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from './errors.ts';

/**
 * Makes a folder and those above it, for their owner alone; one that is there is left as it is. Not by `recursive`,
 * which tries for ever where the system itself refuses new names (`/proc`).
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return;
    const parent = path.dirname(folder);
    if (code !== 'ENOENT' || parent === folder || (await isThere(parent))) throw error;
    await makeFolder(parent);
    await mkdir(folder, { mode: 0o700 });
  }
}

/** Whether something is there by this name, as far as this user can see. */
export function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/** The text of a file, or undefined where there is none. Rejects on any other trouble. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Replaces a file as a whole: a reader, also after a power cut, sees the old text or the new one, nothing between.
 *
 * @param options `mode` of the new file; `durable: false` skips the wait for the disk, for files that are only hints.
 */
export async function replaceFile(
  file: string,
  text: string,
  options: { mode?: number; durable?: boolean } = {},
): Promise<void> {
  const draft = `${file}.new`;
  try {
    const handle = await open(draft, 'w', options.mode ?? 0o600);
    try {
      await handle.writeFile(text);
      if (options.durable !== false) await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  if (options.durable !== false) await syncFolder(path.dirname(file));
}

/** Waits until the names in a folder are on the disk. Windows has no such call and needs none (NTFS journals names). */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** How the name of a file ends that was set aside for a person. */
export const DAMAGED = '.damaged';

/** Moves a damaged file out of the way, so that a person can look at it. Returns its new name. */
export async function setAside(file: string): Promise<string> {
  const target = `${file}${DAMAGED}`;
  await rm(target, { force: true, recursive: true });
  await rename(file, target);
  return target;
}
