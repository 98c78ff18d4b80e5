import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { type OwnProcess, startProcess } from './processes.ts';

/** Hosts of the little network. */
export type NetHost = 'site' | 'router' | 'server' | 'world';

/** Addresses from the ranges kept for documentation (RFC 5737): they exist nowhere else. */
export const ADDRESSES = {
  site: '192.0.2.10',
  gateway: '192.0.2.1',
  server: '198.51.100.10',
  world: '203.0.113.10',
} as const;

/**
 * A ward in small, each host a network namespace of its own:
 *
 *     site 192.0.2.10 ── router ── server 198.51.100.10
 *                           └──── world  203.0.113.10   (name server, Internet targets)
 */
export interface LittleNet extends AsyncDisposable {
  /** Name of the host's namespace. */
  namespaceOf(host: NetHost): string;
  /**
   * Runs a program on a host, with the world's name server as its resolver.
   *
   * @param over files and folders that the program sees in place of others: `{ '/proc/…': './mine' }`.
   */
  start(
    host: NetHost,
    program: string,
    args: string[],
    env?: Record<string, string>,
    over?: Readonly<Record<string, string>>,
  ): OwnProcess;
  /** The provider's line is gone: the gateway answers, nothing beyond it does, and nothing says so. */
  cutLine(): void;
  /** Only our server cannot be reached. */
  cutServer(): void;
  /** The router is off: the site's cable has no carrier. */
  cutRouter(): void;
  /** Everything as at the beginning. */
  heal(): void;
}

/** Why namespaces cannot be made here, or undefined where they can. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'network namespaces need Linux and root';
  try {
    execFileSync('ip', ['netns', 'add', `ww-probe-${process.pid}`], { stdio: 'pipe' });
    execFileSync('ip', ['netns', 'del', `ww-probe-${process.pid}`], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return `ip netns does not work here: ${(error as Error).message.split('\n')[0]}`;
  }
}

/** Builds the network; `folder` holds its resolver file. Everything is gone when it is disposed. */
export function createLittleNet(folder: string): LittleNet {
  const name = (host: NetHost): string => `ww${process.pid}-${host}`;
  const ip = (...args: string[]): void => void execFileSync('ip', args, { stdio: 'pipe' });
  const on = (host: NetHost, ...args: string[]): void => ip('-n', name(host), ...args);
  const hosts: NetHost[] = ['site', 'router', 'server', 'world'];
  const wire = (a: NetHost, aDevice: string, aAddress: string, bDevice: string, bAddress: string): void => {
    ip('link', 'add', aDevice, 'netns', name(a), 'type', 'veth', 'peer', 'name', bDevice, 'netns', name('router'));
    on(a, 'addr', 'add', `${aAddress}/24`, 'dev', aDevice);
    on('router', 'addr', 'add', `${bAddress}/24`, 'dev', bDevice);
    on(a, 'link', 'set', aDevice, 'up');
    on('router', 'link', 'set', bDevice, 'up');
    on(a, 'route', 'add', 'default', 'via', bAddress);
  };
  const forward = (value: '0' | '1'): void =>
    void execFileSync('ip', ['netns', 'exec', name('router'), 'sysctl', '-qw', `net.ipv4.ip_forward=${value}`], {
      stdio: 'pipe',
    });

  for (const host of hosts) {
    ip('netns', 'add', name(host));
    on(host, 'link', 'set', 'lo', 'up');
  }
  wire('site', 'eth0', ADDRESSES.site, 'lan', ADDRESSES.gateway);
  wire('server', 'eth0', ADDRESSES.server, 'srv', '198.51.100.1');
  wire('world', 'eth0', ADDRESSES.world, 'wan', '203.0.113.1');
  forward('1');
  const resolver = join(folder, 'resolv.conf');
  writeFileSync(resolver, `nameserver ${ADDRESSES.world}\noptions timeout:1 attempts:1\n`);

  return {
    namespaceOf: name,
    start(host, program, args, env = {}, over = {}) {
      const places = Object.entries({ '/etc/resolv.conf': resolver, ...over });
      const script = `${places.map(() => 'mount --bind "$1" "$2" && shift 2').join(' && ')} && exec "$@"`;
      const mounts = places.flatMap(([place, own]) => [own, place]);
      return startProcess(
        'ip',
        ['netns', 'exec', name(host), 'sh', '-c', script, 'sh', ...mounts, program, ...args],
        env,
      );
    },
    cutLine: () => forward('0'),
    cutServer: () => on('router', 'route', 'replace', 'blackhole', `${ADDRESSES.server}/32`),
    cutRouter: () => on('router', 'link', 'set', 'lan', 'down'),
    heal() {
      forward('1');
      on('router', 'link', 'set', 'lan', 'up');
      try {
        on('router', 'route', 'del', 'blackhole', `${ADDRESSES.server}/32`);
      } catch {
        // There is no such route unless the server was cut off: nothing to undo.
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const host of hosts) ip('netns', 'del', name(host));
    },
  };
}
