import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { decodeAgentFrame, type Decoded, decodeServerFrame, describeIssues, encodeFrame } from './codec.ts';
import type { AgentFrame, ServerFrame } from './frames.ts';
import { LIMITS } from './limits.ts';

const at = 1_790_000_000_000;
const config = { revision: 1, tickMs: 15_000, gateway: 'auto', internet: [], dnsNames: [] };

const AGENT: AgentFrame[] = [
  {
    t: 'hello',
    agentId: `ag_${'0'.repeat(32)}`,
    signature: 'B'.repeat(86),
    protocol: { min: 1, max: 1 },
    agentVersion: '0.1.0',
    bootId: 'boot-0001',
    epoch: 'epoch-0001',
    instance: 'instance-1',
    challengeAt: at,
    at,
    mono: 1,
    journal: { first: 1, last: 0 },
    configRevision: 0,
    capabilities: ['battery'],
  },
  { t: 'snapshot', at, mono: 1, bootedAt: at, facts: [{ fact: 'hub', value: 'up', since: at }], metrics: {} },
  { t: 'batch', from: 1, to: 3, entries: [null, 'noise', { seq: 2 }] },
  { t: 'heartbeat' },
  { t: 'clock-reply', id: 1, receivedAt: at, at, mono: 1 },
  { t: 'bye', reason: 'shutdown' },
];

const SERVER: ServerFrame[] = [
  { t: 'challenge', nonce: 'A'.repeat(43), serverTime: at, protocol: { min: 1, max: 3 } },
  {
    t: 'welcome',
    protocol: 1,
    sessionId: 'session-1',
    serverTime: at,
    acknowledged: 0,
    credits: 4,
    heartbeatMs: 15_000,
    config,
  },
  {
    t: 'ack',
    upTo: 3,
    verdicts: [{ index: 0, seq: null, verdict: 'rejected', reason: 'x' }],
    credits: 1,
  },
  { t: 'credit', credits: 2 },
  { t: 'heartbeat-ack' },
  { t: 'clock', id: 1, serverTime: at },
  { t: 'config', config },
  { t: 'bye', reason: 'slow-down', message: 'too many frames', retryAfterMs: 60_000 },
];

interface Side {
  who: string;
  decode: (text: string) => Decoded<AgentFrame | ServerFrame>;
  frames: (AgentFrame | ServerFrame)[];
}

const SIDES: Side[] = [
  { who: 'an agent', decode: decodeAgentFrame, frames: AGENT },
  { who: 'the server', decode: decodeServerFrame, frames: SERVER },
];

const cases = SIDES.flatMap(({ who, decode, frames }) =>
  frames.map((frame) => ({ who, decode, frame, type: frame.t })),
);

test.each(cases)('$type of $who is read as it was written', ({ decode, frame }) => {
  expect(decode(encodeFrame(frame))).toEqual({ ok: true, frame });
});

test.each(cases)('$type of $who keeps quiet about fields that this version does not know', ({ decode, frame }) => {
  expect(decode(JSON.stringify({ ...frame, future: { x: 1 } }))).toEqual({ ok: true, frame });
});

const OPTIONAL = new Set(['verdicts', 'retryAfterMs', 'welcome.config']);

test.each(cases)('$type of $who is refused without a field that it needs, by name', ({ decode, frame, type }) => {
  for (const field of Object.keys(frame)) {
    if (field === 't' || OPTIONAL.has(field) || OPTIONAL.has(`${type}.${field}`)) continue;
    const rest = Object.fromEntries(Object.entries(frame).filter(([name]) => name !== field));
    const result = decode(JSON.stringify(rest));
    expect(result).toMatchObject({ ok: false, problem: 'bad-frame' });
    expect(!result.ok && result.message).toContain(`${type}: ${field}`);
  }
});

test.each(cases)('$type of $who is refused with a field of a wrong type', ({ decode, frame }) => {
  for (const field of Object.keys(frame)) {
    const result = decode(JSON.stringify({ ...frame, [field]: { wrong: true } }));
    expect(result, field).toMatchObject({ ok: false, problem: 'bad-frame' });
  }
});

test.each(SIDES)('what $who must not send is unknown: the frames of the other side', ({ decode, frames }) => {
  const types = new Set(frames.map((frame): string => frame.t));
  for (const { frame, type } of cases) {
    if (!types.has(type)) expect(decode(JSON.stringify(frame))).toMatchObject({ ok: false, problem: 'unknown-type' });
  }
});

test.each(SIDES)('a type from a newer version of $who is told apart from a mistake', ({ decode }) => {
  expect(decode('{"t":"hologram","x":1}')).toEqual({
    ok: false,
    problem: 'unknown-type',
    message: 'unknown frame type "hologram"',
  });
});

test('a very long type is named by its beginning only', () => {
  const result = decodeAgentFrame(JSON.stringify({ t: 'x'.repeat(10_000) }));
  expect(!result.ok && result.message.length).toBeLessThan(80);
});

test.each(['', 'hello', '{', '[]', 'null', '3', '"x"', '{"t":"heartbeat"} {}'])('%j is no frame', (text) => {
  expect(decodeAgentFrame(text)).toMatchObject({ ok: false, problem: 'not-json' });
});

