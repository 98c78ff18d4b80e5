import { ledgerRules } from '@wardwatch/shared/api';
import { DEFAULT_RULES } from '@wardwatch/shared/outage';
import { describe, expect, it } from 'vitest';
import { read } from '../../data/schema.ts';
import { figureOf, RULE_FIGURES, rulesOf, unitName } from './rule-figures.ts';

function fill(change: Record<string, string> = {}) {
  const data = new FormData();
  for (const { name } of RULE_FIGURES) {
    const { amount, unit } = figureOf(DEFAULT_RULES[name]);
    data.set(name, amount);
    data.set(unitName(name), unit);
  }
  for (const [name, value] of Object.entries(change)) data.set(name, value);
  return rulesOf(data);
}

describe('rule figures', () => {
  it.each(RULE_FIGURES)('has the bounds that the server keeps for $name', ({ name, leastMs, mostMs }) => {
    const taken = (ms: number) => read(ledgerRules, { ...DEFAULT_RULES, [name]: ms }) !== undefined;
    expect([leastMs - 1, leastMs, mostMs, mostMs + 1].map(taken)).toEqual([false, true, true, false]);
  });

  it('writes minutes where they are whole and seconds where they are not, and reads both back', () => {
    expect(figureOf(300_000)).toEqual({ amount: '5', unit: 'minutes' });
    expect(figureOf(90_000)).toEqual({ amount: '90', unit: 'seconds' });
    expect(figureOf(1_500)).toEqual({ amount: '1,5', unit: 'seconds' });
    expect(figureOf(0)).toEqual({ amount: '0', unit: 'seconds' });
    expect(fill()).toEqual({ value: DEFAULT_RULES });
  });

  it('takes a decimal comma or point', () => {
    expect(fill({ minListMs: ' 1,5 ' })).toMatchObject({ value: { minListMs: 90_000 } });
    expect(fill({ minListMs: '2.5' })).toMatchObject({ value: { minListMs: 150_000 } });
  });

  it.each(['', 'năm', '-1', '1e3', '5 phút', '1.000,5', '1441'])('does not take “%s” for a length of time', (text) => {
    expect(fill({ minListMs: text })).toEqual({ wrong: new Set(['minListMs']) });
  });

  it('names every figure that is wrong', () => {
    expect(fill({ graceMs: '0', probeMs: 'x' })).toEqual({ wrong: new Set(['graceMs', 'probeMs']) });
  });
});
