import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parseTarget, probeConfig, probeTarget } from './probe-config.ts';

test.each([
  ['tcp://192.0.2.1:443', { kind: 'tcp', host: '192.0.2.1', port: 443 }],
  [' tcp://canary.example:53 ', { kind: 'tcp', host: 'canary.example', port: 53 }],
  ['tcp://[2001:db8::1]:443', { kind: 'tcp', host: '2001:db8::1', port: 443 }],
  ['icmp://192.0.2.1', { kind: 'icmp', host: '192.0.2.1' }],
  ['icmp://[2001:db8::1]', { kind: 'icmp', host: '2001:db8::1' }],
])('%s is a target', (text, target) => {
  expect(parseTarget(text)).toEqual(target);
});

test.each([
  '',
  'tcp://192.0.2.1',
  'tcp://192.0.2.1:0',
  'tcp://192.0.2.1:65536',
  'tcp://:443',
  'tcp://2001:db8::1:443',
  'icmp://192.0.2.1:7',
  'http://192.0.2.1:80',
  'tcp://a b:1',
  'tcp://user@host:1',
  'icmp://$(reboot)',
  `icmp://${'a'.repeat(254)}`,
])('%j is no target', (text) => {
  expect(parseTarget(text)).toBeUndefined();
});

test('a host never looks like an option of a program that it may be handed to', () => {
  expect(parseTarget('icmp://-f')).toBeUndefined();
  expect(v.is(probeTarget, { kind: 'icmp', host: '-f' })).toBe(false);
  expect(v.is(probeConfig, { ...config, gateway: '-f' })).toBe(false);
  expect(v.is(probeConfig, { ...config, dnsNames: ['-f'] })).toBe(false);
});

const config = {
  revision: 3,
  tickMs: 15_000,
  gateway: 'auto',
  internet: [{ kind: 'icmp', host: '192.0.2.1' }],
  dnsNames: [],
};

test.each([
  {},
  { gateway: 'off' },
  { gateway: '192.0.2.254' },
  { gateway: 'fe80::1' },
  { internet: [] },
  { dnsNames: ['canary.example'] },
  { tickMs: 1_000 },
  { tickMs: 600_000 },
  { services: [] },
  { services: [{ id: 'portal', kind: 'http', url: 'https://portal.example' }] },
  { services: [{ id: 'portal', kind: 'http', url: 'http://[2001:db8::1]:8080/a?b=c', expect: 'Dịch vụ công' }] },
  { services: [{ id: 'mail', kind: 'tcp', host: 'mail.example', port: 25, everyMs: 60_000, slowMs: 100 }] },
  { services: [{ id: 'names', kind: 'dns', name: 'portal.example' }] },
  { watched: [{ id: 'switch-1', host: '192.168.1.2', port: null, snmp: null }] },
  { watched: [{ id: 'ups', host: '192.168.1.9', port: 80, snmp: { community: 'x', isUps: true } }] },
  { speed: { bytes: 100_000, fromMinute: 1_320, untilMinute: 300 } },
])('a configuration with %j is accepted', (change) => {
  expect(v.is(probeConfig, { ...config, ...change })).toBe(true);
});

test.each([
  { tickMs: 999 },
  { tickMs: 600_001 },
  { tickMs: 1_500.5 },
  { revision: -1 },
  { gateway: '' },
  { gateway: null },
  { internet: [{ kind: 'exec', host: 'x' }] },
  { internet: [{ kind: 'tcp', host: 'x' }] },
  { internet: Array.from({ length: 9 }, () => ({ kind: 'icmp', host: 'x' })) },
  { dnsNames: ['a', 'b', 'c', 'd', 'e'] },
  { services: [{ id: 'Portal', kind: 'http', url: 'https://portal.example' }] },
  { services: [{ id: 'portal', kind: 'http', url: 'https://user:secret@portal.example' }] },
  { services: [{ id: 'portal', kind: 'http', url: 'file:///etc/passwd' }] },
  { services: [{ id: 'portal', kind: 'http', url: 'https://portal.example/a b' }] },
  { services: [{ id: 'portal', kind: 'http', url: 'https://portal.example', everyMs: 59_999 }] },
  { services: [{ id: 'portal', kind: 'exec', command: 'x' }] },
  { services: [{ id: 'mail', kind: 'tcp', host: '-f', port: 25 }] },
  { services: Array.from({ length: 17 }, (_, n) => ({ id: `s${n}`, kind: 'dns', name: 'portal.example' })) },
  { watched: [{ id: 'switch-1', host: '192.168.1.0/24', port: null, snmp: null }] },
  { watched: [{ id: 'switch-1', host: '192.168.1.2', port: null, snmp: { community: '' } }] },
  { speed: { bytes: 99_999, fromMinute: 0, untilMinute: 0 } },
  { speed: { bytes: 100_000, fromMinute: 0, untilMinute: 1_440 } },
])('a configuration with %j is refused', (change) => {
  expect(v.is(probeConfig, { ...config, ...change })).toBe(false);
});
