import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { LineUse } from '../lib/line-use.ts';
import { portOf } from '../lib/port-of.ts';
import { postJson } from './http.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function answering(text: string): Promise<URL> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(text));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return new URL(`http://127.0.0.1:${portOf(server)}/`);
}

test.each([
  ['switches to another protocol', 'HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n', /switches/],
  ['hangs up', '', /./],
])('a server that %s ends the request at once', async (_case, text, message) => {
  const server = await answering(text);
  const access = { server, ca: undefined, agentVersion: '1', use: new LineUse() };
  await expect(postJson(server, {}, access, { timeoutMs: 30_000, maxBytes: 1_000 })).rejects.toThrow(message);
});
