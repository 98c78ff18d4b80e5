import { describe, expect, it } from 'vitest';
import { budgetLine, identityRow, priceRow, referenceRow } from '../../testing/paper-rows.ts';
import { identityRequest } from './identity-request.ts';
import { issueRequest } from './issue-request.ts';
import { idsIn, lineOf, lineRequest } from './line-request.ts';
import { priceRequest } from './price-request.ts';
import { isInForce, referenceRequest } from './reference-request.ts';

function form(
  usual: Record<string, string>,
  change: Record<string, string> = {},
  lists: Record<string, string[]> = {},
) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...usual, ...change })) data.set(name, value);
  for (const [name, values] of Object.entries(lists)) for (const value of values) data.append(name, value);
  return data;
}

const wrongIn = (reading: { wrong: ReadonlySet<string> } | { value: unknown }): string[] =>
  'wrong' in reading ? [...reading.wrong].toSorted() : [];

const LISTED = { siteIds: ['site_1', 'site_2'], criteria: ['RC-P1', 'RC-N1'] };

describe('lineRequest', () => {
  const usual = {
    name: 'UPS',
    specs: '',
    unit: 'cái',
    quantity: '2,5',
    unitPrice: '1.234.567',
    vatPercent: '8',
    kind: 'recurrent',
    phase: '2',
    priceBasis: '',
    statements: 'c19, C20',
    outageIds: 'SC-2026-0412\nSC-2026-0411',
  };

  it('reads figures, ticks and ids, and keeps what the form does not show', () => {
    const before = budgetLine();
    const data = form(usual, {}, { siteIds: ['site_1', 'site_2'], criteria: ['RC-P1'] });
    expect(lineRequest(data, before, LISTED)).toEqual({
      value: {
        ...before,
        name: 'UPS',
        specs: '',
        quantity: 2.5,
        unitPrice: 1_234_567,
        vatPercent: 8,
        kind: 'recurrent',
        phase: 2,
        priceBasis: '',
        siteIds: ['site_1', 'site_2'],
        criteria: ['RC-P1'],
        statements: ['C19', 'C20'],
        outageIds: ['SC-2026-0412', 'SC-2026-0411'],
      },
    });
  });

  it('marks each field that cannot be taken, a price below zero among them', () => {
    const bad = { name: ' ', unit: '', quantity: '0', unitPrice: '-1', vatPercent: '21', phase: '9' };
    expect(wrongIn(lineRequest(form(usual, bad), budgetLine(), LISTED))).toEqual([
      'name',
      'phase',
      'quantity',
      'unit',
      'unitPrice',
      'vatPercent',
    ]);
    expect(wrongIn(lineRequest(form(usual, { statements: 'mục 3', outageIds: '412' }), budgetLine(), LISTED))).toEqual([
      'outageIds',
      'statements',
    ]);
  });

  it('keeps sites and criteria that the form does not list, and drops what was unticked', () => {
    const before = budgetLine({ siteIds: ['site_1', 'site_gone'], criteria: ['RC-P1', 'TC-9'] });
    expect(lineRequest(form(usual, {}, { siteIds: ['site_2'] }), before, LISTED)).toMatchObject({
      value: { siteIds: ['site_2', 'site_gone'], criteria: ['TC-9'] },
    });
  });

  it('begins what recurs with its times a year, and the price with the day of its basis', () => {
    const monthly = priceRow({ kind: 'recurrent', timesAYear: 12, amount: 5, basis: 'Báo giá 1', on: '2026-11-20' });
    expect(lineOf('7', monthly)).toMatchObject({ quantity: 12, priceBasis: 'Báo giá 1 (20/11/2026)' });
    expect(lineOf('7', priceRow({ kind: 'one-off', timesAYear: 12 })).quantity).toBe(1);
  });

  it('begins a line with the item of the list; without a price at zero, which is flagged', () => {
    expect(lineOf('7', priceRow({ amount: 5, basis: 'Báo giá' }))).toMatchObject({
      id: '7',
      priceId: 'B11',
      unitPrice: 5,
      priceBasis: 'Báo giá',
      criteria: ['RC-P1'],
    });
    expect(lineOf('7', priceRow()).unitPrice).toBe(0);
    expect(idsIn(' c19;C20  c19 ')).toEqual(['C19', 'C20']);
  });
});

