import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadingNumber, modelName, saneFigures, saneMains, saneText } from './sane.ts';

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
  const says = (isOnLine: boolean, isOnBattery: boolean, isTesting = false) => ({ isOnLine, isOnBattery, isTesting });
  expect(saneMains(says(true, false), undefined)).toBe('on');
  expect(saneMains(says(false, true), 220)).toBe('off');
  expect(saneMains(says(false, false), 220)).toBe('unknown');
  expect(saneMains(says(true, true), 220)).toBe('unknown');
  expect(saneMains(says(false, true, true), 220)).toBe('on');
  expect(saneMains(says(false, true, true), undefined)).toBe('on');
  expect(saneMains(says(false, true, true), 12)).toBe('off');
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
});

test('names a model by its maker once', () => {
  expect(modelName('Example', 'Line 1000')).toBe('Example Line 1000');
  expect(modelName('EXAMPLE', 'Example Line 1000')).toBe('Example Line 1000');
  expect([modelName(undefined, 'Line'), modelName('Example', ''), modelName('', undefined)]).toEqual([
    'Line',
    'Example',
    null,
  ]);
});
