import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { postJson } from './http.ts';
import { socketLinks } from './socket.ts';
import { LineUse } from '../lib/line-use.ts';
import { portOf } from '../lib/port-of.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'line-use-'));
afterAll(() => rmSync(folder, { recursive: true }));
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A certificate for localhost; undefined, with a word on the console, where no program makes one. */
const pair = ((): { key: string; cert: string } | undefined => {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const what = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  try {
    execFileSync('openssl', [...what, '-keyout', 'key', '-out', 'cert', ...subject], { cwd: folder, stdio: 'pipe' });
  } catch {
    process.stdout.write('encrypted connections are not counted here: the program openssl is missing\n');
    return undefined;
  }
  return { key: readFileSync(path.join(folder, 'key'), 'utf8'), cert: readFileSync(path.join(folder, 'cert'), 'utf8') };
})();

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

/** What really goes over the wire to a port, seen in the middle. */
async function wireTo(port: number): Promise<{ port: number; seen: { sent: number; received: number } }> {
  const seen = { sent: 0, received: 0 };
  const middle = createTcpServer((near) => {
    const far = connect(port, '127.0.0.1');
    near.on('data', (data) => {
      seen.sent += data.length;
      far.write(data);
    });
    far.on('data', (data) => {
      seen.received += data.length;
      near.write(data);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => other.destroy());
    }
  });
  return { port: await listening(middle), seen };
}

const handler = (_request: unknown, response: { end(text: string): void }): void =>
  response.end(`"${'x'.repeat(500)}"`);

test.each(['http', ...(pair ? ['https'] : [])])(
  'counts requests by %s to the byte, over one connection',
  async (scheme) => {
    const server = scheme === 'http' ? createHttpServer(handler) : createHttpsServer(pair ?? {}, handler);
    const wire = await wireTo(await listening(server));
    const use = new LineUse();
    const url = new URL(`${scheme}://localhost:${wire.port}/`);
    const access = { server: url, ca: pair?.cert, agentVersion: 'test', use };
    for (let round = 0; round < 2; round++) {
      const answer = await postJson(url, { some: 'thing' }, access, { timeoutMs: 2_000, maxBytes: 2_000 });
      expect(answer.status).toBe(200);
    }
    const used = use.take();
    expect(used).toEqual(wire.seen);
    expect(used.received).toBeGreaterThan(1_000);
    expect(use.take()).toEqual({ sent: 0, received: 0 });
  },
);

test.each(['ws', ...(pair ? ['wss'] : [])])(
  'counts a session by %s to the byte, also after it has ended',
  async (scheme) => {
    const server = scheme === 'ws' ? createHttpServer() : createHttpsServer(pair ?? {});
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) => socket.on('message', (data: Buffer) => socket.send(data.toString())));
    const wire = await wireTo(await listening(server));
    const use = new LineUse();
    const url = new URL(`${scheme === 'ws' ? 'http' : 'https'}://localhost:${wire.port}/`);
    const open = socketLinks({ server: url, ca: pair?.cert, agentVersion: 'test', use });
    let during: unknown;
    await new Promise<void>((resolve) => {
      const link = open({
        opened: () => link.send('y'.repeat(5_000)),
        text: () => {
          during = [use.take(), { ...wire.seen }];
          link.close();
        },
        closed: () => resolve(),
      });
    });
    const [used, seen] = during as [typeof wire.seen, typeof wire.seen];
    expect(used.sent).toBeGreaterThan(5_000);
    expect(used).toEqual(seen);
    // The goodbye; what the encryption says after it may not arrive any more.
    const rest = use.take();
    expect(rest.sent).toBeGreaterThanOrEqual(wire.seen.sent - seen.sent);
    expect(rest.received).toBe(wire.seen.received - seen.received);
  },
);

test('a server that refuses or has another certificate is told as without counting', async () => {
  const use = new LineUse();
  const limits = { timeoutMs: 2_000, maxBytes: 100 };
  const nowhere = new URL('https://127.0.0.1:1/');
  const access = { server: nowhere, ca: undefined, agentVersion: 'test', use };
  await expect(postJson(nowhere, {}, access, limits)).rejects.toThrow(/ECONNREFUSED/);
  if (!pair) return;
  const url = new URL(`https://localhost:${await listening(createHttpsServer(pair, handler))}/`);
  await expect(postJson(url, {}, { ...access, server: url }, limits)).rejects.toThrow(/self-signed/);
});
