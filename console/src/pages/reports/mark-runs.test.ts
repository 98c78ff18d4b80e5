import { describe, expect, it } from 'vitest';
import { type Mark, markedRuns, trimmed, wordsOf } from './mark-runs.ts';

const TEXT = 'một hai ba bốn';

const runs = (...marks: Mark[]) => markedRuns(TEXT, marks).map(({ text, ids, ending }) => [text, ids, ending]);

describe('markedRuns', () => {
  it('leaves a text without marks whole', () => {
    expect(markedRuns(TEXT, [])).toEqual([{ text: TEXT, start: 0, ids: [], ending: [] }]);
  });

  it('puts the label of a mark behind it', () => {
    expect(runs({ id: 'C01', start: 4, end: 7 })).toEqual([
      ['một ', [], []],
      ['hai', ['C01'], ['C01']],
      [' ba bốn', [], []],
    ]);
  });

  it('splits marks that overlap where they meet', () => {
    expect(runs({ id: 'C01', start: 0, end: 7 }, { id: 'C02', start: 4, end: 10 })).toEqual([
      ['một ', ['C01'], []],
      ['hai', ['C01', 'C02'], ['C01']],
      [' ba', ['C02'], ['C02']],
      [' bốn', [], []],
    ]);
  });

  it('keeps two statements on one passage together', () => {
    expect(runs({ id: 'C18', start: 0, end: 14 }, { id: 'C19', start: 0, end: 14 })).toEqual([
      [TEXT, ['C18', 'C19'], ['C18', 'C19']],
    ]);
  });

  it('lets one mark lie in another, and marks touch', () => {
    expect(runs({ id: 'C01', start: 0, end: 14 }, { id: 'C02', start: 4, end: 7 })).toEqual([
      ['một ', ['C01'], []],
      ['hai', ['C01', 'C02'], ['C02']],
      [' ba bốn', ['C01'], ['C01']],
    ]);
    expect(
      runs({ id: 'C01', start: 0, end: 3 }, { id: 'C02', start: 3, end: 14 }).map(([, , ending]) => ending),
    ).toEqual([['C01'], ['C02']]);
  });

  it('cuts off what reaches beyond the text, and leaves out what is not in it', () => {
    expect(runs({ id: 'C01', start: 11, end: 99 }, { id: 'C02', start: 50, end: 60 })).toEqual([
      ['một hai ba ', [], []],
      ['bốn', ['C01'], ['C01']],
    ]);
  });

  it('gives back the whole text, whatever the marks', () => {
    for (let start = 0; start < TEXT.length; start += 1) {
      for (let end = start + 1; end <= TEXT.length; end += 1) {
        const parts = markedRuns(TEXT, [
          { id: 'C01', start, end },
          { id: 'C02', start: 2, end: 9 },
        ]);
        expect(parts.map(({ text }) => text).join('')).toBe(TEXT);
        expect(parts.flatMap(({ ending }) => ending).toSorted()).toEqual(['C01', 'C02']);
      }
    }
  });
});

describe('wordsOf', () => {
  it('finds words with their places', () => {
    expect(wordsOf(' hai  ba')).toEqual([
      { text: 'hai', start: 1, end: 4 },
      { text: 'ba', start: 6, end: 8 },
    ]);
  });
});

describe('trimmed', () => {
  it('takes white space off the ends of a passage', () => {
    expect(trimmed(TEXT, 3, 8)).toEqual({ start: 4, end: 7 });
    expect(trimmed(TEXT, 3, 4)).toBeUndefined();
  });
});
