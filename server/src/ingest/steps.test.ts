import { describe, expect, it } from 'vitest';
import type { ClockAnchor } from './correct-time.ts';
import { type JudgedBatch, judgeBatch } from './steps.ts';

const NOW = Date.UTC(2026, 10, 24);
const anchor: ClockAnchor = { bootId: 'boot-now', mono: 100_000, serverMs: NOW, offsetMs: 0, errorMs: 0 };
const stamp = { at: NOW - 1_000, mono: 99_000 };

const judge = (entries: unknown[], bootId = 'boot-now'): JudgedBatch =>
  judgeBatch({ batch: { t: 'batch', from: 1, to: 10, entries }, bootId, anchor, nowMs: NOW });

describe('judgeBatch', () => {
  it('takes the good entries of a batch with one bad entry', () => {
    const good = { seq: 1, ...stamp, kind: 'fact', fact: 'internet', value: 'down' };
    const bad = { seq: 2, ...stamp, kind: 'fact', fact: 'internet', value: 'purple' };
    const alive = { seq: 3, ...stamp, kind: 'alive', everyMs: 60_000 };
    const { accepted, refused } = judge([good, bad, alive]);
    expect(accepted.map(({ entry }) => entry.seq)).toEqual([1, 3]);
    expect(refused).toMatchObject([{ index: 1, seq: 2, code: 'schema' }]);
    expect(refused[0]?.text).toContain('purple');
  });

  it.each([
    ['not-an-object', 'text'],
    ['not-an-object', null],
    ['seq-outside-batch', { seq: 11, ...stamp, kind: 'alive', everyMs: 1 }],
    ['seq-outside-batch', { ...stamp, kind: 'alive', everyMs: 1 }],
    ['unknown-kind', { seq: 1, ...stamp, kind: 'poem' }],
    ['schema', { seq: 1, ...stamp, kind: 'fact', fact: 'mains', value: 'up' }],
  ])('refuses an entry with %s', (code, raw) => {
    expect(judge([raw])).toMatchObject({ accepted: [], refused: [{ index: 0, code }] });
  });

  it('refuses the second of two entries with one seq', () => {
    const entry = { seq: 1, ...stamp, kind: 'alive', everyMs: 60_000 };
    const { accepted, refused } = judge([entry, entry]);
    expect(accepted).toHaveLength(1);
    expect(refused).toMatchObject([{ index: 1, seq: 1, code: 'seq-repeated' }]);
  });

  it('keeps a fact of a hopeless clock as suspect, and refuses figures of one', () => {
    const fact = { seq: 1, at: 0, mono: 5, kind: 'fact', fact: 'dns', value: 'up' };
    const figures = { seq: 2, at: 0, mono: 5, kind: 'metrics', spanMs: 60_000, values: { 'cpu.used': 3 } };
    const { accepted, refused } = judge([fact, figures], 'boot-before');
    expect(accepted).toMatchObject([{ quality: 'suspect', entry: { seq: 1 } }]);
    expect(refused).toMatchObject([{ seq: 2, code: 'time-unknown' }]);
  });
});
