import { createServer, type Server } from 'node:http';
import { FakeClock } from '@wardwatch/shared/lib';
import { type ExchangeRequest, exchangeRequest, LIMITS } from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchangeLinks } from './exchange.ts';
import type { Link, LinkEnd } from './link.ts';
import { portOf } from '../lib/port-of.ts';

let server: Server;
let requests: ExchangeRequest[];
let answer: (request: ExchangeRequest) => { status?: number; body: unknown };
let texts: string[];
let ends: LinkEnd[];
let clock: FakeClock;
let changed: () => void;

beforeEach(async () => {
  requests = [];
  texts = [];
  ends = [];
  changed = () => undefined;
  clock = new FakeClock({ wall: 0 });
  answer = (request) => ({
    body: { session: 'session-1', frames: request.session === undefined ? [{ t: 'challenge' }] : [] },
  });
  server = createServer((incoming, outgoing) => {
    let text = '';
    incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
    incoming.on('end', () => {
      const request = v.parse(exchangeRequest, JSON.parse(text));
      requests.push(request);
      const { status = 200, body } = answer(request);
      outgoing.writeHead(status).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function open(): Link {
  const url = new URL(`http://127.0.0.1:${portOf(server)}`);
  const link = exchangeLinks(
    { server: url, ca: undefined, agentVersion: '0.1.0' },
    clock,
  )({
    opened: () => changed(),
    text: (text) => {
      texts.push(text);
      changed();
    },
    closed: (end) => {
      ends.push(end);
      changed();
    },
  });
  clock.advance(1);
  return link;
}

function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    changed = () => condition() && resolve();
    changed();
  });
}

test('opens a session with an empty request and hands on what comes back', async () => {
  open();
  await until(() => texts.length === 1);
  expect(requests).toEqual([{ frames: [] }]);
  expect(texts).toEqual(['{"t":"challenge"}']);
});

test('carries frames in order, no more at a time than the protocol allows', async () => {
  const link = open();
  await until(() => texts.length === 1);
  answer = (request) => ({ body: { session: 'session-1', frames: [{ t: 'ack', upTo: request.frames.length }] } });
  for (let n = 0; n < 30; n++) link.send(JSON.stringify({ t: 'heartbeat', n }));
  await until(() => requests.flatMap((request) => request.frames).length === 30);
  expect(requests.flatMap((request) => request.frames)).toEqual(
    Array.from({ length: 30 }, (_, n) => ({ t: 'heartbeat', n })),
  );
  expect(Math.max(...requests.map((request) => request.frames.length))).toBeLessThanOrEqual(LIMITS.exchangeFrames);
});

test('sends what waits before it closes', async () => {
  const link = open();
  await until(() => texts.length === 1);
  link.send('{"t":"bye"}');
  link.close();
  await until(() => ends.length === 1);
  expect(requests.at(-1)?.frames).toEqual([{ t: 'bye' }]);
  expect(ends).toEqual([{ code: 1000, reason: '' }]);
});

test.each([
  ['another answer than the protocol', () => ({ status: 404, body: {} }), { code: 1006, httpStatus: 404 }],
  ['an answer that is no exchange', () => ({ body: { frames: 7 } }), { code: 1006, httpStatus: 200 }],
  ['the end of the session', () => ({ body: { session: null, frames: [{ t: 'bye' }] } }), { code: 1000 }],
])('ends once with %s', async (_case, script, end) => {
  answer = script;
  const link = open();
  await until(() => ends.length === 1);
  link.terminate();
  expect(ends).toHaveLength(1);
  expect(ends[0]).toMatchObject(end);
});
