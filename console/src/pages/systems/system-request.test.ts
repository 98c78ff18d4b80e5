import type { ReportSystem } from '@wardwatch/shared/statements';
import { describe, expect, it } from 'vitest';
import { emptySystem, systemRequest } from './system-request.ts';

const read = (watched: ReportSystem['watched'], fields: Record<string, string | string[]>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) data.append(name, one);
  return systemRequest(data, emptySystem('HT-11'), { watched }, '2026-11-24');
};

const NEVER: ReportSystem['watched'] = { by: 'never', reason: { vi: 'x', en: 'x' } };

describe('systemRequest', () => {
  it('binds services and takes a state with its day', () => {
    const fields = { serviceIds: ['qlvb', 'bao-cao'], status: 'in-use', on: '2026-11-20', note: ' Sở vận hành ' };
    expect(read({ by: 'service' }, fields)).toEqual({
      value: {
        ...emptySystem('HT-11'),
        serviceIds: ['qlvb', 'bao-cao'],
        status: 'in-use',
        on: '2026-11-20',
        note: 'Sở vận hành',
      },
    });
  });

  it('takes of the dedicated network nothing but its state and day', () => {
    const fields = { serviceIds: ['x'], status: 'in-use', on: '2026-11-20', note: 'phòng 3, 10.0.0.1' };
    expect(read(NEVER, fields)).toEqual({
      value: { ...emptySystem('HT-11'), status: 'in-use', on: '2026-11-20' },
    });
  });

  it('asks for the day of a state, not after today, and for none without a state', () => {
    expect(read({ by: 'device' }, { status: 'partly', on: '2026-11-25' })).toEqual({ wrong: new Set(['on']) });
    expect(read({ by: 'device' }, { status: '', on: '' })).toEqual({ value: emptySystem('HT-11') });
  });
});
