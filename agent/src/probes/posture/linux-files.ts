import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../../lib/errors.ts';
import { sysNames, sysText } from '../sysfs.ts';

/** Files of a Linux machine below a root, which is `/` but in tests. What is missing or not for us is undefined. */
export interface LinuxFiles {
  text(name: string): Promise<string | undefined>;
  /** Undefined also where it is larger than `MAX_BYTES`. */
  bytes(name: string): Promise<Buffer | undefined>;
  names(folder: string): Promise<string[]>;
  /** When it was changed last, milliseconds. */
  changedAt(name: string): Promise<number | undefined>;
}

/** Larger than any log of these that is rotated as usual. */
const MAX_BYTES = 8 * 1024 * 1024;

/** The files below this root. */
export function linuxFiles(root = '/'): LinuxFiles {
  const changedAt = async (name: string): Promise<number | undefined> => {
    try {
      return (await stat(path.join(root, name))).mtimeMs;
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'ELOOP'].includes(systemCode(error) ?? '')) return undefined;
      throw error;
    }
  };
  return {
    text: (name) => sysText(root, name),
    bytes: async (name) => {
      const file = path.join(root, name);
      if ((await changedAt(name)) === undefined || (await stat(file)).size > MAX_BYTES) return undefined;
      return readFile(file).catch((error: unknown) => {
        if (systemCode(error) === 'EACCES') return undefined;
        throw error;
      });
    },
    names: (folder) => sysNames(path.join(root, folder)),
    changedAt,
  };
}
