import { expect, test } from 'vitest';
import { type NetworkInterface, parseForbidden, touches } from './forbidden.ts';

const lan: NetworkInterface = { name: 'eth0', isUp: true, addresses: ['192.0.2.10', 'fe80::1%eth0'] };
const second = (over: Partial<NetworkInterface>): NetworkInterface => ({
  name: 'Ethernet 2',
  isUp: true,
  addresses: [],
  ...over,
});

function broken(list: readonly string[], ...interfaces: NetworkInterface[]): string | undefined {
  const parsed = parseForbidden(list);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return touches(parsed.forbidden, interfaces)?.rule;
}

test.each<[string, string[], NetworkInterface[], string | undefined]>([
  ['nothing is forbidden', [], [lan], undefined],
  ['no interface is near', ['10.20.0.0/16', 'adapter:ct0'], [lan], undefined],
  ['an address is inside', ['10.20.0.0/16'], [lan, second({ addresses: ['10.20.3.4'] })], '10.20.0.0/16'],
  ['an address is the one named', ['192.0.2.10'], [lan], '192.0.2.10'],
  ['an address is just outside', ['10.20.0.0/16'], [second({ addresses: ['10.21.0.1'] })], undefined],
  [
    'an address of version 6 is inside',
    ['2001:db8:7::/48'],
    [second({ addresses: ['2001:db8:7::1%2'] })],
    '2001:db8:7::/48',
  ],
  ['an IPv4 address comes mapped', ['10.20.0.0/16'], [second({ addresses: ['::ffff:10.20.0.1'] })], '10.20.0.0/16'],
  [
    'the interface inside is down',
    ['10.20.0.0/16'],
    [second({ isUp: false, addresses: ['10.20.0.1'] })],
    '10.20.0.0/16',
  ],
  ['the adapter is up without an address', ['adapter:ethernet 2'], [lan, second({})], 'adapter:ethernet 2'],
  ['the adapter is down', ['adapter:Ethernet 2'], [lan, second({ isUp: false })], undefined],
  [
    'the name differs in form alone',
    ['adapter:Mạng chuyên dùng'.normalize('NFD')],
    [second({ name: 'MẠNG chuyên dùng' })],
    'adapter:Mạng chuyên dùng'.normalize('NFD'),
  ],
  ['one of several rules is broken', ['198.51.100.0/24', 'adapter:eth0'], [lan], 'adapter:eth0'],
])('says what this machine touches where %s', (_case, list, interfaces, rule) => {
  expect(broken(list, ...interfaces)).toBe(rule);
});

test('tells subnets apart from adapters, for the probes', () => {
  const parsed = parseForbidden([' 10.20.0.0/16 ', 'adapter:ct0', '2001:db8::1']);
  expect(parsed).toMatchObject({ ok: true, forbidden: { subnets: ['10.20.0.0/16', '2001:db8::1'] } });
});

test.each(['10.20.0.0/33', '10.20.0.0/', '10.20.0.0/x', '10.20', 'adapter:', 'eth0', ''])('refuses "%s"', (text) => {
  expect(parseForbidden([text])).toMatchObject({ ok: false, problems: [expect.stringContaining(`"${text}"`)] });
});
