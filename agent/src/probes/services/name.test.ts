import { createSocket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';
import { nameResolver } from './name.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const A_RECORD = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]);
const NO_NAME = 3;
const SERVER_FAILURE = 2;

/** A resolver on loopback that gives an address, a code, or nothing. */
async function resolver(answers: 'address' | 'silence' | number): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    if (answers === 'silence') return;
    const end = query.indexOf(0, 12) + 5;
    const answer = Buffer.from(query.subarray(0, end));
    answer.writeUInt16BE(0x8180 | (answers === 'address' ? 0 : answers), 2);
    answer.writeUInt16BE(answers === 'address' ? 1 : 0, 6);
    answer.writeUInt16BE(0, 10);
    socket.send(Buffer.concat([answer, ...(answers === 'address' ? [A_RECORD] : [])]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  closers.push(() => new Promise<void>((resolve) => socket.close(resolve)));
  return `127.0.0.1:${socket.address().port}`;
}

const resolve = (name: string, servers: string[] = [], signal = AbortSignal.timeout(5_000)) =>
  nameResolver(servers.length > 0 ? servers : undefined)(name, signal);

test.each(['192.0.2.7', '2001:db8::7'])('an address is itself: %s', async (address) => {
  expect(await resolve(address)).toEqual({ address });
});

test('asks the resolver for a name', async () => {
  expect(await resolve('portal.example', [await resolver('address')])).toEqual({ address: '192.0.2.1' });
});

test.each([
  [NO_NAME, 'no such name'],
  [SERVER_FAILURE, 'server failure'],
] as const)('tells the answer %i from others', async (code, detail) => {
  const seen = await resolve('portal.example', [await resolver(code)]);
  expect(seen).toEqual({ outcome: 'failed', kind: 'dns', detail });
});

test('tells a resolver that says nothing, within the time given', async () => {
  const seen = await resolve('portal.example', [await resolver('silence')], AbortSignal.timeout(200));
  expect(seen).toEqual({ outcome: 'failed', kind: 'dns', detail: 'timeout' });
});
