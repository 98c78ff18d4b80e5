import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../lib/errors.ts';

/** A kernel file that is not there, or that its driver cannot read just now. */
const ABSENT = new Set([
  'ENOENT',
  'ENOTDIR',
  'ENODEV',
  'EINVAL',
  'ENODATA',
  'EIO',
  'EACCES',
  'EPERM',
  'EAGAIN',
  'ETIMEDOUT',
]);

/** Trimmed text of a kernel file; undefined where it cannot be read now. */
export async function sysText(...parts: string[]): Promise<string | undefined> {
  try {
    return (await readFile(path.join(...parts), 'utf8')).trim();
  } catch (error) {
    if (ABSENT.has(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}

/** A whole number in a kernel file; undefined where there is none. */
export async function sysNumber(...parts: string[]): Promise<number | undefined> {
  const text = await sysText(...parts);
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** Names in a kernel folder, sorted; none where there is no such folder. */
export async function sysNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch (error) {
    if (ABSENT.has(systemCode(error) ?? '')) return [];
    throw error;
  }
}
