import { createPublicKey, verify } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silentLogger } from '@wardwatch/shared/lib';
import { ATTESTATION } from '@wardwatch/shared/model';
import { enrolmentText, enrolRequest, type EnrolRequest } from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrol, type EnrolOptions } from './enrol.ts';
import { loadIdentity } from './identity/identity.ts';
import { portOf } from './lib/port-of.ts';

let folder: string;
let server: Server;
let requests: EnrolRequest[];
let answer: (request: EnrolRequest) => { status: number; body: unknown };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'enrol-'));
  requests = [];
  answer = () => ({
    status: 201,
    body: { agentId: `ag_${'0'.repeat(32)}`, status: 'pending', siteName: 'Nhà văn hóa số 3' },
  });
  server = createServer((incoming, outgoing) => {
    let text = '';
    incoming.on('data', (chunk: Buffer) => (text += chunk.toString()));
    incoming.on('end', () => {
      const request = v.parse(enrolRequest, JSON.parse(text));
      requests.push(request);
      const { status, body } = answer(request);
      outgoing.writeHead(incoming.url === '/agent/enrol' ? status : 404).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

function options(over: Partial<EnrolOptions> = {}): EnrolOptions {
  const url = `http://127.0.0.1:${portOf(server)}`;
  const confirmed = { attestation: ATTESTATION, forbidden: [], log: silentLogger };
  return { dataFolder: folder, server: url, code: 'abcd-efgh-jkmn-pqrs', name: 'Máy trực', ...confirmed, ...over };
}

test('proves that it holds the key that it enrols, and keeps key and address', async () => {
  expect(await enrol(options())).toMatchObject({ status: 'pending', siteName: 'Nhà văn hóa số 3' });
  const [request] = requests;
  expect(request).toMatchObject({ code: 'ABCDEFGHJKMNPQRS', name: 'Máy trực', attestation: ATTESTATION });
  const { publicKey = '', signature = '', code = '' } = request ?? {};
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  expect(verify(null, Buffer.from(enrolmentText(code, publicKey)), key, Buffer.from(signature, 'base64url'))).toBe(
    true,
  );
  expect((await loadIdentity(folder))?.publicKey).toBe(publicKey);
  expect(JSON.parse(await readFile(path.join(folder, 'agent.json'), 'utf8'))).toMatchObject({
    server: options().server,
  });
});

test('a refusal says why, leaves the machine unenrolled, and the next code may use the same key', async () => {
  answer = () => ({ status: 410, body: { error: 'code-expired', message: 'the code has expired; make a new one' } });
  await expect(enrol(options())).rejects.toMatchObject({
    code: 'refused',
    message: expect.stringContaining('make a new one'),
  });
  await expect(readFile(path.join(folder, 'agent.json'))).rejects.toThrow();
  answer = () => ({ status: 201, body: { agentId: `ag_${'0'.repeat(32)}`, status: 'active', siteName: 'Trụ sở' } });
  await enrol(options());
  expect(requests[0]?.publicKey).toBe(requests[1]?.publicKey);
});

test('an enrolled machine keeps its identity unless told to give it up', async () => {
  await enrol(options());
  await expect(enrol(options())).rejects.toMatchObject({ code: 'already-enrolled' });
  expect(requests).toHaveLength(1);
  await enrol(options({ replace: true }));
  expect(requests[1]?.publicKey).not.toBe(requests[0]?.publicKey);
});

test('tells a server that is none, and one that does not answer', async () => {
  answer = () => ({ status: 200, body: 'welcome to our router' });
  await expect(enrol(options())).rejects.toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('Wardwatch server'),
  });
  await expect(enrol(options({ server: 'http://127.0.0.1:1' }))).rejects.toMatchObject({ code: 'unreachable' });
});

test('refuses a fingerprint that is none before anything is sent', async () => {
  await expect(enrol(options({ pin: 'abc' }))).rejects.toMatchObject({ code: 'config-invalid' });
  expect(requests).toHaveLength(0);
});

test.each([undefined, 0, ATTESTATION + 1])(
  'sends nothing unless the statement is confirmed: %s',
  async (attestation) => {
    await expect(enrol(options({ attestation }))).rejects.toMatchObject({ code: 'not-attested' });
    expect(requests).toHaveLength(0);
    expect(await readdir(folder)).toEqual([]);
  },
);

test('sends nothing from a machine that touches a forbidden network', async () => {
  const interfaces = () => [{ name: 'eth1', isUp: true, addresses: ['10.20.0.9'] }];
  const forbidden = ['10.20.0.0/16'];
  await expect(enrol(options({ forbidden, interfaces }))).rejects.toMatchObject({ code: 'forbidden-network' });
  await expect(enrol(options({ forbidden: ['10.20'] }))).rejects.toMatchObject({ code: 'config-invalid' });
  expect(requests).toHaveLength(0);
  expect(await readdir(folder)).toEqual([]);
});

test('keeps what is forbidden on the machine, and on the machine alone', async () => {
  await enrol(options({ forbidden: ['10.20.0.0/16', 'adapter:ct0'] }));
  expect(JSON.parse(await readFile(path.join(folder, 'agent.json'), 'utf8'))).toMatchObject({
    forbidden: ['10.20.0.0/16', 'adapter:ct0'],
  });
  expect(JSON.stringify(requests)).not.toMatch(/10\.20|ct0|forbid/);
});
