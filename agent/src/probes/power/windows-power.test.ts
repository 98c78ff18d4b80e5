import { silentLogger } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import { windowsPowerLook, windowsPowerSource } from './windows-power.ts';

const UNKNOWN = 0xff_ff_ff_ff;

test.each([
  [{ ACLineStatus: 0, BatteryFlag: 0, BatteryLifePercent: 41, BatteryLifeTime: 5_535 }, 'off', 41, 5_535],
  [{ ACLineStatus: 1, BatteryFlag: 10, BatteryLifePercent: 5, BatteryLifeTime: UNKNOWN }, 'on', 5, null],
  [{ ACLineStatus: 255, BatteryFlag: 255, BatteryLifePercent: 255, BatteryLifeTime: UNKNOWN }, 'unknown', null, null],
])('reads %o', (status, mains, charge, runtimeSeconds) => {
  const state = { mains, charge, runtimeSeconds, ups: null };
  expect(windowsPowerLook(status)).toMatchObject({ outcome: 'seen', state });
});

test('a computer without a battery has nothing to tell, one that cannot be asked is a hole', async () => {
  const desktop = { ACLineStatus: 1, BatteryFlag: 128, BatteryLifePercent: 255, BatteryLifeTime: UNKNOWN };
  expect(windowsPowerLook(desktop)).toEqual({ outcome: 'absent' });
  const source = windowsPowerSource(silentLogger, () => Promise.reject(new Error('not installed')));
  const { signal } = new AbortController();
  expect(await source.look(signal)).toMatchObject({ outcome: 'refused' });
  expect(await source.look(signal)).toMatchObject({ outcome: 'refused' });
});
