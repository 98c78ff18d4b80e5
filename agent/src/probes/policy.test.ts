import { expect, test } from 'vitest';
import { DEFAULT_DENIED, parsePolicy } from './policy.ts';

function policy(denied: readonly string[], allowed: readonly string[] = [], forbidden: readonly string[] = []) {
  const parsed = parsePolicy({ denied, allowed, forbidden });
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed.policy;
}

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '0.0.0.0',
  '::1',
  '::',
  'fe80::1%eth0',
  'fd00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:c0a8:0101',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a00:1',
  'not an address',
  '::10.0.0.1',
  '::127.0.0.1',
  '::ffff:0:10.0.0.1',
  '2002:c0a8:101::1',
  '2001:0:a00:1::1',
  'fec0::1',
])('denies %s by default', (address) => {
  expect(policy(DEFAULT_DENIED).denies(address)).toBe(true);
});

test.each(['8.8.4.4', '172.32.0.1', '2001:db8::1', '::ffff:8.8.4.4'])('allows %s by default', (address) => {
  expect(policy(DEFAULT_DENIED).denies(address)).toBe(false);
});

test('allows everything that is an address when the list is empty', () => {
  expect(policy([]).denies('127.0.0.1')).toBe(false);
  expect(policy([]).denies('localhost')).toBe(true);
});

test('takes single addresses, and names every mistake', () => {
  expect(policy(['203.0.113.7']).denies('203.0.113.7')).toBe(true);
  expect(policy(['203.0.113.7']).denies('203.0.113.8')).toBe(false);
  const parsed = parsePolicy({ denied: ['10.0.0.0/33', 'x'], allowed: ['10.0.0.0/8'], forbidden: ['10.0.0.0/'] });
  expect(parsed.ok ? [] : parsed.problems).toHaveLength(3);
});

test('allowed beats denied, and forbidden beats both', () => {
  const mixed = policy(DEFAULT_DENIED, ['192.168.1.0/24', '10.0.0.5'], ['192.168.1.128/25']);
  expect(mixed.denies('192.168.1.20')).toBe(false);
  expect(mixed.denies('::ffff:192.168.1.20')).toBe(false);
  expect(mixed.denies('10.0.0.5')).toBe(false);
  expect(mixed.denies('10.0.0.6')).toBe(true);
  expect(mixed.denies('192.168.1.200')).toBe(true);
  expect(mixed.forbids('192.168.1.200')).toBe(true);
  expect(mixed.forbids('::ffff:192.168.1.200')).toBe(true);
  expect(mixed.forbids('10.0.0.6')).toBe(false);
});

test.each([
  '::10.20.1.1',
  '::ffff:10.20.1.1',
  '::ffff:0:10.20.1.1',
  '2002:a14:101::1',
  '64:ff9b::a14:101',
  '64:ff9b:1::a14:101',
  '2001:0:a14:101::1',
  // Teredo writes its client with the bits turned round.
  '2001:0:cb00:7101::f5eb:fefe',
])('what is forbidden stays so inside %s', (address) => {
  expect(policy([], [], ['10.20.0.0/16']).forbids(address)).toBe(true);
  expect(policy([], [], ['10.21.0.0/16']).forbids(address)).toBe(false);
});

test('the end of a tunnel is not allowed because its address would be', () => {
  expect(policy(DEFAULT_DENIED, ['10.0.0.0/8']).denies('2002:a00:1::1')).toBe(true);
});

test('the networks that this machine is in are denied, whatever their addresses, as they are at the moment', () => {
  let subnets = ['2001:db8:1::7/64', '198.51.100.7/24', '203.0.113.1/0'];
  const lists = { denied: DEFAULT_DENIED, allowed: ['2001:db8:1::9'], forbidden: ['198.51.100.9'] };
  const parsed = parsePolicy(lists, () => subnets);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const denies = (address: string) => parsed.policy.denies(address);
  const forbids = (address: string) => parsed.policy.forbids(address);
  expect(denies('2001:db8:1::15')).toBe(true);
  expect(denies('198.51.100.200')).toBe(true);
  expect(denies('64:ff9b::198.51.100.200')).toBe(true);
  expect([denies('2001:db8:2::15'), denies('192.0.2.1'), denies('2001:db8:1::9')]).toEqual([false, false, false]);
  // The gateway is exempt from what is denied, never from what is forbidden.
  expect([forbids('198.51.100.200'), forbids('198.51.100.9')]).toEqual([false, true]);
  subnets = [];
  expect(denies('2001:db8:1::15')).toBe(false);
  const none = parsePolicy({ denied: [] }, () => ['198.51.100.7/24']);
  expect(none.ok && none.policy.denies('198.51.100.200')).toBe(false);
});

test('an address that is forbidden is denied although no list denies it', () => {
  expect(policy([], [], ['203.0.113.0/24']).denies('203.0.113.9')).toBe(true);
});

test('what is no address is neither allowed nor free of being forbidden', () => {
  expect(policy([], ['0.0.0.0/0'], []).denies('example.com')).toBe(true);
  expect(policy([], [], []).forbids('example.com')).toBe(true);
});
