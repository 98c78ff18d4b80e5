import { DUTIES } from '@wardwatch/shared/model';
import { describe, expect, it } from 'vitest';
import { deviceRow, HOUR, MINUTE, NOW } from '../testing/rows.ts';
import { compareStatus, deviceStatus } from './device-status.ts';

const bad = { value: 'down' as const, since: NOW - 10 * MINUTE };
const offline = { connected: false, connectedSince: NOW - 2 * MINUTE, lastHeardAt: NOW - 3 * MINUTE };

describe('deviceStatus', () => {
  it('is calm for a connected device with nothing wrong', () => {
    expect(deviceStatus(deviceRow())).toMatchObject({
      kind: 'online',
      tone: 'calm',
      since: NOW - 5 * HOUR,
      problem: null,
    });
  });

  it('names the first broken link of the chain and when it broke', () => {
    const row = deviceRow({ facts: { dns: bad, internet: { ...bad, since: NOW - 11 * MINUTE } } });
    expect(deviceStatus(row)).toMatchObject({
      kind: 'problem',
      problem: 'internet',
      since: NOW - 11 * MINUTE,
      tone: 'danger',
    });
  });

  it('takes a fact that could not be measured for no problem', () => {
    expect(deviceStatus(deviceRow({ facts: { internet: { value: null, since: NOW } } })).kind).toBe('online');
  });

  it('flags a device on battery, also where something worse is wrong', () => {
    const mains = { value: 'off' as const, since: NOW - MINUTE };
    expect(deviceStatus(deviceRow({ facts: { mains } }))).toMatchObject({
      kind: 'problem',
      problem: 'mains',
      isOnBattery: true,
      tone: 'warning',
    });
    expect(deviceStatus(deviceRow({ facts: { mains, internet: bad } }))).toMatchObject({
      problem: 'internet',
      isOnBattery: true,
    });
  });

  it('says what a UPS wants, once nothing worse is wrong', () => {
    const ups = (value: 'ok' | 'low' | 'lost' | 'replace') =>
      deviceStatus(deviceRow({ facts: { ups: { value, since: NOW } } }));
    expect(ups('ok')).toMatchObject({ kind: 'online', ups: null });
    expect(ups('lost')).toMatchObject({ kind: 'problem', problem: 'ups', ups: 'lost', tone: 'warning' });
    const both = deviceRow({ facts: { internet: bad, ups: { value: 'replace', since: NOW } } });
    expect(deviceStatus(both)).toMatchObject({ problem: 'internet', ups: 'replace', tone: 'danger' });
  });

  it('counts offline from the last word of the device', () => {
    expect(deviceStatus(deviceRow(offline))).toMatchObject({ kind: 'offline', since: NOW - 3 * MINUTE });
  });

  it('alarms for a silent device as far as it is meant to be on', () => {
    const tones = DUTIES.map((duty) => deviceStatus(deviceRow({ ...offline, duty })).tone);
    expect(tones).toEqual(['danger', 'warning', 'quiet']);
  });

  it('does not say on battery or catching up of a device that is not connected', () => {
    const row = deviceRow({ ...offline, backlog: 5, facts: { mains: { value: 'off', since: NOW } } });
    expect(deviceStatus(row)).toMatchObject({ isOnBattery: false, isCatchingUp: false });
  });

  it('tells a device that never came from one that is gone', () => {
    expect(deviceStatus(deviceRow({ connected: false, connectedSince: null, lastHeardAt: null })).kind).toBe('never');
  });

  it('puts registration before everything else', () => {
    expect(deviceStatus(deviceRow({ status: 'pending', connected: false })).kind).toBe('pending');
    expect(deviceStatus(deviceRow({ status: 'revoked', ...offline })).kind).toBe('revoked');
  });

  it('sorts what needs a hand first', () => {
    const rows = [
      deviceRow({ id: 'online' }),
      deviceRow({ id: 'revoked', status: 'revoked' }),
      deviceRow({ id: 'laptop', ...offline, duty: 'none' }),
      deviceRow({ id: 'pending', status: 'pending' }),
      deviceRow({ id: 'problem', facts: { internet: bad } }),
      deviceRow({ id: 'office', ...offline, duty: 'hours' }),
      deviceRow({ id: 'gone', ...offline, duty: 'always' }),
    ];
    const order = rows.toSorted((a, b) => compareStatus(deviceStatus(a), deviceStatus(b))).map((row) => row.id);
    expect(order).toEqual(['gone', 'problem', 'office', 'pending', 'online', 'laptop', 'revoked']);
  });
});
