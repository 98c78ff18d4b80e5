import { execFileSync } from 'node:child_process';
import process from 'node:process';
import { type OwnProcess, startProcess } from './processes.ts';

/** Why a program cannot be given other files in place of the machine's, or undefined where it can. */
export function whyNoMounts(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mount namespaces need Linux and root';
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `unshare does not work here: ${(error as Error).message.split('\n')[0]}`;
  }
}

/**
 * Starts a program that sees files and folders in place of others (`{ '/proc/…': './mine' }`), and shares everything
 * else with this machine, its network included.
 */
export function startInMounts(
  program: string,
  args: string[],
  env: Record<string, string>,
  over: Readonly<Record<string, string>>,
): OwnProcess {
  const places = Object.entries(over);
  const script = `${places.map(() => 'mount --bind "$1" "$2" && shift 2 && ').join('')}exec "$@"`;
  const mounts = places.flatMap(([place, own]) => [own, place]);
  return startProcess('unshare', ['-m', 'sh', '-c', script, 'sh', ...mounts, program, ...args], env);
}
