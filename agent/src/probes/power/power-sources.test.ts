import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import type { WatchedTarget } from '@wardwatch/shared/model';
import { expect, test } from 'vitest';
import { parsePolicy } from '../policy.ts';
import type { Snmp, SnmpTarget } from '../snmp/snmp.ts';
import { powerSources, type PowerSurroundings } from './power-sources.ts';
import { parseUpsOption } from './ups-option.ts';

const asked: SnmpTarget[] = [];
const silentSnmp: Snmp = {
  get: async (target) => {
    asked.push(target);
    return { outcome: 'silent', detail: 'timeout' };
  },
  walk: async () => ({ outcome: 'silent', detail: 'timeout' }),
};

function surroundings(watched: readonly WatchedTarget[] = [], platform: NodeJS.Platform = 'linux') {
  const lists = { denied: ['192.0.2.0/24'], allowed: ['192.0.2.7'], forbidden: ['198.51.100.0/24'] };
  const parsed = parsePolicy(lists);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const denied: string[] = [];
  asked.length = 0;
  const made: PowerSurroundings = {
    context: { clock: new FakeClock({ wall: 0 }), stopwatch: () => 0, log: silentLogger },
    reach: {
      resolve: async (host) => (/^\d/.test(host) ? host : undefined),
      policy: parsed.policy,
      onDenied: (target) => denied.push(target),
    },
    snmp: silentSnmp,
    platform,
    watched,
  };
  return { made, denied };
}

const names = (option: string, made: PowerSurroundings): string[] =>
  powerSources(parseUpsOption(option) ?? { kind: 'off' }, made).map(({ name }) => name);

async function lookAt(option: string, made: PowerSurroundings) {
  const [source] = powerSources(parseUpsOption(option) ?? { kind: 'off' }, made);
  return source?.look(new AbortController().signal);
}

const watchedUps = (host: string): WatchedTarget => ({
  id: 'ups',
  host,
  port: null,
  snmp: { community: 'bench', port: 161, isUps: true },
});

test('looks for a UPS on this machine by itself, before what the system tells', () => {
  expect(names('auto', surroundings().made)).toEqual(['nut', 'apcupsd', 'system']);
  expect(names('auto', surroundings([], 'win32').made)).toEqual(['nut', 'apcupsd', 'system']);
  expect(names('auto', surroundings([], 'darwin').made)).toEqual(['nut', 'apcupsd']);
  expect(names('off', surroundings([watchedUps('192.0.2.7')]).made)).toEqual(['system']);
});

test('reads exactly the UPS that the owner of the machine named', async () => {
  const { made } = surroundings();
  expect(names('nut://192.0.2.9/left', made)).toEqual(['nut']);
  expect(names('apcupsd://192.0.2.9', made)).toEqual(['apcupsd']);
  // Private, and denied to what a server names; a UPS that was named is there, also when it never answered.
  expect(await lookAt('snmp://bench@192.0.2.9:1161', made)).toMatchObject({ outcome: 'lost', isSaid: true });
  expect(asked).toMatchObject([{ address: '192.0.2.9', port: 1_161, community: 'bench' }]);
});

test.each(['nut://198.51.100.4', 'apcupsd://198.51.100.4', 'snmp://bench@198.51.100.4'])(
  'never touches a forbidden address: %s',
  async (option) => {
    const { made } = surroundings();
    const look = await lookAt(option, made);
    expect(look).toEqual({ outcome: 'refused', detail: 'the address of the UPS is forbidden on this machine' });
    expect(asked).toEqual([]);
  },
);

test('says that a name cannot be resolved', async () => {
  const look = await lookAt('nut://ups.example', surroundings().made);
  expect(look).toEqual({ outcome: 'refused', detail: 'the name ups.example of the UPS cannot be resolved' });
});

test('follows the UPS that the server has it watch, where local policy allows it', async () => {
  const look = async (host: string) => {
    const { made, denied } = surroundings([watchedUps(host)]);
    const source = powerSources({ kind: 'auto' }, made).find(({ name }) => name === 'snmp');
    return { look: await source?.look(new AbortController().signal), denied, asked: asked.length };
  };
  expect(await look('192.0.2.7')).toMatchObject({ look: { outcome: 'lost', isSaid: false }, denied: [], asked: 1 });
  expect(await look('192.0.2.8')).toMatchObject({
    look: { outcome: 'refused' },
    denied: ['snmp://192.0.2.8:161'],
    asked: 0,
  });
  const placed = powerSources({ kind: 'auto' }, surroundings([watchedUps('192.0.2.7')]).made);
  expect(placed.map(({ place }) => place)).toEqual([undefined, undefined, '192.0.2.7:161', undefined]);
  expect(await look('198.51.100.4')).toMatchObject({ look: { outcome: 'refused' }, asked: 0 });
});
