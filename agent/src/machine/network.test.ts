import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { haveOrSay } from '../testing/daemon.ts';
import { interfaceNames, networkSignature } from './network.ts';

test('sees the same network when nothing changed', () => {
  expect(networkSignature()).toBe(networkSignature());
});

test('names interfaces without their addresses', () => {
  for (const name of interfaceNames()) expect(name).toMatch(/^\S+ IPv[46]$/);
});

const mayUnshare = haveOrSay(
  spawnSync('unshare', ['--net', 'ip', 'link', 'show'], { stdio: 'ignore' }).status === 0,
  'no network of its own for this user: a test of changes in it is left out. Run it as root, with iproute2 installed',
);

test.skipIf(!mayUnshare)('sees another network with each address, link and route that comes or goes', () => {
  const steps = [
    'link add one type veth peer name two',
    'link set one up',
    'address add 192.0.2.10/24 dev one',
    'address add 192.0.2.11/24 dev one',
    'address add 2001:db8::10/64 dev one nodad',
    'route add default via 192.0.2.1',
    'address del 192.0.2.11/24 dev one',
    'link set one down',
  ];
  const script = `
    import { execFileSync } from 'node:child_process';
    const { networkSignature } = await import(${JSON.stringify(path.join(import.meta.dirname, 'network.ts'))});
    const seen = [networkSignature()];
    for (const step of ${JSON.stringify(steps.slice(1))}) {
      execFileSync('ip', step.split(' '));
      seen.push(networkSignature());
    }
    console.log(JSON.stringify(seen));
  `;
  const inside = `ip ${steps[0]} && ip link set two up && exec "$0" --input-type=module --eval "$1"`;
  const output = execFileSync('unshare', ['--net', 'sh', '-c', inside, process.execPath, script], { encoding: 'utf8' });
  const seen = JSON.parse(output) as string[];
  expect(new Set(seen).size).toBe(steps.length);
});
