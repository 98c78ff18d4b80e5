import { describe, expect, it } from 'vitest';
import { watchedRow } from '../../testing/watching-rows.ts';
import { watchedRequest } from './watched-request.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  const usual = { name: 'Switch tầng 1', kind: 'switch', host: '192.0.2.20', port: '', community: '' };
  for (const [name, value] of Object.entries({ ...usual, ...fields })) data.set(name, value);
  return data;
}

const wrongIn = (fields: Record<string, string>, before = undefined as ReturnType<typeof watchedRow> | undefined) => {
  const reading = watchedRequest(form(fields), 'dev_1', before);
  return 'wrong' in reading ? [...reading.wrong].toSorted() : [];
};

describe('watchedRequest', () => {
  it('reads a new device: ping without a port, no SNMP without a community', () => {
    expect(watchedRequest(form({}), 'dev_1', undefined)).toEqual({
      value: {
        watcherId: 'dev_1',
        name: 'Switch tầng 1',
        kind: 'switch',
        host: '192.0.2.20',
        port: null,
        isUps: false,
        isActive: true,
      },
    });
  });

  it('keeps, changes or ends a saved community', () => {
    const before = watchedRow();
    const asked = (fields: Record<string, string>) => watchedRequest(form(fields), 'dev_1', before);
    expect(asked({ isActive: 'on' })).not.toHaveProperty('value.snmpCommunity');
    expect(asked({ community: 'ward' })).toHaveProperty('value.snmpCommunity', 'ward');
    expect(asked({ communityEnd: 'on', community: 'ward' })).toHaveProperty('value.snmpCommunity', null);
    expect(asked({})).toHaveProperty('value.isActive', false);
  });

  it('asks for the community again where it would go to another place', () => {
    const active = { isActive: 'on' };
    expect(wrongIn({ ...active, host: '192.0.2.21' }, watchedRow())).toEqual(['community']);
    expect(wrongIn(active, watchedRow({ isElsewhere: true }))).toEqual(['community']);
    expect(wrongIn(active, watchedRow({ watcherId: 'dev_2' }))).toEqual(['community']);
    expect(wrongIn({ ...active, host: '192.0.2.21', community: 'ward' }, watchedRow())).toEqual([]);
    expect(wrongIn({ ...active, host: '192.0.2.21', communityEnd: 'on' }, watchedRow())).toEqual([]);
    expect(wrongIn({ ...active, host: '192.0.2.21' }, watchedRow({ hasSnmp: false }))).toEqual([]);
    expect(wrongIn({ host: '192.0.2.21' }, watchedRow())).toEqual([]);
  });

  it('marks what the server would not take', () => {
    expect(wrongIn({ name: '', host: 'http://192.0.2.20', port: '70000' })).toEqual(['host', 'name', 'port']);
    expect(wrongIn({ port: 'ssh' })).toEqual(['port']);
  });

  it('asks for SNMP where it is a UPS, unless it is there already', () => {
    expect(wrongIn({ isUps: 'on' })).toEqual(['ups']);
    expect(wrongIn({ isUps: 'on' }, watchedRow())).toEqual([]);
    expect(wrongIn({ isUps: 'on', communityEnd: 'on' }, watchedRow())).toEqual(['ups']);
  });
});