test.each(['{}', '{"t":1}', '{"t":null}', '{"t":{}}'])('%j lacks its type', (text) => {
  expect(decodeAgentFrame(text)).toEqual({ ok: false, problem: 'bad-frame', message: 'a frame has its type in "t"' });
});

test('a text over the limit is refused before it is parsed', () => {
  const fits = `{"t":"heartbeat"}${' '.repeat(LIMITS.frameBytes)}`.slice(0, LIMITS.frameBytes);
  expect(decodeAgentFrame(fits).ok).toBe(true);
  expect(decodeAgentFrame(`${fits} `)).toMatchObject({ ok: false, problem: 'too-large' });
  expect(decodeAgentFrame('{'.repeat(LIMITS.frameBytes + 1))).toMatchObject({ ok: false, problem: 'too-large' });
});

function nested(depth: number): string {
  return `{"t":"heartbeat","x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
}

test('a frame that is nested too deep is refused, up to the size of a frame', () => {
  expect(decodeAgentFrame(nested(LIMITS.frameDepth)).ok).toBe(true);
  for (const depth of [LIMITS.frameDepth + 1, LIMITS.frameBytes / 2 - 20]) {
    expect(decodeAgentFrame(nested(depth))).toEqual({
      ok: false,
      problem: 'bad-frame',
      message: 'a frame is nested at most 32 deep',
    });
  }
});

test('brackets in texts and beside one another do not count as depth', () => {
  const texts = ['['.repeat(100), '"{'.repeat(50), '\\"['.repeat(50), '\\'];
  const entries = Array.from({ length: 100 }, () => ({ texts: [texts] }));
  expect(decodeAgentFrame(JSON.stringify({ ...AGENT[2], entries })).ok).toBe(true);
});

const [hello, , batch] = AGENT;

test.each([
  [
    'a batch with more entries than allowed',
    { ...batch, entries: Array.from({ length: LIMITS.batchEntries + 1 }, () => 0) },
  ],
  ['a batch that ends before it begins', { ...batch, from: 4, to: 3 }],
  ['a batch from 0', { ...batch, from: 0 }],
  ['a hello with a version range upside down', { ...hello, protocol: { min: 2, max: 1 } }],
  ['a hello whose journal ends before it begins', { ...hello, journal: { first: 9, last: 3 } }],
  ['a hello with a control character in its version', { ...hello, agentVersion: '1\n2' }],
  ['a hello with too many capabilities', { ...hello, capabilities: Array.from({ length: 33 }, () => 'x') }],
  ['a goodbye for no known reason', { t: 'bye', reason: 'bored' }],
])('%s is refused', (_name, frame) => {
  expect(decodeAgentFrame(JSON.stringify(frame))).toMatchObject({ ok: false, problem: 'bad-frame' });
});

test('entries of a batch are left for ingest to judge, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 5 }), (entries) => {
      const text = JSON.stringify({ ...batch, entries });
      expect(decodeAgentFrame(text)).toEqual({ ok: true, frame: { ...batch, entries: JSON.parse(text).entries } });
    }),
  );
});

test('no text and no JSON value whatever makes reading throw', () => {
  const type = fc.constantFrom(...cases.map((known) => known.type));
  const value = fc
    .tuple(type, fc.jsonValue(), fc.string())
    .map(([t, noise, key]) => JSON.stringify({ [key]: noise, t }));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), value), (text) => {
      for (const { decode } of SIDES) expect(typeof decode(text).ok).toBe('boolean');
    }),
  );
});

function describe(schema: v.GenericSchema, value: unknown): string {
  const result = v.safeParse(schema, value);
  return result.success ? 'accepted' : describeIssues(result.issues);
}

test('a mistake is described by its place and by what was expected', () => {
  expect(describe(v.object({ a: v.object({ b: v.number() }) }), { a: { b: 'x' } })).toBe('a.b: expected number');
  expect(describe(v.string(), 3)).toBe('expected string');
  expect(
    describe(
      v.pipe(
        v.number(),
        v.check(() => false, 'must be nicer'),
      ),
      3,
    ),
  ).toBe('must be nicer');
  expect(describe(v.pipe(v.number(), v.safeInteger()), 4_711.5)).toBe('expected safe integer');
});

test('only the first three mistakes are described, in at most 300 characters', () => {
  const fields = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`field${i}`, v.string()]));
  const text = describe(v.object(fields), {});
  expect(text.split('; ')).toHaveLength(3);
  const long = v.picklist(Array.from({ length: 100 }, (_, i) => `option-${i}`));
  expect(describe(long, 'x')).toHaveLength(300);
});

test('a description never repeats a value, and makes a foreign key harmless', () => {
  const secret = 'S3CR3T';
  const number = 987_654_321.5;
  for (const { decode, frame } of cases) {
    for (const field of Object.keys(frame)) {
      for (const value of [secret, number, [secret], { nested: secret }]) {
        const result = decode(JSON.stringify({ ...frame, [field]: value }));
        if (result.ok || result.problem === 'unknown-type') continue;
        expect(result.message).not.toMatch(/S3CR3T|987654321/);
      }
    }
  }
  expect(describe(v.record(v.pipe(v.string(), v.maxLength(3)), v.number()), { 'a\nb<c>': 1 })).toBe(
    'a?b?c?: expected <=3',
  );
});
