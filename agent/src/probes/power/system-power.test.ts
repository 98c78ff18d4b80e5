import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemPowerSource } from './system-power.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'supplies-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Makes the kernel's files (`{ 'AC/online': '1' }`) and looks at them. */
async function look(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), `${text}\n`);
  }
  return systemPowerSource(root).look(new AbortController().signal);
}

const battery = (status: string, capacity?: string): Record<string, string> => ({
  'BAT0/type': 'Battery',
  'BAT0/status': status,
  ...(capacity === undefined ? {} : { 'BAT0/capacity': capacity }),
});

test.each<[string, Record<string, string>, object]>([
  [
    'a laptop on mains, with an adapter by an unusual name',
    { 'ADP1/type': 'Mains', 'ADP1/online': '1', 'BATT/type': 'Battery', 'BATT/status': 'Full', 'BATT/capacity': '100' },
    { mains: 'on', ups: null, charge: 100 },
  ],
  [
    'a laptop on battery',
    { 'AC/type': 'Mains', 'AC/online': '0', ...battery('Discharging', '46') },
    { mains: 'off', ups: null, charge: 46 },
  ],
  [
    'a laptop fed over USB',
    { 'AC/type': 'Mains', 'AC/online': '0', 'ucsi/type': 'USB', 'ucsi/online': '1', ...battery('Charging') },
    { mains: 'on', charge: null },
  ],
  [
    'a battery that charges though the sensor of the mains says no',
    { 'ADP1/type': 'Mains', 'ADP1/online': '0', ...battery('Charging', '40') },
    { mains: 'on', charge: 40 },
  ],
  [
    'a battery that does not charge, without mains',
    { 'ADP1/type': 'Mains', 'ADP1/online': '0', ...battery('Not charging', '40') },
    { mains: 'off', charge: 40 },
  ],
  ['a battery alone that is full', battery('Full', '100'), { mains: 'on', charge: 100 }],
  ['a battery whose state is unknown', battery('Unknown'), { mains: 'unknown' }],
  [
    'a UPS that the kernel knows',
    {
      'UPS0/type': 'UPS',
      'UPS0/status': 'Discharging',
      'UPS0/capacity': '12',
      'UPS0/capacity_level': 'Low',
      'UPS0/time_to_empty_now': '300',
      'UPS0/manufacturer': 'Example',
      'UPS0/model_name': 'Line 500',
    },
    { mains: 'off', ups: 'low', charge: 12, runtimeSeconds: 300, model: 'Example Line 500' },
  ],
])('reads %s', async (_machine, files, state) => {
  expect(await look(files)).toMatchObject({ outcome: 'seen', state });
});

test.each<[string, Record<string, string>]>([
  ['a desktop computer', {}],
  ['a desktop with a wireless mouse', { 'hid/type': 'Battery', 'hid/scope': 'Device', 'hid/status': 'Discharging' }],
])('%s has nothing to tell', async (_machine, files) => {
  expect(await look(files)).toEqual({ outcome: 'absent' });
});
