import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { keysOf } from '@wardwatch/shared/lib';
import { entry, entrySchemaFor, FACT_NAMES, type EventName } from '@wardwatch/shared/model';
import {
  decodeAgentFrame,
  decodeServerFrame,
  describeIssues,
  encodeFrame,
  enrolmentText,
  enrolRefusal,
  enrolRequest,
  enrolResponse,
  exchangeRequest,
  exchangeResponse,
  helloText,
  LIMITS,
  MAX_PUSH_BYTES,
  PUSH_ERRORS,
  pushRequest,
  pushResponse,
} from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { type Golden, goldens, invalidGoldens } from './load.ts';

const HTTP_BODIES: Record<string, v.GenericSchema> = {
  'http-enrol-request.json': enrolRequest,
  'http-enrol-response.json': enrolResponse,
  'http-enrol-refusal.json': enrolRefusal,
  'http-exchange-request.json': exchangeRequest,
  'http-exchange-response.json': exchangeResponse,
  'http-push-openwrt.json': pushRequest,
  'http-push-mikrotik.json': pushRequest,
  'http-push-curl.json': pushRequest,
  'http-push-powershell.json': pushRequest,
  'http-push-response.json': pushResponse,
  'http-push-refusal.json': v.object({ error: v.picklist(keysOf(PUSH_ERRORS)), message: v.string() }),
};

/** The key of every example: its seed is the bytes 0, 1, 2 … 31. */
const SEED = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
/** PKCS #8 wrapping of a raw Ed25519 seed (RFC 8410 § 7). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, SEED]), format: 'der', type: 'pkcs8' });
const publicKey = createPublicKey(privateKey);
const rawPublicKey = String(publicKey.export({ format: 'jwk' }).x);

function golden(name: string): Record<string, unknown> {
  const found = goldens().find((one) => one.name === name);
  return v.parse(v.record(v.string(), v.unknown()), found?.value);
}

function types(prefix: string, field: string): Set<unknown> {
  return new Set(goldens(prefix).map(({ name }) => golden(name)[field]));
}

test.each(goldens('agent-'))('$name is read by the server as it was recorded', ({ text, value }: Golden) => {
  const decoded = decodeAgentFrame(text);
  expect(decoded).toEqual({ ok: true, frame: value });
  if (decoded.ok) expect(JSON.parse(encodeFrame(decoded.frame))).toEqual(value);
});

test.each(goldens('server-'))('$name is read by the agent as it was recorded', ({ text, value }: Golden) => {
  const decoded = decodeServerFrame(text);
  expect(decoded).toEqual({ ok: true, frame: value });
  if (decoded.ok) expect(JSON.parse(encodeFrame(decoded.frame))).toEqual(value);
});

test.each(goldens('entry-'))('$name is an entry, also by the schema of its kind', ({ name, value }: Golden) => {
  expect(v.parse(entry, value)).toEqual(value);
  const schema = entrySchemaFor(golden(name)['kind']);
  expect(schema && v.parse(schema, value)).toEqual(value);
});

test.each(goldens('http-'))('$name is the body that it is named for', ({ name, value }: Golden) => {
  const schema = HTTP_BODIES[name];
  expect(schema && v.parse(schema, value)).toEqual(name.startsWith('http-push-') ? withFlags(value) : value);
});

/** A small client writes 1 and 0 for true and false. */
function withFlags(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, one: unknown) =>
    ['wan', 'sent', 'refused'].includes(key) && typeof one === 'number' ? one === 1 : one,
  );
}

test('the pushes of the four kinds fit their limit, with a key of the right form', () => {
  const pushes = goldens('http-push-').filter(({ name }) => HTTP_BODIES[name] === pushRequest);
  expect(pushes).toHaveLength(4);
  for (const { text, value } of pushes) {
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_PUSH_BYTES);
    expect(value).toHaveProperty('key');
  }
});

test.each(invalidGoldens())('$name is refused as recorded', ({ case: bad }) => {
  if (bad.from === 'entry') {
    const schema = entrySchemaFor(bad.entry.kind);
    const result = schema && v.safeParse(schema, bad.entry);
    expect(result?.issues && describeIssues(result.issues)).toBe(bad.reason);
    return;
  }
  const decode = bad.from === 'agent' ? decodeAgentFrame : decodeServerFrame;
  const text = 'text' in bad ? bad.text : JSON.stringify(bad.frame);
  expect(decode(text)).toEqual({ ok: false, problem: bad.problem, message: bad.message });
});

