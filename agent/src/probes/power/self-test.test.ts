import { expect, test } from 'vitest';
import { followTest, type TestMemory } from './self-test.ts';

type Look = [isTesting: boolean, testResult: TestMemory['testResult']];

function results(looks: readonly Look[]): unknown[] {
  const memories = looks.map(([isTesting, testResult]) => ({ isTesting, testResult }));
  return memories.map((now, at) => {
    const event = followTest(memories[at - 1], now);
    return event?.event === 'ups-test' ? event.result : undefined;
  });
}

test('tells that a test began and how it ended', () => {
  expect(
    results([
      [false, null],
      [true, null],
      [true, null],
      [false, 'passed'],
      [false, 'passed'],
    ]),
  ).toEqual([undefined, 'started', undefined, 'passed', undefined]);
  expect(
    results([
      [true, null],
      [false, 'failed'],
    ]),
  ).toEqual(['started', 'failed']);
  expect(
    results([
      [true, null],
      [false, null],
    ]),
  ).toEqual(['started', 'ended']);
});

test('tells a test that no look saw by its result, and none that was long ago', () => {
  expect(
    results([
      [false, 'passed'],
      [false, 'passed'],
    ]),
  ).toEqual([undefined, undefined]);
  expect(
    results([
      [false, 'passed'],
      [false, 'failed'],
    ]),
  ).toEqual([undefined, 'failed']);
  expect(
    results([
      [false, 'failed'],
      [false, null],
    ]),
  ).toEqual([undefined, undefined]);
});
