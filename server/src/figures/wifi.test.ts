import { expect, it } from 'vitest';
import { wifiState } from './wifi.ts';

const HOUR = 3_600_000;
const DAY = { from: 0, until: 24 * HOUR };
const OPEN = [{ from: 7 * HOUR, until: 21 * HOUR }];
const span = (from: number, until: number, state: 'up' | 'down' | 'unknown' | 'off') => ({
  from: from * HOUR,
  until: until * HOUR,
  state,
});

it.each([
  ['up in opening hours', [span(0, 8, 'up'), span(8, 24, 'down')], 'live'],
  ['up now, while it is closed', [span(0, 22, 'down'), span(22, 24, 'up')], 'live'],
  ['up at night only', [span(0, 6, 'up'), span(6, 24, 'down')], 'not-live'],
  ['down all day', [span(0, 24, 'down')], 'not-live'],
  ['down for a moment, else unknown', [span(0, 23, 'unknown'), span(23, 24, 'down')], 'not-live'],
  ['unknown all day', [span(0, 24, 'unknown')], 'no-data'],
  ['switched off all day', [span(0, 24, 'off')], 'no-data'],
  ['without a device', [], 'no-data'],
] as const)('Wi-Fi of an equipped house that was %s', (_what, spans, expected) => {
  expect(wifiState('in-use', spans, OPEN, DAY)).toBe(expected);
});

it('is no Wi-Fi before the house is equipped, or while it is suspended', () => {
  for (const stage of ['not-equipped', 'installing', 'suspended'] as const) {
    expect(wifiState(stage, [span(0, 24, 'up')], OPEN, DAY)).toBe('not-equipped');
  }
});