test('there is a golden for every frame type', () => {
  expect(types('agent-', 't')).toEqual(new Set(['hello', 'snapshot', 'batch', 'heartbeat', 'clock-reply', 'bye']));
  expect(types('server-', 't')).toEqual(
    new Set(['challenge', 'welcome', 'ack', 'credit', 'heartbeat-ack', 'clock', 'config', 'bye']),
  );
});

test('there is a golden for every kind of entry and every event', () => {
  const events: Record<EventName, true> = {
    boot: true,
    start: true,
    stop: true,
    suspend: true,
    resume: true,
    'clock-step': true,
    identity: true,
    'power-source': true,
    'ups-test': true,
    discharge: true,
    posture: true,
    'watched-restart': true,
    'spool-dropped': true,
  };
  expect(types('entry-', 'kind')).toEqual(new Set(['fact', 'alive', 'metrics', 'event']));
  expect(types('entry-event-', 'event')).toEqual(new Set(Object.keys(events)));
});

test('the entries of the batch are the recorded ones, and the whole fits its limits', () => {
  const batch = golden('agent-batch.json');
  expect(batch['entries']).toEqual(
    ['entry-fact.json', 'entry-fact-unknown.json', 'entry-alive.json', 'entry-metrics.json'].map(golden),
  );
  for (const { text } of goldens()) expect(Buffer.byteLength(text)).toBeLessThan(LIMITS.batchBytes);
});

test('of the batch with one bad entry exactly that one is refused, in the words of the ack', () => {
  const entries = v.parse(v.array(v.unknown()), golden('agent-batch-one-bad.json')['entries']);
  const reasons = entries.map((raw) => {
    const result = v.safeParse(v.pipe(v.unknown(), entrySchemaFor('fact') ?? v.never()), raw);
    return result.success ? undefined : describeIssues(result.issues);
  });
  const verdict = { index: 0, seq: 1205, verdict: 'rejected', reason: reasons[0] };
  expect(reasons[1]).toBeUndefined();
  expect(golden('server-ack-one-bad.json')['verdicts']).toEqual([verdict]);
});

test('the key and the id of the examples are those of the seed', () => {
  expect(golden('http-enrol-request.json')['publicKey']).toBe(rawPublicKey);
  const digest = createHash('sha256').update(Buffer.from(rawPublicKey, 'base64url')).digest('hex');
  expect(golden('http-enrol-response.json')['agentId']).toBe(`ag_${digest.slice(0, 32)}`);
  expect(golden('agent-hello.json')['agentId']).toBe(`ag_${digest.slice(0, 32)}`);
});

test('the signatures of the examples are those of the texts that the document gives', () => {
  const code = String(golden('http-enrol-request.json')['code']);
  const nonce = String(golden('server-challenge.json')['nonce']);
  const agentId = String(golden('agent-hello.json')['agentId']);
  const signed = [
    [enrolmentText(code, rawPublicKey), golden('http-enrol-request.json')['signature']],
    [helloText(nonce, agentId), golden('agent-hello.json')['signature']],
  ] as const;
  for (const [text, signature] of signed) {
    expect(sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url')).toBe(signature);
    expect(verify(null, Buffer.from(text, 'utf8'), publicKey, Buffer.from(String(signature), 'base64url'))).toBe(true);
  }
});

test('the hello answers the challenge: its times lie in the round trip, its journal follows what is acknowledged', () => {
  const hello = golden('agent-hello.json');
  expect(Number(hello['at'])).toBeGreaterThanOrEqual(Number(hello['challengeAt']));
  expect(hello['journal']).toMatchObject({ first: Number(golden('server-welcome.json')['acknowledged']) + 1 });
});

test('the facts of the snapshot are such as this version knows', () => {
  const facts = v.parse(v.array(v.object({ fact: v.string() })), golden('agent-snapshot.json')['facts']);
  for (const { fact } of facts) expect(FACT_NAMES).toContain(fact);
});
