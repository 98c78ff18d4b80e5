import { factEntry } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { applyFacts, holes } from './facts.ts';

const at = (mono: number) => ({ begunMono: mono, mono });

test('states every fact of a new process once, then only changes', () => {
  const first = applyFacts({}, { internet: { value: 'up' }, dns: { value: 'down', detail: 'timeout' } }, at(1_000));
  expect(first.changes).toEqual([
    { fact: 'internet', value: 'up', sinceMono: 1_000 },
    { fact: 'dns', value: 'down', detail: 'timeout', sinceMono: 1_000 },
  ]);
  const second = applyFacts(
    first.states,
    { internet: { value: 'up' }, dns: { value: 'down', detail: 'refused' } },
    at(2_000),
  );
  expect(second.changes).toEqual([]);
  expect(second.states.dns).toEqual({ value: 'down', sinceMono: 1_000, detail: 'refused' });
  const third = applyFacts(second.states, { dns: { value: 'up' } }, at(3_000));
  expect(third.changes).toEqual([{ fact: 'dns', value: 'up', sinceMono: 3_000 }]);
  expect(third.states.dns).toEqual({ value: 'up', sinceMono: 3_000 });
  expect(third.states.internet?.sinceMono).toBe(1_000);
});

test('what failed had failed when the run began; what answered holds from its answer', () => {
  const { states } = applyFacts({}, { internet: { value: 'up' } }, { begunMono: 900, mono: 1_000 });
  expect(states.internet?.sinceMono).toBe(1_000);
  const failed = applyFacts(states, { internet: { value: 'down' } }, { begunMono: 15_000, mono: 23_000 });
  expect(failed.changes).toEqual([{ fact: 'internet', value: 'down', sinceMono: 15_000 }]);
  const back = applyFacts(failed.states, { internet: { value: 'up' } }, { begunMono: 30_000, mono: 31_000 });
  expect(back.changes).toEqual([{ fact: 'internet', value: 'up', sinceMono: 31_000 }]);
});

test('a failure is never put before the change before it', () => {
  const { states } = applyFacts({}, { internet: { value: 'up' } }, at(20_000));
  const { changes } = applyFacts(states, { internet: { value: 'down' } }, { begunMono: 15_000, mono: 23_000 });
  expect(changes).toEqual([{ fact: 'internet', value: 'down', sinceMono: 20_000 }]);
});

test('a hole is a change of its own, never down', () => {
  const { states } = applyFacts({}, { internet: { value: 'up' } }, at(1));
  const { changes } = applyFacts(states, holes(['internet'], 'timed out').facts ?? {}, { begunMono: 2, mono: 5 });
  expect(changes).toEqual([{ fact: 'internet', value: null, detail: 'timed out', sinceMono: 5 }]);
});

test('a reason is told as the journal takes it, whatever a daemon said', () => {
  const detail = `BAD\u0001\u001b[31m${'x'.repeat(188)}😀`;
  const { changes } = applyFacts({}, { mains: { value: null, detail } }, at(1));
  const written = { seq: 1, at: 1, mono: 1, kind: 'fact', fact: 'mains', value: null, detail: changes[0]?.detail };
  expect(v.safeParse(factEntry, written).success).toBe(true);
});

test('takes a value that does not belong to its fact as not measured', () => {
  const { changes } = applyFacts({}, { mains: { value: 'up' } }, at(1));
  expect(changes).toEqual([{ fact: 'mains', value: null, sinceMono: 1 }]);
});
