import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadingNumber, type LineFlags, modelName, saneFigures, saneMains, saneText } from './sane.ts';

const none = { charge: null, runtimeSeconds: null, load: null, inputVolts: null };

test('keeps what can be', () => {
  const raw = { charge: 46, runtimeSeconds: 900, load: 105, inputVolts: 221.5 };
  expect(saneFigures(raw, 'on')).toEqual(raw);
  expect(saneFigures({ charge: 0, runtimeSeconds: 1, load: 0, inputVolts: 0 }, 'off')).toEqual({
    charge: 0,
    runtimeSeconds: 1,
    load: 0,
    inputVolts: 0,
  });
});

test.each([
  ['nothing', {}],
  ['minus one', { charge: -1, runtimeSeconds: -1, load: -1, inputVolts: -1 }],
  ['the end of a byte', { charge: 255, load: 255 }],
  ['the end of a word', { charge: 65_535, runtimeSeconds: 65_535, load: 65_535, inputVolts: 65_535 }],
  ['the end of a word in minutes', { runtimeSeconds: 65_535 * 60 }],
  ['the end of a double word', { runtimeSeconds: 0xff_ff_ff_ff }],
  ['no number', { charge: Number.NaN, runtimeSeconds: Number.POSITIVE_INFINITY }],
  ['nothing at all while mains feed it', { charge: 0, runtimeSeconds: 0, inputVolts: 0 }],
])('takes %s for missing', (_what, raw) => {
  expect(saneFigures(raw, 'on')).toEqual(none);
});

test('never lets a figure out of its range through', () => {
  const any = fc.oneof(fc.double(), fc.integer({ min: -10, max: 70_000 }));
  const raw = fc.record({ charge: any, runtimeSeconds: any, load: any, inputVolts: any });
  fc.assert(
    fc.property(raw, fc.constantFrom('on' as const, 'off' as const, 'unknown' as const), (figures, mains) => {
      const { charge, runtimeSeconds, load, inputVolts } = saneFigures(figures, mains);
      expect(charge ?? 0).toSatisfy((value: number) => value >= 0 && value <= 100);
      expect(runtimeSeconds ?? 1).toSatisfy((value: number) => value >= 1 && value <= 172_800);
      expect(load ?? 0).toSatisfy((value: number) => value >= 0 && value <= 150);
      expect(inputVolts ?? 0).toSatisfy((value: number) => value >= 0 && value <= 500);
    }),
  );
});

test('mains are on, off, or not told; a test is no cut unless the input is dead', () => {
  const says = (isOnLine: boolean, isOnBattery: boolean, kind?: LineFlags['test'], isLow = false): LineFlags => ({
    isOnLine,
    isOnBattery,
    test: kind,
    isLow,
  });
  const mainsBy = (flags: LineFlags, volts?: number) => saneMains(flags, volts).mains;
  expect(mainsBy(says(true, false))).toBe('on');
  expect(mainsBy(says(false, true), 220)).toBe('off');
  expect(mainsBy(says(false, false), 220)).toBe('unknown');
  expect(mainsBy(says(true, true), 220)).toBe('unknown');
  expect(mainsBy(says(false, true, 'short'), 220)).toBe('on');
  expect(mainsBy(says(false, true, 'short'))).toBe('on');
  expect(mainsBy(says(false, true, 'short'), 12)).toBe('off');
  expect(mainsBy(says(false, true, 'calibration', true))).toBe('off');
  // Mains hang on the word of the test only where it is on battery.
  expect(saneMains(says(false, true, 'short'), 220).testLimitMs).toBe(600_000);
  expect(saneMains(says(false, true, 'calibration'), 220).testLimitMs).toBe(3_600_000);
  expect(saneMains(says(true, false, 'short'), 220)).toEqual({ mains: 'on', isTesting: true });
});

test('reads numbers before their unit, and text as one line', () => {
  expect(['223.0 Volts', ' -1', 'N/A', '', undefined].map(leadingNumber)).toEqual([
    223,
    -1,
    undefined,
    undefined,
    undefined,
  ]);
  expect(saneText(' a\n\u0007b  c ', 40)).toBe('a b c');
  expect(saneText('x'.repeat(50), 40)).toHaveLength(40);
  expect(saneText('\u0000 ', 40)).toBeNull();
  // A character of two units that would be cut in the middle is left out, as is half of one.
  expect(saneText(`${'x'.repeat(39)}\u{1F50B}`, 40)).toBe('x'.repeat(39));
  expect(saneText(`${'x'.repeat(38)}\u{1F50B}y`, 40)).toBe(`${'x'.repeat(38)}\u{1F50B}`);
  expect(saneText('a\uD83Db\u001B', 40)).toBe('a b');
});

test('names a model by its maker once', () => {
  expect(modelName('Example', 'Line 1000')).toBe('Example Line 1000');
  expect(modelName('x'.repeat(90), 'y'.repeat(90))).toHaveLength(120);
  expect(modelName('EXAMPLE', 'Example Line 1000')).toBe('Example Line 1000');
  expect([modelName(undefined, 'Line'), modelName('Example', ''), modelName('', undefined)]).toEqual([
    'Line',
    'Example',
    null,
  ]);
});
