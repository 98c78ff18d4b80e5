import type { DeviceRow } from '@wardwatch/shared/api';
import type { FactValue } from '@wardwatch/shared/model';
import { describe, expect, it } from 'vitest';
import { boardOf, deviceRow, NOW } from '../testing/rows.ts';
import { fleetOf } from './fleet.ts';
import { serviceSites, siteServices } from './service-states.ts';

const sees = (id: string, value: FactValue | null, change: Partial<DeviceRow> = {}): DeviceRow =>
  deviceRow({ id, facts: { 'service:portal': { value, since: NOW } }, ...change });

describe('siteServices', () => {
  it('takes the best that a machine of the site sees, and how many see it so', () => {
    const fleet = fleetOf(boardOf([sees('a', 'down'), sees('b', 'degraded'), sees('c', 'down')]));
    expect(siteServices(fleet, 'site_1')).toMatchObject([{ id: 'portal', state: 'degraded', agreeing: 1, looking: 3 }]);
  });

  it('shows the slowest answer and the nearest end of a certificate', () => {
    const metrics = (time: number, days: number) => ({
      'service.time:portal': { value: time, at: NOW },
      'service.certificate:portal': { value: days, at: NOW },
    });
    const rows = [sees('a', 'up', { metrics: metrics(120, 40) }), sees('b', 'up', { metrics: metrics(900, 39) })];
    expect(siteServices(fleetOf(boardOf(rows)), 'site_1')).toMatchObject([{ timeMs: 900, certificateDays: 39 }]);
  });

  it('does not listen to machines that are silent or not approved', () => {
    const rows = [sees('a', 'down', { connected: false }), sees('b', 'down', { status: 'pending' })];
    expect(siteServices(fleetOf(boardOf(rows)), 'site_1')).toEqual([]);
  });
});

describe('serviceSites', () => {
  it('tells sites apart, and one that could not measure from one that does not look', () => {
    const rows = [
      sees('a', 'up'),
      sees('b', 'down', { siteId: 'site_2' }),
      sees('c', null, { siteId: 'site_3' }),
      deviceRow({ id: 'd', siteId: 'site_4' }),
    ];
    expect([...serviceSites(fleetOf(boardOf(rows)), 'portal')]).toEqual([
      ['site_1', 'up'],
      ['site_2', 'down'],
      ['site_3', 'unknown'],
    ]);
  });
});
