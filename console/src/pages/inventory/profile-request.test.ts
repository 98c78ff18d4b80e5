import { describe, expect, it } from 'vitest';
import { profileRow } from '../../testing/inventory-rows.ts';
import { emptyProfile, profileRequest } from './profile-request.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  const usual = { code: 'NVH-01', groupNumber: '', address: '', note: '' };
  for (const [name, value] of Object.entries({ ...usual, ...fields })) data.set(name, value);
  return data;
}

const wrongIn = (fields: Record<string, string>): string[] => {
  const reading = profileRequest(form(fields), emptyProfile('site_1'));
  return 'wrong' in reading ? [...reading.wrong].toSorted() : [];
};

describe('profileRequest', () => {
  it('reads figures as people here write them, and a small code in capitals', () => {
    const reading = profileRequest(
      form({
        code: ' nvh-02 ',
        groupNumber: '2',
        address: 'Ngõ 3\n phường mẫu',
        'role-0': 'Tổ trưởng',
        'contactName-0': 'Bà mẫu 02',
        'phone-0': '0900 000 002',
        'provider-1': 'Nhà mạng B',
        'plan-1': '',
        'downMbps-1': '150,5',
        'monthlyFee-1': '210.000',
        'paidUntil-1': '2026-12-31',
        'isBackup-1': 'on',
      }),
      emptyProfile('site_1'),
    );
    expect(reading).toEqual({
      value: {
        ...emptyProfile('site_1'),
        code: 'NVH-02',
        groupNumber: 2,
        address: 'Ngõ 3 phường mẫu',
        contacts: [{ role: 'Tổ trưởng', name: 'Bà mẫu 02', phone: '0900 000 002' }],
        subscriptions: [
          {
            provider: 'Nhà mạng B',
            plan: '',
            downMbps: 150.5,
            monthlyFee: 210_000,
            paidUntil: '2026-12-31',
            isBackup: true,
          },
        ],
      },
    });
  });

  it('keeps what the form does not ask for, and leaves rows out in which nothing is typed', () => {
    const survey = { on: '2026-11-20', by: 'Trần Thị B', answers: { fibre: 'yes' as const }, note: '' };
    const before = profileRow({ survey, revision: 7 });
    const empty = { 'role-0': '', 'contactName-0': ' ', 'phone-0': '', 'provider-1': '', 'plan-1': '' };
    expect(profileRequest(form(empty), before)).toMatchObject({
      value: { survey, revision: 7, contacts: [], subscriptions: [] },
    });
  });

  it('marks each field that the server would not take, in its own row', () => {
    expect(wrongIn({ code: 'nhà 1', groupNumber: '0', address: 'a'.repeat(401) })).toEqual([
      'address',
      'code',
      'groupNumber',
    ]);
    expect(wrongIn({ 'role-3': '', 'contactName-3': 'Ông mẫu', 'phone-3': 'gọi sau' })).toEqual(['phone-3', 'role-3']);
    expect(
      wrongIn({ 'provider-4': '', 'downMbps-4': 'nhanh', 'monthlyFee-4': '-1', 'paidUntil-4': '2026-02-30' }),
    ).toEqual(['downMbps-4', 'monthlyFee-4', 'paidUntil-4', 'provider-4']);
  });
});
