import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A package that the downloads are made of, pinned by the hash of its archive. */
export interface PinnedPackage {
  name: string;
  version: string;
  /** `sha512-` and base64, as the registry and the lockfile write it. */
  integrity: string;
}

/** Where archives of packages are kept between builds: `WARDWATCH_PACKAGE_CACHE`, else the user's cache folder. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const usual = path.join(env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'wardwatch-packages');
  return path.resolve(env['WARDWATCH_PACKAGE_CACHE'] || usual);
}

/** The pinned packages of this repository. */
export async function pinnedPackages(): Promise<PinnedPackage[]> {
  const text = await readFile(path.join(import.meta.dirname, 'runtimes.json'), 'utf8');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own file; a wrong hash in it stops the build
  return JSON.parse(text) as PinnedPackage[];
}

/** Name of a package's archive, as `npm pack` names it. */
export function archiveName({ name, version }: PinnedPackage): string {
  return `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;
}

/** Whether an archive is the pinned one. */
export function isIntact(archive: Buffer, { integrity }: Pick<PinnedPackage, 'integrity'>): boolean {
  return integrity === `sha512-${createHash('sha512').update(archive).digest('base64')}`;
}

/**
 * The archive of a package, from the cache or else fetched by `fetch` into a folder. Throws where its hash is not the
 * pinned one; nothing of it is kept or used then.
 */
export async function pinnedArchive(
  pinned: PinnedPackage,
  cache: string,
  fetch: (pinned: PinnedPackage, folder: string) => Promise<void> = npmPack,
): Promise<Buffer> {
  const file = path.join(cache, archiveName(pinned));
  // A cache that cannot be read is no cache: the archive is fetched, and trouble with the folder shows then.
  const known = await readFile(file).catch(() => undefined);
  if (known && isIntact(known, pinned)) return known;
  const arriving = path.join(cache, `arriving-${process.pid}`);
  await mkdir(arriving, { recursive: true });
  try {
    await fetch(pinned, arriving);
    const archive = await readFile(path.join(arriving, archiveName(pinned)));
    if (!isIntact(archive, pinned)) {
      throw new Error(`${pinned.name}@${pinned.version} is not the package that packaging/runtimes.json pins`);
    }
    await rename(path.join(arriving, archiveName(pinned)), file);
    return archive;
  } finally {
    await rm(arriving, { recursive: true, force: true });
  }
}

/** Lets npm fetch the archive, from whatever registry it is set up for; no script of the package runs. */
async function npmPack({ name, version }: PinnedPackage, folder: string): Promise<void> {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['pack', `${name}@${version}`, '--ignore-scripts', '--silent', '--pack-destination', folder];
  await promisify(execFile)(npm, args, { cwd: folder, shell: process.platform === 'win32', maxBuffer: 16_777_216 });
}