describe('priceRequest', () => {
  const { hint: _, revision: __, ...before } = priceRow();
  const usual = {
    name: 'UPS',
    unit: 'cái',
    amount: '3.000.000',
    basis: 'Báo giá 1',
    on: '2026-11-20',
    vatPercent: '10',
  };

  it('takes no price, or one with what it rests on', () => {
    const read = priceRequest(form(usual, { amount: '', basis: '', on: '' }), before);
    expect(read).toMatchObject({ value: { amount: null, on: null } });
    expect(priceRequest(form(usual), before)).toMatchObject({ value: { amount: 3_000_000, on: '2026-11-20' } });
    expect(wrongIn(priceRequest(form(usual, { basis: ' ', on: '' }), before))).toEqual(['basis', 'on']);
  });

  it('refuses a price below zero', () => {
    expect(wrongIn(priceRequest(form(usual, { amount: '-3.000.000' }), before))).toEqual(['amount']);
  });
});

describe('referenceRequest', () => {
  const usual = { type: 'Kế hoạch', number: '12/KH-UBND', issuer: 'UBND', subject: 'mẫu', issuedOn: '2026-02-05' };

  it('keeps the id of what is changed, and takes a law without a number', () => {
    const data = form(usual, { number: '', type: 'Luật' }, { citedIn: ['quarter-report'] });
    expect(referenceRequest(data, referenceRow())).toMatchObject({
      value: { id: 'VB-0001', number: null, checked: null, citedIn: ['quarter-report'], revision: 1 },
    });
  });

  it('wants both halves of a check, and an end after the beginning', () => {
    const read = (change: Record<string, string>) => wrongIn(referenceRequest(form(usual, change), { revision: 0 }));
    expect(read({ checkedBy: 'A' })).toEqual(['checkedOn']);
    expect(read({ checkedOn: '2026-11-01' })).toEqual(['checkedBy']);
    expect(read({ effectiveFrom: '2026-05-01', effectiveUntil: '2026-05-01' })).toEqual(['effectiveUntil']);
    expect(read({ subject: '', issuer: '' })).toEqual(['issuer', 'subject']);
  });

  it('knows what is in force on a day; the last day is not', () => {
    const row = { effectiveFrom: '2026-02-05', effectiveUntil: '2026-06-01' };
    expect(isInForce(row, '2026-02-04')).toBe(false);
    expect(isInForce(row, '2026-02-05')).toBe(true);
    expect(isInForce(row, '2026-05-31')).toBe(true);
    expect(isInForce(row, '2026-06-01')).toBe(false);
    expect(isInForce({ effectiveFrom: null, effectiveUntil: null }, '2026-01-01')).toBe(true);
  });
});

describe('identityRequest', () => {
  const usual = {
    wardType: 'phường',
    wardName: 'Mẫu',
    cityType: 'thành phố',
    cityName: 'Mẫu',
    placeName: 'Phường Mẫu',
    draftingUnit: 'VHXH',
    signature: 'deputy',
    signer: ' ',
    reportTo: 'Sở Khoa học và Công nghệ',
    requestTo: 'Ủy ban nhân dân thành phố Mẫu\n Sở Tài chính \n',
    recipients: '',
  };

  it('reads one addressee a line, and nobody where no signer is named', () => {
    expect(identityRequest(form(usual), 2)).toEqual({ value: identityRow() });
  });

  it('marks what documents cannot do without', () => {
    expect(wrongIn(identityRequest(form(usual, { wardName: '', draftingUnit: 'V H', reportTo: '\n' }), 0))).toEqual([
      'draftingUnit',
      'reportTo',
      'wardName',
    ]);
  });
});

describe('issueRequest', () => {
  it('reads a number as the clerk writes it', () => {
    expect(issueRequest(form({ number: ' 027 ', issuedOn: '2026-11-24' }))).toEqual({
      value: { number: 27, issuedOn: '2026-11-24' },
    });
  });

  it('refuses a sign, a zero, a fraction and a day that is none', () => {
    for (const number of ['27/TTr-UBND', '0', '', '1,5', '-3', '100000']) {
      expect(wrongIn(issueRequest(form({ number, issuedOn: '2026-11-24' }))), number).toEqual(['number']);
    }
    expect(wrongIn(issueRequest(form({ number: '1', issuedOn: '2026-02-30' })))).toEqual(['issuedOn']);
  });
});
