import { describe, expect, it } from 'vitest';
import { boardOf, deviceRow } from '../testing/rows.ts';
import { fleetOf, withChanges } from './fleet.ts';

describe('fleet', () => {
  it('never goes back to an older version of a row', () => {
    const fleet = fleetOf(boardOf([deviceRow({ revision: 5, name: 'mới' })], { revision: 5 }));
    const after = withChanges(fleet, { revision: 6, sites: [], devices: [deviceRow({ revision: 4, name: 'cũ' })] });
    expect(after.devices.get('dev_1')?.name).toBe('mới');
    expect(after.revision).toBe(6);
  });

  it('leaves the fleet before as it was', () => {
    const fleet = fleetOf(boardOf([deviceRow()]));
    withChanges(fleet, { revision: 2, sites: [], devices: [deviceRow({ id: 'dev_2' })] });
    expect(fleet.devices.size).toBe(1);
  });
});
