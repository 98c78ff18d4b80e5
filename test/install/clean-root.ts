import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

/** Where the clean system is kept between runs; outside of the repository, since it has 200 MB. */
function keptRoot(): string {
  const cache = process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache');
  return process.env['WARDWATCH_TEST_ROOT'] || path.join(cache, 'wardwatch-test', 'bookworm');
}

/**
 * Why there is no clean Debian to install in, or undefined where there is. Making one takes minutes and a mirror of
 * Debian, so it is made only on demand: `WARDWATCH_TEST_DEBOOTSTRAP=1`.
 */
export function whyNoCleanRoot(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'the clean system is for Linux on x64';
  if (process.getuid?.() !== 0) return 'chroot needs root';
  const root = keptRoot();
  if (existsSync(path.join(root, 'etc/debian_version'))) return undefined;
  const how = `WARDWATCH_TEST_DEBOOTSTRAP=1 makes one in ${root}`;
  if (process.env['WARDWATCH_TEST_DEBOOTSTRAP'] !== '1') return `there is no clean Debian; ${how}`;
  try {
    execFileSync('debootstrap', ['--variant=minbase', 'bookworm', root], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    return `debootstrap did not go through: ${(error as Error).message.split('\n')[0]}`;
  }
}

/** A clean Debian of its own for one test: no Node, no systemd that runs. */
export interface CleanRoot extends Disposable {
  readonly path: string;
  /** Program and arguments that run something inside. */
  enter(...command: string[]): [string, string[]];
  /** Everything in it: a line for each file with its rights, owner and content. */
  list(): string[];
}

/** Copies the clean system below `folder` and gives it the kernel's own file systems; they are gone when it is disposed. */
export function copyCleanRoot(folder: string): CleanRoot {
  const root = path.join(folder, 'root');
  execFileSync('cp', ['-a', '--reflink=auto', keptRoot(), root]);
  const mounts = ['proc', 'sys'].map((name) => path.join(root, name));
  execFileSync('mount', ['-t', 'proc', 'proc', path.join(root, 'proc')]);
  execFileSync('mount', ['-t', 'sysfs', '-o', 'ro', 'sysfs', path.join(root, 'sys')]);
  return {
    path: root,
    enter: (...command) => ['chroot', [root, ...command]],
    list: () => listTree(root, new Set(mounts)),
    [Symbol.dispose]: () => {
      for (const mount of mounts) execFileSync('umount', [mount]);
      rmSync(root, { recursive: true });
    },
  };
}

/** Copies of the account files that the system's own tools leave, and their lock: nobody's to remove. */
const OF_THE_TOOLS = /^\/etc\/((passwd|shadow|group|gshadow|subuid|subgid)-|\.pwd\.lock)$/;

function listTree(root: string, without: ReadonlySet<string>): string[] {
  const lines: string[] = [];
  const visit = (folder: string): void => {
    for (const name of readdirSync(folder).toSorted()) {
      const file = path.join(folder, name);
      const inside = `/${path.relative(root, file)}`;
      if (without.has(file) || OF_THE_TOOLS.test(inside)) continue;
      const { mode, uid, gid } = lstatSync(file);
      lines.push(`${inside} ${mode.toString(8)} ${uid}:${gid} ${contentOf(file)}`);
      if (lstatSync(file).isDirectory()) visit(file);
    }
  };
  visit(root);
  return lines;
}

function contentOf(file: string): string {
  const stat = lstatSync(file);
  if (stat.isSymbolicLink()) return `-> ${readlinkSync(file)}`;
  return stat.isFile() ? createHash('sha256').update(readFileSync(file)).digest('hex') : '';
}
