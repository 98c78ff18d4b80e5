import { expect, test } from 'vitest';
import { applyFacts, holes } from './facts.ts';

test('states every fact of a new process once, then only changes', () => {
  const first = applyFacts({}, { internet: { value: 'up' }, dns: { value: 'down', detail: 'timeout' } }, 1_000);
  expect(first.changes).toEqual([
    { fact: 'internet', value: 'up' },
    { fact: 'dns', value: 'down', detail: 'timeout' },
  ]);
  const second = applyFacts(
    first.states,
    { internet: { value: 'up' }, dns: { value: 'down', detail: 'refused' } },
    2_000,
  );
  expect(second.changes).toEqual([]);
  expect(second.states.dns).toEqual({ value: 'down', sinceMono: 1_000, detail: 'refused' });
  const third = applyFacts(second.states, { dns: { value: 'up' } }, 3_000);
  expect(third.changes).toEqual([{ fact: 'dns', value: 'up' }]);
  expect(third.states.dns).toEqual({ value: 'up', sinceMono: 3_000 });
  expect(third.states.internet?.sinceMono).toBe(1_000);
});

test('a hole is a change of its own, never down', () => {
  const { states } = applyFacts({}, { internet: { value: 'up' } }, 1);
  const { changes } = applyFacts(states, holes(['internet'], 'timed out').facts ?? {}, 2);
  expect(changes).toEqual([{ fact: 'internet', value: null, detail: 'timed out' }]);
});

test('takes a value that does not belong to its fact as not measured', () => {
  expect(applyFacts({}, { mains: { value: 'up' } }, 1).changes).toEqual([{ fact: 'mains', value: null }]);
});
