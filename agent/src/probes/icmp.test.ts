import { FakeClock } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import { type Ping, pingCommand, readPingOutput, systemPing } from './icmp.ts';

const replies = (output: string, code: number | null = 0, sent = 1) => {
  const result = readPingOutput(output, code, sent);
  return result.outcome === 'ran' ? result.replies : result.detail;
};

test.each([
  ['Linux', '64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.035 ms', [0.035]],
  ['busybox', '64 bytes from 127.0.0.1: seq=0 ttl=64 time=0.052 ms', [0.052]],
  ['Windows in English', 'Reply from 192.0.2.1: bytes=32 time=35ms TTL=117', [35]],
  ['Windows, under a millisecond', 'Reply from 192.0.2.1: bytes=32 time<1ms TTL=64', [1]],
  ['Windows in Vietnamese', 'Trả lời từ 192.0.2.1: byte=32 thời gian=35ms TTL=117', [35]],
  ['Windows with blanks in between', 'Trả lời từ 192.0.2.1: byte = 32 thời gian = 35 ms TTL = 117', [35]],
  [
    'Windows in another encoding',
    Buffer.from('Tr¶ lêi tõ 192.0.2.1: byte=32 thêi gian=35ms TTL=117', 'latin1').toString('latin1'),
    [35],
  ],
])('reads a reply of %s', (_system, output, expected) => {
  expect(replies(output)).toEqual(expected);
});

test.each([
  ['no reply', '1 packets transmitted, 0 received, 100% packet loss', 1, []],
  ['a router that says no (Windows exits with 0)', 'Reply from 192.0.2.9: Destination host unreachable.', 0, []],
  ['no route', 'ping: connect: Network is unreachable', 2, []],
  ['one that was stopped for lack of time', '', null, []],
  ['no permission', 'ping: socktype: SOCK_RAW\nping: missing cap_net_raw+p capability', 2, 'ping is not permitted'],
  ['arguments that this ping does not know', 'ping: invalid argument', 2, 'ping: invalid argument'],
])('tells %s', (_case, output, code, expected) => {
  expect(replies(output, code)).toEqual(expected);
});

const routerOf = (output: string, code: number | null) => {
  const result = readPingOutput(output, code, 1, '203.0.113.10');
  return result.outcome === 'ran' ? [result.expiredAt, result.replies] : result.detail;
};

test.each([
  ['Linux', 'From 198.51.100.1 icmp_seq=1 Time to live exceeded', 1, '198.51.100.1'],
  ['macOS', '36 bytes from 198.51.100.1: Time to live exceeded', 2, '198.51.100.1'],
  ['Windows in English', 'Reply from 198.51.100.1: TTL expired in transit.', 0, '198.51.100.1'],
  ['Windows in Vietnamese', 'Trả lời từ 198.51.100.1: TTL đã hết hạn khi đang truyền.', 0, '198.51.100.1'],
  ['Linux by IPv6', 'From 2001:db8::1 icmp_seq=1 Time exceeded: Hop limit', 1, '2001:db8::1'],
  ['nobody: the target itself answers', '64 bytes from 203.0.113.10: icmp_seq=1 ttl=63 time=0.1 ms', 0, undefined],
  ['nobody: a router without a way on', 'Reply from 192.0.2.1: Destination host unreachable.', 0, undefined],
  ['nobody: silence', '1 packets transmitted, 0 received, 100% packet loss, time 0ms', 1, undefined],
])('names the router at which a request ran out of hops: %s', (_system, output, code, router) => {
  const text = `PING 203.0.113.10 (203.0.113.10) 56(84) bytes of data.\n${output}\n`;
  expect(routerOf(text, code)?.[0]).toBe(router);
});

