import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { silentLogger } from '@wardwatch/shared/lib';
import { type ServiceCheck, serviceCheck } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { afterAll, afterEach, expect, test } from 'vitest';
import { portOf } from '../../lib/port-of.ts';
import { stopwatch, systemClock } from '../../machine/system-clock.ts';
import { DEFAULT_DENIED, parsePolicy } from '../policy.ts';
import { Authorities } from './authorities.ts';
import { makeCertificates, type Pair, type TestCertificates, whyNoOpenssl } from './certificates.fixtures.ts';
import type { ServiceTools } from './connection.ts';
import { nameResolver } from './name.ts';
import { MAX_BODY_BYTES } from './page.ts';
import { lookOnce } from './service-probe.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'services-'));
const noOpenssl = whyNoOpenssl();
if (noOpenssl !== undefined) process.stdout.write(`certificates are not tested: ${noOpenssl}\n`);
const certificates: TestCertificates | undefined = noOpenssl === undefined ? makeCertificates(folder) : undefined;
afterAll(() => rmSync(folder, { recursive: true }));

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

/** A web server that notes what it was asked. */
async function site(answer: RequestListener, pair?: Pair): Promise<{ port: number; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    asked.push(request);
    answer(request, response);
  };
  const server = pair ? createHttpsServer(pair, listener) : createHttpServer(listener);
  return { port: await listening(server), asked };
}

const says =
  (status: number, headers: Record<string, string> = {}, body = ''): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);

const trusting = (builtIn: string[], system: string[] = []) =>
  new Authorities({ builtIn: () => builtIn, system: () => system });

function tools(
  part: Partial<ServiceTools> & { denied?: readonly string[] } = {},
): ServiceTools & { refused: string[] } {
  const parsed = parsePolicy({ denied: part.denied ?? [] });
  if (!parsed.ok) throw new Error('bad policy');
  const refused: string[] = [];
  return {
    context: { clock: systemClock(), stopwatch, log: silentLogger },
    policy: parsed.policy,
    onDenied: (target) => refused.push(target),
    resolve: nameResolver(),
    userAgent: 'wardwatch-agent/test (service check)',
    authorities: trusting(certificates ? [certificates.ca] : []),
    ...part,
    refused,
  };
}

const check = (part: object): ServiceCheck => v.parse(serviceCheck, { id: 'portal', kind: 'http', ...part });
const look = (part: object, with_ = tools(), signal = AbortSignal.timeout(5_000)) =>
  lookOnce(with_, check(part), signal);

test('asks by HEAD, says who it is, and sends nothing else about this machine', async () => {
  const { port, asked } = await site(says(200, { 'set-cookie': 'a=b' }));
  expect(await look({ url: `http://localhost:${port}/start?x=1` })).toEqual({
    outcome: 'answered',
    ms: expect.any(Number),
  });
  expect(asked.map(({ method, url }) => [method, url])).toEqual([['HEAD', '/start?x=1']]);
  expect(asked[0]?.headers).toEqual({
    host: `localhost:${port}`,
    'user-agent': 'wardwatch-agent/test (service check)',
    accept: '*/*',
    'accept-encoding': 'identity',
    connection: expect.any(String),
  });
});

