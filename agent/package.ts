import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleAgent, licences } from './build.ts';
import { tarGz, zip } from './packaging/archive.ts';
import { downloadFiles, downloadName, type Ingredients, type Platform, PLATFORMS } from './packaging/contents.ts';
import { cacheFolder, pinnedArchive, pinnedPackages } from './packaging/npm-packages.ts';
import { signRelease } from './src/update/release.ts';
import { AGENT_VERSION } from './src/version.ts';

const FOLDER = import.meta.dirname;

/** One file that the server offers; `any` is for updates, which fit every platform. */
export interface Download {
  platform: Platform | 'any';
  fileName: string;
  bytes: number;
  sha256: string;
  version: string;
}

/** What to build. */
export interface PackageOptions {
  platforms: readonly Platform[];
  /** Where the downloads go; what was there before is removed. */
  folder: string;
  /** Where archives of npm packages are kept. */
  cache: string;
  /** Private key (Ed25519, PEM) of the releases; without it the downloads take no updates. */
  signingKey?: string | undefined;
}

/**
 * Builds the downloads: an archive for each platform, with `--sign` the update as well, `SHA256SUMS`, and
 * `packages.json`, which is what the server lists and serves. The same sources make the same bytes.
 */
export async function buildPackages(options: PackageOptions): Promise<Download[]> {
  const chunk = await bundleAgent(false);
  const key = options.signingKey === undefined ? undefined : createPrivateKey(options.signingKey);
  const pinned = await pinnedPackages();
  const ingredients: Ingredients = {
    bundle: chunk.code,
    licences: await licences(chunk),
    guide: await readFile(path.join(FOLDER, 'packaging/HUONG-DAN.md'), 'utf8'),
    releaseKey: key && createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
    archive: async (name) => {
      const found = pinned.find((one) => one.name === name);
      if (!found) throw new Error(`packaging/runtimes.json does not pin ${name}`);
      return pinnedArchive(found, options.cache);
    },
  };
  await rm(options.folder, { recursive: true, force: true });
  await mkdir(options.folder, { recursive: true });
  const downloads: Download[] = [];
  const put = async (platform: Download['platform'], fileName: string, bytes: Buffer): Promise<void> => {
    await writeFile(path.join(options.folder, fileName), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    downloads.push({ platform, fileName, bytes: bytes.length, sha256, version: AGENT_VERSION });
  };
  for (const platform of options.platforms) {
    const files = await downloadFiles(platform, ingredients);
    const [ending, packed] = platform === 'windows-x64' ? ['zip', zip(files)] : ['tar.gz', tarGz(files)];
    await put(platform, `${downloadName(platform)}.${ending}`, packed);
  }
  if (key) {
    const bundle = Buffer.from(chunk.code);
    const fileName = `wardwatch-agent-${AGENT_VERSION}.cjs`;
    await put('any', fileName, bundle);
    await put('any', 'release.json', Buffer.from(signRelease({ version: AGENT_VERSION, fileName, bundle }, key)));
  }
  const sums = downloads.map(({ sha256, fileName }) => `${sha256}  ${fileName}\n`).join('');
  await writeFile(path.join(options.folder, 'SHA256SUMS'), sums);
  await writeFile(path.join(options.folder, 'packages.json'), `${JSON.stringify(downloads, undefined, 2)}\n`);
  return downloads;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({
    options: { sign: { type: 'string' }, platform: { type: 'string', multiple: true }, out: { type: 'string' } },
  });
  const unknown = (values.platform ?? []).filter((one) => !PLATFORMS.some((platform) => platform === one));
  if (unknown.length > 0) throw new Error(`no platform ${unknown.join(', ')}; there are ${PLATFORMS.join(', ')}`);
  const downloads = await buildPackages({
    platforms: PLATFORMS.filter((one) => values.platform?.includes(one) ?? true),
    folder: path.resolve(values.out ?? path.join(FOLDER, 'dist/packages')),
    cache: cacheFolder(process.env),
    signingKey: values.sign === undefined ? undefined : await readFile(values.sign, 'utf8'),
  });
  for (const { fileName, bytes, sha256 } of downloads) {
    process.stdout.write(`${fileName}  ${(bytes / 1_048_576).toFixed(1)} MiB  ${sha256}\n`);
  }
}
