import { CLOSE, CLOSE_REASONS } from '@wardwatch/shared/protocol';
import { expect, test } from 'vitest';
import { planNext } from './plan.ts';

const noBye = { bye: undefined };

test('comes back soon after a broken line, and slower each time, up to a minute', () => {
  const delays = [0, 1, 2, 5, 20].map((attempt) => planNext({ code: 1006, ...noBye }, attempt, 0));
  expect(delays).toEqual([1_000, 2_000, 4_000, 32_000, 60_000].map((delayMs) => ({ kind: 'retry', delayMs })));
});

test.each(CLOSE_REASONS)('obeys "%s" by its code as by its name', (reason) => {
  const bye = { t: 'bye' as const, reason, message: '' };
  const byName = planNext({ code: 1006, bye }, 0, 0.5);
  expect(planNext({ code: CLOSE[reason].code, ...noBye }, 0, 0.5)).toEqual(byName);
  expect(byName.kind).toBe(CLOSE[reason].after);
});

test('waits as long as the server asked, and a little more', () => {
  const bye = { t: 'bye' as const, reason: 'slow-down' as const, message: '', retryAfterMs: 20_000 };
  expect(planNext({ code: 4006, bye }, 3, 0)).toEqual({ kind: 'wait', delayMs: 20_000 });
  expect(planNext({ code: 4006, bye }, 3, 0.5)).toEqual({ kind: 'wait', delayMs: 21_000 });
});

test('a server that restarts says when, and agents spread after that', () => {
  const bye = { t: 'bye' as const, reason: 'shutting-down' as const, message: '', retryAfterMs: 5_000 };
  expect(planNext({ code: 4007, bye }, 0, 0.5)).toEqual({ kind: 'retry', delayMs: 5_500 });
});

test('the loser of two machines with one key waits at least a quarter of an hour', () => {
  const bye = { t: 'bye' as const, reason: 'superseded' as const, message: '', retryAfterMs: 1_000 };
  expect(planNext({ code: 4004, bye }, 0, 0)).toEqual({ kind: 'wait', delayMs: 900_000 });
});
