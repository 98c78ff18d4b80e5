import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startProcess } from '../kit/processes.ts';
import { until } from '../kit/until.ts';

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
    // systemd, so that its unit can be judged and run; and nothing that has Node.
    execFileSync('debootstrap', ['--variant=minbase', '--include=systemd,systemd-sysv', 'bookworm', root], {
      stdio: 'pipe',
    });
    return undefined;
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    return `debootstrap did not go through: ${(error as Error).message.split('\n')[0]}`;
  }
}

/** How long a container may take to boot on a busy machine, milliseconds. */
const BOOT_MS = 90_000;

/** Runs a program in a clean Debian: gives back the whole command that does. */
export type Enter = (...command: string[]) => string[];

/** A clean Debian of its own for one test, without Node. */
export interface CleanRoot {
  readonly path: string;
  /** Everything in it but logs: a line for each file with its rights, owner and content. */
  list(): string[];
}

/** Copies the clean system below `folder`, which is the test's to remove. */
export function copyCleanRoot(folder: string): CleanRoot {
  const root = path.join(folder, 'root');
  execFileSync('cp', ['-a', '--reflink=auto', keptRoot(), root]);
  return { path: root, list: () => listTree(root) };
}

/** The system without its systemd, as in a chroot: nothing runs in it but what the test starts. */
export function enterUnbooted({ path: root }: CleanRoot): Disposable & { enter: Enter } {
  const mounts = ['proc', 'sys'].map((name) => path.join(root, name));
  execFileSync('mount', ['-t', 'proc', 'proc', path.join(root, 'proc')]);
  execFileSync('mount', ['-t', 'sysfs', '-o', 'ro', 'sysfs', path.join(root, 'sys')]);
  return {
    enter: (...command) => ['chroot', root, ...command],
    [Symbol.dispose]: () => {
      for (const mount of mounts) execFileSync('umount', [mount]);
    },
  };
}

/** Why no container can be booted here, or undefined where one can, as far as can be told beforehand. */
export function whyNoBoot(): string | undefined {
  const found = spawnSync('systemd-nspawn', ['--version'], { stdio: 'ignore' });
  return found.status === 0 ? undefined : 'there is no systemd-nspawn';
}

/**
 * Boots the system with its own systemd in a container that shares this machine's network, and waits until it runs.
 * Throws where it does not come up.
 */
export async function boot({ path: root }: CleanRoot): Promise<AsyncDisposable & { enter: Enter }> {
  const options = ['--quiet', '--register=no', '--keep-unit', '--console=pipe', `--machine=ww${process.pid}`];
  const container = startProcess('systemd-nspawn', [...options, `--directory=${root}`, '--boot']);
  try {
    const init = await until('the container has an init', () => initOf(container.pid));
    const spaces = ['--mount', '--uts', '--ipc', '--pid', '--root', '--wd'];
    const enter: Enter = (...command) => ['nsenter', `--target=${init}`, ...spaces, ...command];
    await until(
      'its systemd is up',
      () => {
        const [program = '', ...args] = enter('systemctl', 'is-system-running');
        return ['running', 'degraded'].includes(spawnSync(program, args, { encoding: 'utf8' }).stdout.trim());
      },
      BOOT_MS,
    );
    // SIGTERM to the container's manager is an orderly shutdown of what is in it.
    return { enter, [Symbol.asyncDispose]: () => container.end('SIGTERM') };
  } catch (error) {
    await container.end('SIGKILL');
    throw error;
  }
}

/** The init of a container. Its manager has another child for a moment, which sets the container up. */
function initOf(manager: number): number | undefined {
  const children = readFileSync(`/proc/${manager}/task/${manager}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return children.map(Number).find((pid) => readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'systemd');
}

/** Copies of the account files that the system's own tools leave, and their lock: nobody's to remove. */
const OF_THE_TOOLS = /^\/etc\/((passwd|shadow|group|gshadow|subuid|subgid)-|\.pwd\.lock)$/;
/** The kernel's own, and what a running system writes by itself. */
const OF_THE_SYSTEM = new Set(['/proc', '/sys', '/dev', '/run', '/tmp', '/var/log', '/var/tmp', '/var/lib/systemd']);

function listTree(root: string): string[] {
  const lines: string[] = [];
  const visit = (folder: string): void => {
    for (const name of readdirSync(folder).toSorted()) {
      const file = path.join(folder, name);
      const inside = `/${path.relative(root, file)}`;
      if (OF_THE_SYSTEM.has(inside) || OF_THE_TOOLS.test(inside)) continue;
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
