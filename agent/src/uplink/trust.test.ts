import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { postJson } from './http.ts';
import { checkServerUrl, endpoint, fetchPinned, normalisePin } from './trust.ts';
import { portOf } from '../lib/port-of.ts';

test.each([
  ['https://ward.example', 'https://ward.example/'],
  ['wss://ward.example:8443/base?x=1#y', 'https://ward.example:8443/base'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000/'],
  ['ws://localhost:3000', 'http://localhost:3000/'],
  ['http://[::1]:3000', 'http://[::1]:3000/'],
])('takes %s', (text, href) => {
  const checked = checkServerUrl(text);
  expect(checked.ok ? checked.url.href : checked.message).toBe(href);
});

test.each([
  'http://ward.example',
  'ws://192.0.2.1',
  'http://127.0.0.1.example',
  'ftp://ward.example',
  'ward.example',
  '',
  'https://a:b@ward.example',
])('refuses "%s"', (text) => {
  expect(checkServerUrl(text).ok).toBe(false);
});

test('puts endpoints below the address', () => {
  expect(endpoint(new URL('https://a.example'), '/agent/enrol').href).toBe('https://a.example/agent/enrol');
  expect(endpoint(new URL('https://a.example/base/'), '/agent/enrol').href).toBe('https://a.example/base/agent/enrol');
});

test('takes a fingerprint as people copy it', () => {
  const hex = 'AB'.repeat(32);
  const pin = `sha256:${'ab'.repeat(32)}`;
  expect(normalisePin(hex)).toBe(pin);
  expect(normalisePin(`sha256:${hex.match(/../g)?.join(':')}`)).toBe(pin);
  expect(normalisePin('abcd')).toBeUndefined();
});

const haveOpenssl = await promisify(execFile)('openssl', ['version']).then(
  () => true,
  () => false,
);
// The fingerprint of a certificate that is made for the test; nothing else here can make one.
const withCertificate = test.runIf(haveOpenssl);
let folder: string;
let server: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trust-'));
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
  await rm(folder, { recursive: true });
});

async function serve(): Promise<{ url: URL; pin: string }> {
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const what = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  await promisify(execFile)('openssl', [...what, '-keyout', key, '-out', cert, ...subject]);
  const { stdout } = await promisify(execFile)('openssl', ['x509', '-in', cert, '-noout', '-fingerprint', '-sha256']);
  const started = createServer({ key: await readFile(key), cert: await readFile(cert) }, (_request, response) =>
    response.end('{"a":1}'),
  );
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const pin = normalisePin(stdout.split('=')[1] ?? '') ?? '';
  return { url: new URL(`https://localhost:${portOf(started)}`), pin };
}

const LIMITS = { timeoutMs: 5_000, maxBytes: 1_000 };

withCertificate('trusts a pinned certificate alone, and nothing without it', async () => {
  const { url, pin } = await serve();
  const ca = await fetchPinned(url, pin);
  const access = { server: url, agentVersion: '0.1.0' };
  expect(await postJson(url, {}, { ...access, ca }, LIMITS)).toEqual({ status: 200, body: { a: 1 } });
  await expect(postJson(url, {}, { ...access, ca: undefined }, LIMITS)).rejects.toThrow(/self-signed/);
  const byAddress = new URL(url.href.replace('localhost', '127.0.0.1'));
  await expect(postJson(byAddress, {}, { ...access, ca }, LIMITS)).rejects.toThrow(/altnames/);
});

withCertificate('refuses a server that shows another certificate, and says which', async () => {
  const { url, pin } = await serve();
  const other = `sha256:${'0'.repeat(64)}`;
  await expect(fetchPinned(url, other)).rejects.toMatchObject({
    code: 'untrusted',
    message: expect.stringContaining(pin),
  });
});

test('names a server that does not answer', async () => {
  await expect(fetchPinned(new URL('https://127.0.0.1:1'), '')).rejects.toMatchObject({ code: 'unreachable' });
});
