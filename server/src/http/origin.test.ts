import { describe, expect, it } from 'vitest';
import { isSameOrigin } from './origin.ts';

describe('isSameOrigin', () => {
  it.each([
    [undefined, 'ward.example:8148', true],
    ['https://ward.example:8148', 'ward.example:8148', true],
    ['https://elsewhere.example', 'ward.example:8148', false],
    ['https://ward.example', 'ward.example:8148', false],
    ['null', 'ward.example:8148', false],
    ['https://ward.example:8148', undefined, false],
  ])('%s against %s is %s', (origin, host, same) => {
    expect(isSameOrigin(origin, host)).toBe(same);
  });
});
