import { describe, expect, it } from 'vitest';
import { fleetOf } from '../../data/fleet.ts';
import { boardOf, deviceRow, NOW, siteRow } from '../../testing/rows.ts';
import { boardCounts, boardSites } from './board-summary.ts';

const gone = { connected: false, connectedSince: NOW - 1, lastHeardAt: NOW - 1 };

describe('boardCounts', () => {
  it('counts what counts: neither pending nor revoked devices are part of the total', () => {
    const fleet = fleetOf(
      boardOf([
        deviceRow({ id: 'a' }),
        deviceRow({ id: 'b', facts: { mains: { value: 'off', since: NOW } } }),
        deviceRow({ id: 'c', facts: { internet: { value: 'down', since: NOW } } }),
        deviceRow({ id: 'd', ...gone, duty: 'none' }),
        deviceRow({ id: 'e', status: 'pending' }),
        deviceRow({ id: 'f', status: 'revoked' }),
      ]),
    );
    expect(boardCounts(fleet)).toEqual({
      total: 4,
      online: 3,
      offline: 1,
      isOfflineAlarming: false,
      isProblemAlarming: true,
      problem: 1,
      onBattery: 1,
      pending: 1,
    });
  });

  it('alarms once a device that is meant to be on is gone', () => {
    expect(boardCounts(fleetOf(boardOf([deviceRow({ ...gone, duty: 'always' })]))).isOfflineAlarming).toBe(true);
  });
});

describe('boardSites', () => {
  it('puts the site that needs a hand first, empty sites last, and numbers in their order', () => {
    const sites = [
      siteRow({ id: 's10', name: 'Tổ 10' }),
      siteRow({ id: 's2', name: 'Tổ 2' }),
      siteRow({ id: 's1', name: 'Tổ 1' }),
      siteRow({ id: 's3', name: 'Tổ 3' }),
      siteRow({ id: 'old', name: 'Cũ', archived: true }),
    ];
    const devices = [
      deviceRow({ id: 'a', siteId: 's2' }),
      deviceRow({ id: 'b', siteId: 's10' }),
      deviceRow({ id: 'c', siteId: 's3', ...gone, duty: 'always' }),
    ];
    const names = boardSites(fleetOf(boardOf(devices, { sites }))).map(({ site }) => site?.name);
    expect(names).toEqual(['Tổ 3', 'Tổ 2', 'Tổ 10', 'Tổ 1']);
  });

  it('still shows a device whose site is not known, and hides a revoked one', () => {
    const fleet = fleetOf(boardOf([deviceRow({ siteId: 'lost' }), deviceRow({ id: 'x', status: 'revoked' })]));
    const lost = boardSites(fleet).find(({ site }) => site === undefined);
    expect(lost?.devices.map(({ row }) => row.id)).toEqual(['dev_1']);
    expect(boardSites(fleet).flatMap(({ devices }) => devices)).toHaveLength(1);
  });
});