test.each([
  ['linux', undefined, '192.0.2.1', undefined, 'ping -n -c 3 -W 2 192.0.2.1'],
  ['linux', undefined, 'fe80::1%eth0', undefined, 'ping -n -6 -c 3 -W 2 fe80::1%eth0'],
  ['linux', undefined, '192.0.2.1', 2, 'ping -n -c 3 -W 2 -t 2 192.0.2.1'],
  ['win32', 'D:\\Windows', '192.0.2.1', 2, 'D:\\Windows\\System32\\ping.exe -4 -n 3 -w 2000 -i 2 192.0.2.1'],
  ['win32', undefined, '2001:db8::1', undefined, 'C:\\Windows\\System32\\ping.exe -6 -n 3 -w 2000 2001:db8::1'],
  ['darwin', undefined, '192.0.2.1', 2, '/sbin/ping -n -c 3 -W 2000 -m 2 192.0.2.1'],
  ['darwin', undefined, '2001:db8::1', 2, '/sbin/ping6 -n -c 3 -h 2 2001:db8::1'],
] as const)('asks %s for a few requests by addresses alone', (platform, systemRoot, address, hops, expected) => {
  const { program, args } = pingCommand(platform, systemRoot, { address, count: 3, hops });
  expect([program, ...args].join(' ')).toBe(expected);
});

test('hands nothing to the program that is no address', async () => {
  expect(await systemPing()('-f', 1, new AbortController().signal)).toMatchObject({ outcome: 'impossible' });
});

const line = (seq: number): string => `64 bytes from 127.0.0.1: icmp_seq=${seq} ttl=64 time=${seq}.5 ms`;

test('counts each reply', () => {
  expect(replies([line(1), line(3)].join('\n'), 0, 3)).toEqual([1.5, 3.5]);
});

test("runs the system's ping on loopback, or says that it cannot", async () => {
  const result = await systemPing()('127.0.0.1', 1, new AbortController().signal);
  if (result.outcome === 'ran') expect(result.replies).toHaveLength(1);
  else expect(result.detail).not.toBe('');
});

test('runs a few at a time and refuses to pile up more than it can', async () => {
  const ping = systemPing(new FakeClock({ wall: 0 }));
  const results = await Promise.all(
    Array.from({ length: 40 }, () => ping('127.0.0.1', 1, new AbortController().signal)),
  );
  const refused = results.filter((one) => one.outcome === 'impossible' && one.detail === 'too many pings at a time');
  expect(refused).toHaveLength(4);
});

/** A program that runs until its time is up or it is told to end, and notes when it began. */
function slowPing() {
  const clock = new FakeClock({ wall: 0 });
  const begun: number[] = [];
  const run: Ping = (_address, sent, signal) => {
    begun.push(clock.mono());
    return new Promise((resolve) => {
      const end = () => resolve({ outcome: 'ran', sent, replies: [], detail: 'timeout', isDefinite: false });
      signal.addEventListener('abort', end, { once: true });
    });
  };
  return { clock, begun, ping: systemPing(clock, run) };
}

test('the time of a ping begins with its turn, not with its wait', async () => {
  const { clock, begun, ping } = slowPing();
  const all = Array.from({ length: 12 }, () => ping('192.0.2.1', 1, new AbortController().signal));
  await clock.advanceAsync(12_000);
  expect((await Promise.all(all)).map(({ outcome }) => outcome)).toEqual(Array(12).fill('ran'));
  expect(begun).toEqual([0, 0, 0, 0, 4_000, 4_000, 4_000, 4_000, 8_000, 8_000, 8_000, 8_000]);
  expect(clock.pending).toBe(0);
});

test('who no longer waits leaves the queue', async () => {
  const { clock, begun, ping } = slowPing();
  const stay = new AbortController().signal;
  for (let n = 0; n < 4; n++) void ping('192.0.2.1', 1, stay);
  const leave = new AbortController();
  const gone = Array.from({ length: 32 }, () => ping('192.0.2.1', 1, leave.signal));
  expect(await ping('192.0.2.1', 1, stay)).toMatchObject({ detail: 'too many pings at a time' });
  leave.abort();
  expect((await Promise.all(gone)).map((one) => one.detail)).toEqual(Array(32).fill('no time left'));
  void ping('192.0.2.1', 1, stay);
  await clock.advanceAsync(4_000);
  expect(begun).toEqual([0, 0, 0, 0, 4_000]);
});
