import { expect, test } from 'vitest';
import type { ServiceLook } from './look.ts';
import { readingOf } from './verdict.ts';

const CHECK = { id: 'portal', slowMs: 1_000 };
const answered = (part: { ms?: number; certificateDays?: number; note?: string } = {}): ServiceLook => ({
  outcome: 'answered',
  ms: 200,
  ...part,
});

test.each<[string, ServiceLook, object]>([
  ['a good answer', answered(), { value: 'up' }],
  ['an answer at the bound', answered({ ms: 1_000 }), { value: 'up' }],
  ['a slow one', answered({ ms: 1_001 }), { value: 'degraded', detail: 'slow' }],
  ['a certificate with time left', answered({ certificateDays: 15 }), { value: 'up' }],
  [
    'a certificate about to end',
    answered({ certificateDays: 14 }),
    { value: 'degraded', detail: 'certificate ends in 14 days' },
  ],
  [
    'both',
    answered({ ms: 3_000, certificateDays: 2 }),
    { value: 'degraded', detail: 'slow, certificate ends in 2 days' },
  ],
  ['an answer with a note', answered({ note: 'status 403' }), { value: 'up', detail: 'status 403' }],
  [
    'a failure',
    { outcome: 'failed', kind: 'tls', detail: 'certificate expired' },
    { value: 'down', detail: 'tls certificate expired' },
  ],
  [
    'a flaw that people get past',
    { outcome: 'answered', ms: 80, flaw: 'certificate chain incomplete' },
    { value: 'degraded', detail: 'certificate chain incomplete' },
  ],
  [
    'what could not be tried',
    { outcome: 'impossible', detail: 'denied by local policy' },
    { value: null, detail: 'denied by local policy' },
  ],
])('%s', (_case, look, fact) => {
  expect(readingOf(CHECK, look).facts).toEqual({ 'service:portal': fact });
});

test('time and days are told with a failure as well', () => {
  const look: ServiceLook = {
    outcome: 'failed',
    kind: 'tls',
    detail: 'certificate expired',
    ms: 80,
    certificateDays: -3,
  };
  expect(readingOf(CHECK, look).metrics).toEqual({ 'service.time:portal': 80, 'service.certificate:portal': -3 });
});

test('what was not measured is not told', () => {
  expect(readingOf(CHECK, { outcome: 'failed', kind: 'dns', detail: 'no such name' }).metrics).toEqual({});
});
