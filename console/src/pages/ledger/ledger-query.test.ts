import { describe, expect, it } from 'vitest';
import { NOW } from '../../testing/rows.ts';
import { apiQuery, csvAddress, ledgerAddress, parseLedgerQuery } from './ledger-query.ts';

const read = (query: string) => parseLedgerQuery(new URLSearchParams(query));
const FROM = Date.UTC(2026, 10, 22, 17);
const UNTIL = Date.UTC(2026, 10, 23, 17);

describe('the ledger’s address', () => {
  it.each([
    '/ledger',
    '/ledger?period=yesterday&confirmed=1&sort=longest',
    '/ledger?site=site_1&cause=dns&status=closed&subject=power&all=1&page=2',
  ])('%s is read and written back', (address) => {
    expect(ledgerAddress(read(address.split('?')[1] ?? ''))).toBe(address);
  });

  it('ignores nonsense', () => {
    expect(read('cause=moon&status=x&subject=y&confirmed=2&sort=z&page=-1')).toEqual(read(''));
  });
});

describe('what the server is asked for', () => {
  it('is a page in order of time, with the filters', () => {
    expect(apiQuery(read('period=yesterday&cause=dns&page=2'), NOW)).toBe(
      `from=${FROM}&until=${UNTIL}&cause=dns&limit=50&offset=100`,
    );
  });

  it('is in which order, and whether merged and withdrawn rows are wanted', () => {
    expect(apiQuery(read('period=yesterday&confirmed=0&sort=longest&all=1&page=1'), NOW)).toBe(
      `from=${FROM}&until=${UNTIL}&confirmed=0&all=1&sort=longest&limit=50&offset=50`,
    );
  });

  it('is the same rows for the file, all pages of them', () => {
    expect(csvAddress(read('period=yesterday&site=a%26b&page=2&sort=longest&all=1'), NOW)).toBe(
      `/api/outages.csv?from=${FROM}&until=${UNTIL}&site=a%26b&all=1&sort=longest`,
    );
  });
});
