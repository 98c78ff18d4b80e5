import { FakeClock } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import { CONFIG_PACE_MS, ConfigPace } from './config-pace.ts';

test('the first goes through at once, of the others the latest at a time', () => {
  const clock = new FakeClock({ wall: 0 });
  const applied: [number, number][] = [];
  const pace = new ConfigPace<number>(clock, (value) => applied.push([value, clock.mono()]));
  for (let value = 1; value <= 10; value++) pace.offer(value);
  clock.advance(CONFIG_PACE_MS - 1);
  pace.offer(11);
  clock.advance(3 * CONFIG_PACE_MS);
  pace.offer(12);
  pace.offer(13);
  pace.stop();
  clock.advance(CONFIG_PACE_MS);
  expect(applied.map(([value]) => value)).toEqual([1, 11, 12]);
  expect(applied.map(([, mono]) => mono)).toEqual([0, CONFIG_PACE_MS, 4 * CONFIG_PACE_MS - 1]);
});