test('a server that knows no HEAD is asked by GET', async () => {
  const { port, asked } = await site((request, response) =>
    response.writeHead(request.method === 'HEAD' ? 501 : 200).end(),
  );
  expect(await look({ url: `http://localhost:${port}/` })).toMatchObject({ outcome: 'answered' });
  expect(asked.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
});

test('tells a bad status', async () => {
  const { port } = await site(says(503));
  expect(await look({ url: `http://localhost:${port}/` })).toMatchObject({
    outcome: 'failed',
    kind: 'status',
    detail: '503',
    ms: expect.any(Number),
  });
});

test('finds the expected text, however its marks are written, and asks by GET', async () => {
  const { port, asked } = await site(says(200, {}, `<h1>${'Dịch vụ công'.normalize('NFD')}</h1>`));
  const url = `http://localhost:${port}/`;
  expect(await look({ url, expect: 'Dịch vụ công' })).toMatchObject({ outcome: 'answered' });
  expect(await look({ url, expect: 'Bảo trì' })).toMatchObject({ outcome: 'failed', kind: 'content' });
  expect(asked.map(({ method }) => method)).toEqual(['GET', 'GET']);
});

test('searches the beginning of an endless page and no more', async () => {
  const { port } = await site((request, response) => {
    response.write(`${'x'.repeat(request.url === '/within' ? MAX_BODY_BYTES - 4 : MAX_BODY_BYTES)}text`);
    const more = (): boolean => response.write('x'.repeat(65_536));
    response.on('drain', more);
    more();
  });
  const url = `http://localhost:${port}`;
  expect(await look({ url: `${url}/within`, expect: 'text' })).toMatchObject({ outcome: 'answered' });
  expect(await look({ url: `${url}/behind`, expect: 'text' })).toMatchObject({ kind: 'content' });
});

test.each([
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
] as const)(
  'finds the text in a page that is compressed by %s although nobody asked for it',
  async (encoding, pack) => {
    const { port } = await site((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(pack('Cổng dịch vụ công')),
    );
    const url = `http://localhost:${port}/`;
    expect(await look({ url, expect: 'dịch vụ' })).toMatchObject({ outcome: 'answered' });
    expect(await look({ url, expect: 'bảo trì' })).toMatchObject({ kind: 'content' });
  },
);

test('follows a redirect whose address holds letters with marks', async () => {
  const { port, asked } = await site((request, response) => {
    if (request.url !== '/') response.end();
    else response.socket?.end(Buffer.from('HTTP/1.1 302 Found\r\nLocation: /trang-chủ\r\nContent-Length: 0\r\n\r\n'));
  });
  expect(await look({ url: `http://localhost:${port}/` })).toMatchObject({ outcome: 'answered' });
  expect(asked.map(({ url }) => url)).toEqual(['/', '/trang-ch%E1%BB%A7']);
});

test('follows redirects, across ports', async () => {
  const end = await site(says(200));
  const { port } = await site(says(302, { location: `http://127.0.0.1:${end.port}/there` }));
  expect(await look({ url: `http://localhost:${port}/` })).toMatchObject({ outcome: 'answered' });
  expect(end.asked.map(({ url }) => url)).toEqual(['/there']);
});

test('names a circle of redirects and stops', async () => {
  const { port, asked } = await site((request, response) =>
    response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end(),
  );
  expect(await look({ url: `http://localhost:${port}/a` })).toMatchObject({
    outcome: 'failed',
    kind: 'redirect',
    detail: `in a circle at localhost:${port}/a`,
  });
  expect(asked).toHaveLength(2);
});

test('a redirect to a denied address is refused, and nothing connects there', async () => {
  const inside = await site(says(200));
  const { port } = await site(says(302, { location: `http://localhost:${inside.port}/secret` }));
  const resolve = nameResolver();
  const with_ = tools({
    denied: ['127.0.0.1'],
    // The page's own name is on another loopback address, which is allowed.
    resolve: (name, signal) => resolve(name === 'portal.example' ? '127.0.0.2' : name, signal),
  });
  const relay = createTcpServer((socket) => {
    socket.pipe(connect(port, '127.0.0.1')).pipe(socket);
  });
  await new Promise<void>((done) => relay.listen(0, '127.0.0.2', done));
  closers.push(() => relay.close());
  expect(await look({ url: `http://portal.example:${portOf(relay)}/` }, with_)).toEqual({
    outcome: 'impossible',
    detail: 'denied by local policy',
  });
  expect(with_.refused).toEqual([`localhost:${inside.port}`]);
  expect(inside.asked).toEqual([]);
});

test.each(['http://localhost/', 'http://127.0.0.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://[::1]/'])(
  'never touches %s by default, however it is written',
  async (url) => {
    expect(await look({ url }, tools({ denied: DEFAULT_DENIED }))).toMatchObject({
      outcome: 'impossible',
      detail: 'denied by local policy',
    });
  },
);

test('connects to the address that the policy saw, not to what the name becomes afterwards', async () => {
  const { port } = await site(says(200));
  const answers = ['127.0.0.1', '127.0.0.99'];
  const with_ = tools({ denied: ['127.0.0.99'], resolve: async () => ({ address: answers.shift() ?? '127.0.0.99' }) });
  expect(await look({ url: `http://portal.example:${port}/` }, with_)).toMatchObject({ outcome: 'answered' });
  expect(answers).toEqual(['127.0.0.99']);
});

test('tells a refused connection', async () => {
  const server = createTcpServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await look({ url: `http://localhost:${port}/` })).toMatchObject({ kind: 'connect', detail: 'refused' });
});

test('tells a server that says nothing', async () => {
  const port = await listening(createTcpServer());
  const plain = await look({ url: `http://localhost:${port}/` }, tools(), AbortSignal.timeout(300));
  expect(plain).toMatchObject({ kind: 'timeout', detail: 'no answer to the request' });
  const secure = await look({ url: `https://localhost:${port}/` }, tools(), AbortSignal.timeout(300));
  expect(secure).toMatchObject({ kind: 'timeout', detail: 'no answer to the TLS handshake' });
});

test('tells a page that does not end in time', async () => {
  const { port } = await site((_request, response) => response.writeHead(200).write('begin'));
  const seen = await look({ url: `http://localhost:${port}/`, expect: 'end' }, tools(), AbortSignal.timeout(300));
  expect(seen).toMatchObject({ outcome: 'failed', kind: 'timeout' });
});

test('tells what is no web server', async () => {
  const port = await listening(createTcpServer((socket) => socket.write('SSH-2.0-test\r\n')));
  expect(await look({ url: `http://localhost:${port}/` })).toMatchObject({
    kind: 'status',
    detail: 'answer is not HTTP',
  });
  expect(await look({ url: `https://localhost:${port}/` })).toMatchObject({ kind: 'tls' });
});

test('tells a server that hangs up', async () => {
  const port = await listening(createTcpServer((socket) => socket.end()));
  expect(await look({ url: `http://localhost:${port}/` })).toMatchObject({ kind: 'connect' });
});

const withCertificates = test.skipIf(!certificates);
const CASES: [keyof Omit<TestCertificates, 'ca'>, object][] = [
  ['good', { outcome: 'answered', certificateDays: 89 }],
  ['endsInTenDays', { outcome: 'answered', certificateDays: 10 }],
  ['expired', { outcome: 'failed', kind: 'tls', detail: 'certificate expired', certificateDays: -3 }],
  ['otherName', { outcome: 'failed', kind: 'tls', detail: 'certificate for another name', certificateDays: 89 }],
  ['selfSigned', { outcome: 'failed', kind: 'tls', detail: 'certificate self-signed', certificateDays: 89 }],
  ['unknownIssuer', { outcome: 'failed', kind: 'tls', detail: 'certificate chain incomplete', certificateDays: 89 }],
];

withCertificates.each(CASES)('tells a certificate that is %s, with its days and the time', async (name, expected) => {
  const { port, asked } = await site(says(200), certificates?.[name]);
  const seen = await look({ url: `https://localhost:${port}/` });
  expect(seen).toMatchObject({ ...expected, ms: expect.any(Number) });
  expect(asked).toHaveLength(seen.outcome === 'answered' ? 1 : 0);
  expect(await look({ kind: 'tls', host: 'localhost', port })).toMatchObject(expected);
});

withCertificates('a certificate that is not valid yet is a hole', async () => {
  const { port } = await site(says(200), certificates?.notYetValid);
  expect(await look({ url: `https://localhost:${port}/` })).toMatchObject({ outcome: 'impossible' });
});

withCertificates('an authority of the operating system is trusted like one of the runtime', async () => {
  const { port } = await site(says(200), certificates?.good);
  const url = `https://localhost:${port}/`;
  const ca = certificates?.ca ?? '';
  const with_ = tools({ authorities: trusting([], [ca]) });
  for (let round = 0; round < 2; round++) expect(await look({ url }, with_)).toMatchObject({ outcome: 'answered' });
  expect(await look({ url }, tools({ authorities: trusting([]) }))).toMatchObject({ kind: 'tls' });
});

withCertificates(
  'loads the authorities of the operating system once, and only when others do not suffice',
  async () => {
    let loads = 0;
    const authorities = new Authorities({
      builtIn: () => [certificates?.ca ?? ''],
      system: () => {
        loads += 1;
        return [];
      },
    });
    const good = await site(says(200), certificates?.good);
    await look({ url: `https://localhost:${good.port}/` }, tools({ authorities }));
    expect(loads).toBe(0);
    const bad = await site(says(200), certificates?.unknownIssuer);
    for (let round = 0; round < 3; round++)
      await look({ url: `https://localhost:${bad.port}/` }, tools({ authorities }));
    expect(loads).toBe(1);
  },
);

withCertificates('a chain without its intermediate, which browsers fetch, is a flaw and no failure', async () => {
  const { port, asked } = await site(says(200, {}, 'welcome'), certificates?.cutShort);
  const url = `https://localhost:${port}/`;
  const flawed = { outcome: 'answered', flaw: 'certificate chain incomplete', certificateDays: 89 };
  expect(await look({ url })).toMatchObject(flawed);
  expect(await look({ url, expect: 'goodbye' })).toMatchObject({ outcome: 'failed', kind: 'content' });
  expect(asked).toHaveLength(2);
  expect(await look({ kind: 'tls', host: 'localhost', port })).toMatchObject(flawed);
  expect(await look({ url: `https://127.0.0.1:${port}/` })).toMatchObject({ outcome: 'failed', kind: 'tls' });
});

test.each(['HEAD', 'GET'])('tells an answer that leaves HTTP, asked by %s, at once', async (method) => {
  const port = await listening(
    createTcpServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n')),
    ),
  );
  const wanted = method === 'GET' ? { expect: 'text' } : {};
  expect(await look({ url: `http://localhost:${port}/`, ...wanted })).toMatchObject({ kind: 'status', detail: '101' });
});

test('a TCP service is there when it takes the connection, and nothing is sent', async () => {
  const heard: string[] = [];
  const port = await listening(createTcpServer((socket) => socket.on('data', (data) => heard.push(data.toString()))));
  expect(await look({ kind: 'tcp', host: 'localhost', port })).toMatchObject({ outcome: 'answered' });
  expect(heard).toEqual([]);
});
