import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ENROL_ERRORS, enrolRefusal, enrolRequest, enrolResponse } from './enrolment.ts';

const request = {
  code: 'abcd-efgh-jkmn-pqrs',
  publicKey: 'A'.repeat(43),
  signature: 'B'.repeat(86),
  name: 'Máy một cửa 1',
  os: 'Linux',
  agentVersion: '0.1.0',
  attestation: 1,
};

test('a complete request is accepted', () => {
  expect(v.parse(enrolRequest, request)).toEqual(request);
});

test.each([
  { code: 'short' },
  { code: 'x'.repeat(41) },
  { publicKey: 'A'.repeat(42) },
  { publicKey: `${'A'.repeat(42)}=` },
  { signature: 'B'.repeat(85) },
  { signature: `${'B'.repeat(85)}+` },
  { name: ' ' },
  { name: undefined },
  { os: 'x'.repeat(121) },
  { os: 'Lin\u0000ux' },
  { agentVersion: '1\u0000' },
  { attestation: undefined },
  { attestation: 2 },
  { attestation: true },
])('a request with %j is refused', (change) => {
  expect(v.is(enrolRequest, { ...request, ...change })).toBe(false);
});

test('an answer tells the id and whether a person must still approve', () => {
  const answer = { agentId: `ag_${'0'.repeat(32)}`, status: 'pending', siteName: 'Nhà văn hóa 1' };
  expect(v.is(enrolResponse, answer)).toBe(true);
  expect(v.is(enrolResponse, { ...answer, status: 'revoked' })).toBe(false);
});

test('every refusal has a status of the 400s and passes its schema', () => {
  for (const [code, status] of Object.entries(ENROL_ERRORS)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(v.is(enrolRefusal, { error: code, message: 'ask for a new code' })).toBe(true);
  }
  expect(v.is(enrolRefusal, { error: 'oops', message: '' })).toBe(false);
});
