import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';
import { whyNoNamespaces } from '../kit/netns.ts';
import { startProcess } from '../kit/processes.ts';
import { until } from '../kit/until.ts';

const reason = whyNoNamespaces();
const PROBES = join(import.meta.dirname, '../../agent/src');
const TARGET = '203.0.113.10';

/**
 * The way out of a site, each host a network namespace; the provider uses addresses of RFC 6598 towards its customers:
 *
 *     site 192.0.2.10 ── gateway 192.0.2.1 ── provider 100.64.0.1 ── world 203.0.113.10
 */
function wayOut(): { ip: (host: string, ...args: string[]) => void; name: (host: string) => string } & Disposable {
  const hosts = ['site', 'gateway', 'provider', 'world'];
  const name = (host: string): string => `wwh${process.pid}-${host}`;
  const run = (...args: string[]): void => void execFileSync('ip', args, { stdio: 'pipe' });
  const ip = (host: string, ...args: string[]): void => run('-n', name(host), ...args);
  const wire = (a: string, aDevice: string, aAddress: string, b: string, bDevice: string, bAddress: string): void => {
    run('link', 'add', aDevice, 'netns', name(a), 'type', 'veth', 'peer', 'name', bDevice, 'netns', name(b));
    for (const [host, device, address] of [
      [a, aDevice, aAddress],
      [b, bDevice, bAddress],
    ] as const) {
      ip(host, 'addr', 'add', `${address}/24`, 'dev', device);
      ip(host, 'link', 'set', device, 'up');
    }
  };
  for (const host of hosts) {
    run('netns', 'add', name(host));
    ip(host, 'link', 'set', 'lo', 'up');
  }
  wire('site', 'eth0', '192.0.2.10', 'gateway', 'lan', '192.0.2.1');
  wire('gateway', 'wan', '100.64.0.2', 'provider', 'customer', '100.64.0.1');
  wire('provider', 'core', '203.0.113.1', 'world', 'eth0', TARGET);
  ip('site', 'route', 'add', 'default', 'via', '192.0.2.1');
  ip('gateway', 'route', 'add', 'default', 'via', '100.64.0.1');
  ip('provider', 'route', 'add', '192.0.2.0/24', 'via', '100.64.0.2');
  ip('world', 'route', 'add', 'default', 'via', '203.0.113.1');
  for (const router of ['gateway', 'provider']) {
    run('netns', 'exec', name(router), 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
  }
  return {
    ip,
    name,
    [Symbol.dispose]: () => {
      for (const host of hosts) run('netns', 'del', name(host));
    },
  };
}

/** Looks at the line each time that it gets a signal, nearest hop first, and prints what each probe saw. */
const LOOKER = `
import { networkProbes } from '${PROBES}/probes/build-probes.ts';
import { systemPing } from '${PROBES}/probes/icmp.ts';
import { DEFAULT_DENIED, parsePolicy } from '${PROBES}/probes/policy.ts';
import { thisMachine } from '${PROBES}/machine/machine.ts';
import { stopwatch, systemClock } from '${PROBES}/machine/system-clock.ts';
const { policy } = parsePolicy({ denied: DEFAULT_DENIED });
const clock = systemClock();
const reach = { resolve: async (host) => host, policy, ping: systemPing(clock), onDenied: () => undefined };
const config = { revision: 1, tickMs: 1000, gateway: 'auto', internet: [{ kind: 'icmp', host: '${TARGET}' }], dnsNames: [] };
const probes = networkProbes({ clock, stopwatch, log: console }, reach, config, {
  findGateway: () => thisMachine().gateway(), networkSignature: () => 'same', spread: () => 0, userAgent: 'test',
});
process.on('SIGUSR2', async () => {
  const facts = {};
  for (const name of ['gateway', 'provider', 'internet'])
    Object.assign(facts, (await probes.find((probe) => probe.name === name).run(AbortSignal.timeout(20_000))).facts);
  console.log(JSON.stringify(facts));
});
console.log('ready');
setInterval(() => undefined, 60_000);
`;

it('tells a dead gateway, a dead provider and trouble beyond from each other', async (context) => {
  if (reason !== undefined) {
    if (process.env['CI'] === 'true') throw new Error(reason);
    context.skip(reason);
  }
  using net = wayOut();
  const command = [process.execPath, '--input-type=module', '--eval', LOOKER];
  await using looker = startProcess('ip', ['netns', 'exec', net.name('site'), ...command]);
  await until('it is ready', () => looker.lines.includes('ready'));
  let answers = 0;
  const look = async (): Promise<unknown> => {
    process.kill(looker.pid, 'SIGUSR2');
    const line = await until('it has looked', () => looker.lines.filter((one) => one.startsWith('{'))[answers], 30_000);
    answers += 1;
    return JSON.parse(line);
  };

  const allUp = { gateway: { value: 'up' }, provider: { value: 'up' }, internet: { value: 'up' } };
  expect(await look()).toEqual(allUp);

  net.ip('provider', 'route', 'add', 'unreachable', `${TARGET}/32`);
  expect(await look()).toEqual({
    ...allUp,
    internet: { value: 'down', detail: expect.stringMatching(/^beyond the provider: /) },
  });
  net.ip('provider', 'route', 'del', 'unreachable', `${TARGET}/32`);
  expect(await look()).toEqual(allUp);

  net.ip('gateway', 'link', 'set', 'wan', 'down');
  expect(await look()).toEqual({
    gateway: { value: 'up' },
    provider: { value: 'down', detail: 'timeout' },
    internet: { value: 'down', detail: expect.stringMatching(/^provider: /) },
  });
  net.ip('gateway', 'link', 'set', 'wan', 'up');
  net.ip('gateway', 'route', 'add', 'default', 'via', '100.64.0.1');
  expect(await look()).toEqual(allUp);

  net.ip('gateway', 'link', 'set', 'lan', 'down');
  expect(await look()).toMatchObject({
    gateway: { value: 'down' },
    provider: { value: 'down' },
    internet: { value: 'down', detail: expect.stringMatching(/^gateway: /) },
  });
}, 90_000);
