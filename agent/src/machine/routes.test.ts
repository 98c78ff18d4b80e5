import { expect, test } from 'vitest';
import { ipv4Gateway, ipv6DefaultRoutes, ipv6Gateway } from './routes.ts';

const HEAD = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';

test('finds the gateway of the lowest metric', () => {
  const text = `${HEAD}wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
eth0\t00000000\tFE02000A\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t0002000A\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0\n`;
  expect(ipv4Gateway(text)).toBe('10.0.2.254');
});

test('finds none where the default route has no gateway or there is no route', () => {
  expect(ipv4Gateway(`${HEAD}ppp0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0\n`)).toBeUndefined();
  expect(ipv4Gateway(HEAD)).toBeUndefined();
});

const ZERO = '0'.repeat(32);

test('finds the IPv6 gateway, with its zone where it is link-local', () => {
  const text = `${ZERO} 00 ${ZERO} 00 fe800000000000000000000000000001 00000400 00000001 00000007 00450003     eth0
20010db8000000000000000000000000 40 ${ZERO} 00 ${ZERO} 00000100 00000001 00000000 00000001     eth0
${ZERO} 00 ${ZERO} 00 ${ZERO} ffffffff 00000001 00000000 00200200       lo\n`;
  expect(ipv6Gateway(text)).toBe('fe80:0000:0000:0000:0000:0000:0000:0001%eth0');
});

const row = (use: string): string =>
  `${ZERO} 00 ${ZERO} 00 fe80${'0'.repeat(28)} 00000400 00000001 ${use} 00450003 eth0`;

test('sees the same IPv6 routes whatever their use counters', () => {
  expect(ipv6DefaultRoutes(row('00000007'))).toBe(ipv6DefaultRoutes(row('00000009')));
});
