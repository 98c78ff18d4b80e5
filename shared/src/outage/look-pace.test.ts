import { expect, test } from 'vitest';
import { DEFAULT_LOOK_MS, isService, lookPaceOf, looksBy } from './look-pace.ts';

test('a service is looked at once a minute unless the ward asks for less, and the answer is there a minute later', () => {
  const paces = new Map([['mail', 3_600_000]]);
  expect([lookPaceOf('service:mail', paces), lookPaceOf('service:portal', paces)]).toEqual([
    3_600_000,
    DEFAULT_LOOK_MS,
  ]);
  expect([lookPaceOf('site', paces), lookPaceOf('device:mail', paces)]).toEqual([0, 0]);
  expect(looksBy(5, 3_600_000)).toBe(5 + 3_660_000);
});

test('subjects and facts of services are told from others by their names', () => {
  expect((['service:portal', 'site', 'device:service', 'dns'] as const).map(isService)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
