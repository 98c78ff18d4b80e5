import { expect, test } from 'vitest';
import { daysLeft, untrusted } from './certificate.ts';

test.each([
  ['CERT_HAS_EXPIRED', 'certificate expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate of an unknown authority'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate chain incomplete'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate for another name'],
  ['SOMETHING_NEW', 'certificate not trusted (SOMETHING_NEW)'],
])('tells %s', (code, detail) => {
  expect(untrusted(code, { ms: 5, certificateDays: -1 })).toEqual({
    outcome: 'failed',
    kind: 'tls',
    detail,
    ms: 5,
    certificateDays: -1,
  });
});

test('a certificate that is not valid yet is a hole: the clock of this machine is more likely wrong', () => {
  expect(untrusted('CERT_NOT_YET_VALID', { ms: 5 })).toMatchObject({ outcome: 'impossible' });
});

test.each([
  ['Nov 24 12:00:00 2026 GMT', 0],
  ['Nov 25 12:00:01 2026 GMT', 1],
  ['Nov 24 11:59:59 2026 GMT', -1],
  ['Dec 24 12:00:00 2026 GMT', 30],
  ['never', undefined],
])('counts whole days until %s', (validTo, days) => {
  expect(daysLeft(validTo, Date.UTC(2026, 10, 24, 12))).toBe(days);
});
