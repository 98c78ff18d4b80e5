import * as v from 'valibot';
import { expect, test } from 'vitest';
import { ATTESTATION, FACT_NAMES } from '../model/index.ts';
import { board, deviceRow, windowQuery } from './board.ts';
import { API_ERRORS, apiError } from './errors.ts';
import { approveDeviceRequest, createCodeRequest, createSiteRequest, updateDeviceRequest } from './fleet.ts';
import { LIVE_CLOSE } from './live.ts';
import { loginRequest, sessionInfo, setupRequest } from './session.ts';

const site = {
  id: 'site_1abc',
  name: 'Nhà văn hóa 1',
  kind: 'cultural-house',
  archived: false,
  provider: null,
  feeder: '471-E8.1',
  calendarId: 'nvh',
  contact: null,
  hostsServer: false,
  state: { state: 'unknown', since: 1, reason: 'blind', onBattery: false, degraded: false },
  running: [{ id: null, subject: 'site', from: 1, cause: 'undetermined', confidence: 'undetermined' }],
  revision: 1,
};
const device = {
  id: 'dev_1abc',
  siteId: 'site_1abc',
  name: 'Máy 1',
  kind: 'mini-pc',
  duty: 'always',
  agentId: `ag_${'0'.repeat(32)}`,
  status: 'active',
  os: 'Linux',
  agentVersion: '0.1.0',
  connected: false,
  connectedSince: null,
  lastHeardAt: null,
  bootedAt: null,
  facts: { gateway: { value: 'up', since: 1 }, mains: { value: null, since: 2 } },
  metrics: { 'cpu.used': { value: 3.5, at: 1 } },
  backlog: 0,
  cloneSuspected: false,
  clockOffsetMs: null,
  createdAt: 1,
  revision: 2,
};

test('a board with a site and a device that never connected is accepted as it is', () => {
  const whole = { revision: 2, serverTime: 3, sites: [site], devices: [device] };
  expect(v.parse(board, whole)).toEqual(whole);
});

test('the row of a device has a place for every fact', () => {
  const facts = Object.fromEntries(FACT_NAMES.map((name) => [name, { value: null, since: 1 }]));
  expect(v.parse(deviceRow, { ...device, facts }).facts).toEqual(facts);
});

test('the row of a device refuses an unknown status', () => {
  expect(v.is(deviceRow, { ...device, status: 'asleep' })).toBe(false);
});

test.each([
  [{ from: '1', until: '2' }, true],
  [{ from: '0', until: String(400 * 86_400_000) }, true],
  [{ from: '0', until: String(400 * 86_400_000 + 1) }, false],
  [{ from: '2', until: '2' }, false],
  [{ from: '', until: '2' }, false],
  [{ from: ' ', until: '2' }, false],
  [{ from: '0x1', until: '2' }, false],
  [{ from: '1e1', until: '20' }, false],
  [{ from: '-5', until: '2' }, false],
  [{ from: 'yesterday', until: '2' }, false],
  [{ from: '1' }, false],
])('window %j: accepted is %s', (query, accepted) => {
  expect(v.is(windowQuery, query)).toBe(accepted);
});

test('a window comes out as numbers', () => {
  expect(v.parse(windowQuery, { from: '10', until: '20' })).toEqual({ from: 10, until: 20 });
});

test('every code of a refused request is a status of the 400s or 500s and passes the schema', () => {
  for (const [code, status] of Object.entries(API_ERRORS)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(v.is(apiError, { error: { code, message: 'what to do' } })).toBe(true);
  }
  expect(v.is(apiError, { error: { code: 'oops', message: '' } })).toBe(false);
});

test.each([
  ['a site', createSiteRequest, { name: 'Nhà văn hóa 2', kind: 'cultural-house' }, { kind: 'castle' }],
  ['a code', createCodeRequest, { siteId: 'site_1abc', preApproved: false, attestation: ATTESTATION }, { siteId: '' }],
  [
    'an approval',
    approveDeviceRequest,
    { name: 'Máy 2', kind: 'laptop', duty: 'none', attestation: ATTESTATION },
    { name: ' ' },
  ],
  [
    'an approval with its statement',
    approveDeviceRequest,
    { name: 'Máy 2', kind: 'laptop', duty: 'none', attestation: ATTESTATION },
    { attestation: undefined },
  ],
  [
    'a set-up',
    setupRequest,
    { token: 't'.repeat(20), name: 'quản trị', password: 'p'.repeat(10) },
    { password: 'p'.repeat(9) },
  ],
  ['a login', loginRequest, { name: 'quản trị', password: '' }, { password: 'p'.repeat(201) }],
  ['a session', sessionInfo, { setupNeeded: true, person: null, version: '0.1.0' }, { person: {} }],
])('%s is accepted as it should be and refused with a wrong field', (_name, schema, good, wrong) => {
  expect(v.is(schema, good)).toBe(true);
  expect(v.is(schema, { ...good, ...wrong })).toBe(false);
});

test('a change of a device may name any part of it, and each part is checked', () => {
  expect(v.parse(updateDeviceRequest, {})).toEqual({});
  expect(v.parse(updateDeviceRequest, { duty: 'hours' })).toEqual({ duty: 'hours' });
  expect(v.is(updateDeviceRequest, { duty: 'nights' })).toBe(false);
});

test('close codes of the live socket are distinct and in the range for applications', () => {
  const codes = Object.values(LIVE_CLOSE);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => code >= 4_000 && code <= 4_999)).toBe(true);
});
