import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ATTESTATION, FACT_FAMILIES, FACT_VALUES, METRICS, STOP_CAUSES, STOP_REASONS } from '@wardwatch/shared/model';
import {
  CLOSE,
  CODE_ALPHABET,
  DEFAULT_PUSH_MS,
  DEFAULT_WAIT_MS,
  ENROL_ERRORS,
  enrolmentText,
  helloText,
  LIMITS,
  MAX_PUSH_BYTES,
  MAX_PUSH_CHANGES,
  normaliseCode,
  PUSH_ERRORS,
} from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { goldens } from './load.ts';

const TEXT = readFileSync(new URL('../../shared/PROTOCOL.md', import.meta.url), 'utf8');

/** Everything under a heading, up to the next of any level. */
function section(heading: string): string {
  const from = TEXT.indexOf(`\n${heading}\n`);
  expect(from, `a section ${heading}`).toBeGreaterThan(0);
  const body = TEXT.slice(from + heading.length + 2);
  const next = body.search(/\n#{2,4} /);
  return next < 0 ? body : body.slice(0, next);
}

/** Rows of the table whose heading row starts with these columns; cells without their back-ticks. */
function table(heading: string, ...columns: string[]): string[][] {
  const lines = section(heading).split('\n');
  const top = lines.findIndex((line) => line.replaceAll('`', '').startsWith(`| ${columns.join(' | ')} |`));
  expect(top, `a table ${columns.join(', ')} in ${heading}`).toBeGreaterThanOrEqual(0);
  const end = lines.findIndex((line, index) => index > top && !line.startsWith('|'));
  return lines.slice(top + 2, end < 0 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

const examples = [...TEXT.matchAll(/^```json golden\/v1\/(\S+)\n([\s\S]*?)^```$/gm)].map((match) => ({
  name: match[1] ?? '',
  text: match[2] ?? '',
  before: TEXT.slice(0, match.index),
}));

test('every example is the golden that it names, byte for byte', () => {
  const recorded = new Map(goldens().map(({ name, text }) => [name, text]));
  for (const { name, text } of examples) expect(text, name).toBe(recorded.get(name));
});

test('every golden is an example exactly once, and no JSON example is without a golden', () => {
  expect(examples.map(({ name }) => name).toSorted()).toEqual(goldens().map(({ name }) => name));
  expect(TEXT.match(/^```json/gm)).toHaveLength(examples.length);
});

test('every field of an example is described in the section in which it stands', () => {
  const everywhere = new Set(['seq', 'at', 'mono', 'kind', 'event']);
  for (const { name, before } of examples) {
    if (name.startsWith('agent-batch-') || name.startsWith('server-ack-')) continue;
    const heading = before.match(/^#{2,4} .*$/gm)?.at(-1) ?? '';
    const value = v.parse(v.record(v.string(), v.unknown()), goldens(name)[0]?.value);
    for (const field of Object.keys(value)) {
      const isCommon = name.startsWith('entry-') && everywhere.has(field);
      const stated = section(heading).includes(`\`${field}\``);
      expect(isCommon || stated, `${field} of ${name} in ${heading}`).toBe(true);
    }
  }
});

test('the table of limits is that of the code', () => {
  const rows = table('## 13 Limits', 'limit', 'value', 'unit').map(([name, value]) => [name, Number(value)]);
  expect(rows).toEqual(Object.entries(LIMITS));
});

test('the table of close codes is that of the code', () => {
  const rows = table('## 11 Close codes', 'code', 'reason', 'after');
  expect(rows.map(([code, reason, after]) => [Number(code), reason, after])).toEqual(
    Object.entries(CLOSE).map(([reason, { code, after }]) => [code, reason, after]),
  );
  expect(section('## 11 Close codes')).toContain(`${DEFAULT_WAIT_MS} ms`);
});

test('the table of refused enrolments is that of the code', () => {
  const rows = table('### 3.2 Refused enrolments', 'status', 'error').map(([status, error]) => [error, Number(status)]);
  expect(Object.fromEntries(rows)).toEqual(ENROL_ERRORS);
  expect(rows).toHaveLength(Object.keys(ENROL_ERRORS).length);
});

test('the table of facts is that of the code', () => {
  const rows = table('### 8.1 `fact`', 'fact', 'values').map(([fact, values]) => [fact, values?.split(', ')]);
  expect(rows).toEqual(Object.entries(FACT_VALUES));
});

test('the table of families of facts is that of the code', () => {
  const rows = table('### 8.1 `fact`', 'family', 'values of the family').map(([name, values]) => [
    name?.replace(':{id}', ''),
    values?.split(', '),
  ]);
  expect(rows).toEqual(Object.entries(FACT_FAMILIES));
});

test('why a machine stopped, and the statement of enrolment, are those of the code', () => {
  const reasons = STOP_CAUSES.map((reason) => `\`${reason}\``).join(', ');
  expect(section('#### `boot`')).toContain(`one of ${reasons}, optional`);
  expect(section('### 3.1 `POST /agent/enrol`')).toContain(`| \`attestation\` | \`${ATTESTATION}\` |`);
});

test('refused pushes, and the limits of a push, are those of the code', () => {
  const rows = table('### 19.1 Refused pushes', 'status', 'error').map(([status, error]) => [error, Number(status)]);
  expect(Object.fromEntries(rows)).toEqual(PUSH_ERRORS);
  expect(section('## 19 Push heartbeat')).toContain(`at most ${MAX_PUSH_BYTES} bytes`);
  expect(section('## 19 Push heartbeat')).toContain(`array, at most ${MAX_PUSH_CHANGES} |`);
  expect(section('## 19 Push heartbeat')).toContain(`; ${DEFAULT_PUSH_MS} unless it says so`);
});

test('the signature of the example of speed is that of its text', () => {
  const seed = Buffer.from(Array.from({ length: 32 }, (_, index) => index));
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  const key = createPrivateKey({ key: Buffer.concat([head, seed]), format: 'der', type: 'pkcs8' });
  const text = /`(wardwatch-speed ag_\S+ \d+)`/.exec(section('## 18 Speed'))?.[1] ?? '';
  expect(section('## 18 Speed')).toContain(`\`${sign(null, Buffer.from(text), key).toString('base64url')}\``);
});

test('the table of metrics is that of the code', () => {
  const rows = table('### 8.3 `metrics`', 'metric', 'unit', 'kept to');
  expect(rows).toEqual(Object.entries(METRICS).map(([name, { unit, scale }]) => [name, unit, `1/${scale}`]));
});

test('the reasons of a stop are those of the code, in both places', () => {
  const reasons = STOP_REASONS.map((reason) => `\`${reason}\``).join(', ');
  expect(section('### 5.6 `bye` (agent)')).toContain(`one of ${reasons} `);
  expect(section('#### `stop`')).toContain(`one of ${reasons} `);
});

test('the worked example is what the code computes and what the goldens carry', () => {
  const rows = new Map(
    table('### 3.3 Worked example', 'what', 'value').map(([what = '', value = '']) => [what, value]),
  );
  const stated = (start: string): string => [...rows].find(([what]) => what.startsWith(start))?.[1] ?? '';
  const code = stated('code as typed');
  const publicKey = stated('public key, base64url');
  expect(stated('code, normalised')).toBe(normaliseCode(code));
  expect(Buffer.from(publicKey, 'base64url').toString('hex')).toBe(stated('public key, hex'));
  const enrol = enrolmentText(code, publicKey);
  const connect = helloText(stated('nonce'), stated('agent id'));
  expect(stated('text signed to enrol')).toBe(enrol.replaceAll('\n', String.raw`\n`));
  expect(stated('text signed to connect')).toBe(connect.replaceAll('\n', String.raw`\n`));
  expect([...rows.keys()]).toContain(`text signed to enrol (${Buffer.byteLength(enrol)} bytes)`);
  expect([...rows.keys()]).toContain(`text signed to connect (${Buffer.byteLength(connect)} bytes)`);
  const signatures = [...TEXT.matchAll(/^\| its signature \| `(\S+)` \|$/gm)].map((match) => match[1]);
  expect(goldens('http-enrol-request')[0]?.value).toMatchObject({ code, publicKey, signature: signatures[0] });
  expect(goldens('agent-hello')[0]?.value).toMatchObject({ agentId: stated('agent id'), signature: signatures[1] });
  expect(section('## 3 Identity and enrolment')).toContain(`\`${CODE_ALPHABET}\``);
});

test('the arithmetic of the clock offset is that of the examples', () => {
  const hello = v.parse(v.object({ challengeAt: v.number(), at: v.number() }), goldens('agent-hello')[0]?.value);
  const { serverTime } = v.parse(v.object({ serverTime: v.number() }), goldens('server-challenge')[0]?.value);
  const text = section('## 9 Time');
  expect(text).toContain(`S0 = ${serverTime}, A0 = ${hello.challengeAt}, A1 = ${hello.at};`);
  const receivedAt = Number(/^S1 = (\d+)/m.exec(text)?.[1]);
  const offset = (serverTime - hello.challengeAt + (receivedAt - hello.at)) / 2;
  expect(text).toContain(`= ${offset} ms, error`);
});

test('every link within the page leads to a heading', () => {
  const anchors = new Set(
    [...TEXT.matchAll(/^#{1,4} (.*)$/gm)].map((match) =>
      (match[1] ?? '')
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
  for (const [, target = ''] of TEXT.matchAll(/\]\(#([^)]*)\)/g)) expect(anchors).toContain(target);
});
