import { describe, expect, it } from 'vitest';
import { serviceRow } from '../../testing/watching-rows.ts';
import { serviceId, serviceRequest } from './service-request.ts';

function form(fields: Record<string, string>, siteIds: string[] = []): FormData {
  const data = new FormData();
  const usual = { name: 'Cổng dịch vụ công', kind: 'http', every: '1', slow: '5', where: 'all' };
  for (const [name, value] of Object.entries({ ...usual, ...fields })) data.set(name, value);
  for (const id of siteIds) data.append('siteIds', id);
  return data;
}

const none = new Set<string>();
const wrongIn = (data: FormData): string[] => {
  const reading = serviceRequest(data, undefined, none);
  return 'wrong' in reading ? [...reading.wrong].toSorted() : [];
};

describe('serviceId', () => {
  it('is made of the name, without marks', () => {
    expect(serviceId('Cổng dịch vụ công Đồng bộ!', none)).toBe('cong-dich-vu-cong-dong-bo');
    expect(serviceId('???', none)).toBe('dich-vu');
  });

  it('is another where it is taken, and never too long', () => {
    expect(serviceId('Chữ ký số', new Set(['chu-ky-so', 'chu-ky-so-2']))).toBe('chu-ky-so-3');
    expect(serviceId('a'.repeat(120), new Set(['a'.repeat(37)]))).toBe(`${'a'.repeat(37)}-2`);
  });
});

describe('serviceRequest', () => {
  it('reads a web page with the text that it must hold', () => {
    const data = form({ url: 'https://portal.example/', expect: 'Dịch vụ công', every: '2', slow: '1,5' });
    expect(serviceRequest(data, undefined, none)).toEqual({
      value: {
        id: 'cong-dich-vu-cong',
        name: 'Cổng dịch vụ công',
        check: {
          kind: 'http',
          id: 'cong-dich-vu-cong',
          url: 'https://portal.example/',
          expect: 'Dịch vụ công',
          everyMs: 120_000,
          slowMs: 1_500,
        },
        isActive: true,
        siteIds: null,
      },
    });
  });

  it('keeps the id of what is changed, and that it was stopped', () => {
    const before = serviceRow({ isActive: false });
    const reading = serviceRequest(form({ name: 'Tên khác', url: 'https://portal.example/' }), before, none);
    expect(reading).toMatchObject({ value: { id: before.id, isActive: false, check: { id: before.id } } });
  });

  it('marks each field that the server would not take', () => {
    expect(wrongIn(form({ name: ' ', url: 'portal.example', every: '0', slow: '' }))).toEqual([
      'every',
      'name',
      'slow',
      'url',
    ]);
    expect(wrongIn(form({ url: 'https://user:pass@portal.example/' }))).toEqual(['url']);
    expect(wrongIn(form({ kind: 'tls', host: '-x', port: '0' }))).toEqual(['host', 'port']);
    expect(wrongIn(form({ kind: 'dns', domain: '' }))).toEqual(['host']);
  });

  it('asks for a site where only some are to look', () => {
    const chosen = { kind: 'tcp', host: 'portal.example', port: '443', where: 'some' };
    expect(wrongIn(form(chosen))).toEqual(['sites']);
    expect(serviceRequest(form(chosen, ['site_1']), undefined, none)).toMatchObject({ value: { siteIds: ['site_1'] } });
  });
});
