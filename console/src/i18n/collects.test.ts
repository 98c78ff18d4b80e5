import { COLLECTED_PATHS, collectedFields } from '@wardwatch/shared/collects';
import { describe, expect, it } from 'vitest';
import { sentences as english } from './en/collects.ts';
import { sentences as vietnamese } from './vi/collects.ts';

describe('sentences about what is collected', () => {
  it.each([
    ['Vietnamese', vietnamese],
    ['English', english],
  ])('say in %s what every place on the wire holds, and nothing else', (_, sentences) => {
    const onTheWire = collectedFields().map(({ path }) => path);
    expect(Object.keys(sentences).toSorted()).toEqual(onTheWire.toSorted());
    expect(onTheWire.toSorted()).toEqual([...COLLECTED_PATHS].toSorted());
  });

  it('are sentences', () => {
    for (const sentence of [...Object.values(vietnamese), ...Object.values(english)]) {
      expect(sentence).toMatch(/^\p{Lu}.{8,}[.…]$/u);
    }
  });
});
