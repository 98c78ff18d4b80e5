import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { type Clock, type LogFields, silentLogger } from '@wardwatch/shared/lib';
import { afterEach, expect, test } from 'vitest';
import { LineUse } from '../../lib/line-use.ts';
import { portOf } from '../../lib/port-of.ts';
import { stopwatch, systemClock } from '../../machine/system-clock.ts';
import { speedProbe } from './speed.ts';
import { upload } from './transfer.ts';

const BYTES = 300_000;
const NOON = Date.UTC(2026, 10, 24, 5);
const HOURS = { bytes: BYTES, fromMinute: 12 * 60, untilMinute: 13 * 60 };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Our server's end: sends as many bytes as asked for, takes what comes. */
const honest: Answer = (request, response) => {
  const wanted = Number(new URL(request.url ?? '', 'http://localhost').searchParams.get('bytes'));
  if (request.method === 'GET') response.end(Buffer.alloc(wanted));
  else request.resume().on('end', () => response.end());
};

async function bench(answer: Answer) {
  const asked: { method: string | undefined; url: string | undefined; authorization: string | undefined }[] = [];
  let uploaded = 0;
  const server = createServer((request, response) => {
    asked.push({ method: request.method, url: request.url, authorization: request.headers.authorization });
    request.on('data', (data: Buffer) => (uploaded += data.length));
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const state = { now: NOON, lastAt: undefined as number | undefined, saves: 0 };
  const system = systemClock();
  const clock: Clock = { now: () => state.now, mono: () => system.mono(), after: (ms, task) => system.after(ms, task) };
  const warnings: LogFields[] = [];
  const log = { ...silentLogger, warn: (_event: string, fields: LogFields = {}) => void warnings.push(fields) };
  const use = new LineUse();
  let signed = 0;
  const probe = speedProbe({ clock, stopwatch, log }, HOURS, {
    server: {
      url: new URL(`http://127.0.0.1:${portOf(server)}/agent/speed`),
      ca: undefined,
      userAgent: 'test',
      use,
      authorization: () => `Wardwatch ${++signed}`,
    },
    memory: {
      load: async () => state.lastAt,
      save: async (at) => {
        state.lastAt = at;
        state.saves += 1;
      },
    },
    place: 0,
  });
  const run = () => probe.run(new AbortController().signal);
  return { run, state, asked, warnings, use, uploaded: () => uploaded };
}

test.each([
  ['switches to another protocol', 'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'],
  ['answers before it has taken all and hangs up', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'],
  ['breaks off its answer', 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab'],
])('an upload to a server that %s gives no figure, and ends', async (_case, answer) => {
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      // What comes stays unread, so that not all of it can be on its way.
      socket.pause();
      socket.write(answer, () => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const url = new URL(`http://127.0.0.1:${portOf(server)}/agent/speed`);
  const end = { url, ca: undefined, userAgent: 'test', use: new LineUse(), authorization: () => 'x' };
  expect(await upload(end, 50_000_000, stopwatch, AbortSignal.timeout(4_000))).toEqual({
    failed: expect.not.stringContaining('took too long'),
  });
});

test('measures both directions, each with an authorization of its own, and counts the bytes', async () => {
  const { run, asked, use, uploaded } = await bench(honest);
  const { metrics } = await run();
  expect(metrics?.['speed.down']).toBeGreaterThan(1e6);
  expect(metrics?.['speed.up']).toBeGreaterThan(1e6);
  expect(asked).toEqual([
    { method: 'GET', url: `/agent/speed?bytes=${BYTES}`, authorization: 'Wardwatch 1' },
    { method: 'POST', url: '/agent/speed', authorization: 'Wardwatch 2' },
  ]);
  expect(uploaded()).toBe(BYTES);
  const used = use.take();
  expect([used.sent, used.received].every((bytes) => bytes > BYTES)).toBe(true);
});

test('measures once a day, and remembers it before it begins', async () => {
  const { run, state, asked } = await bench((_request, response) => {
    expect(state.lastAt).toBe(NOON);
    response.writeHead(503).end();
  });
  await run();
  expect(await run()).toEqual({});
  expect([asked.length, state.saves]).toEqual([2, 1]);
});

test('measures nothing outside of the hours', async () => {
  const { run, state, asked } = await bench(honest);
  state.now = NOON - 1;
  expect(await run()).toEqual({});
  expect([asked, state.saves]).toEqual([[], 0]);
});

test('a refusal gives no figure, and a reason in the log', async () => {
  const { run, warnings } = await bench((_request, response) => response.writeHead(403).end());
  expect(await run()).toEqual({ metrics: {} });
  expect(warnings).toEqual([
    { direction: 'down', reason: 'the server answered 403' },
    { direction: 'up', reason: 'the server answered 403' },
  ]);
});

test('fewer bytes than asked for give no figure', async () => {
  const { run, warnings } = await bench((request, response) => {
    if (request.method === 'GET') response.end(Buffer.alloc(100));
    else request.resume().on('end', () => response.end());
  });
  const { metrics } = await run();
  expect(metrics).toEqual({ 'speed.up': expect.any(Number) });
  expect(warnings).toEqual([{ direction: 'down', reason: `the server sent 100 bytes instead of ${BYTES}` }]);
});
