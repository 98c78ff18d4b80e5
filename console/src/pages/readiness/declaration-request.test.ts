import { describe, expect, it } from 'vitest';
import { declarationRequest } from './declaration-request.ts';

const CELL = { siteId: 'site_1', criterionId: 'RC-P4' };

const read = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return declarationRequest(data, CELL, '2026-11-24', 2);
};

describe('declarationRequest', () => {
  it('declares with the revision that was seen', () => {
    expect(read({ result: 'met', on: '2026-11-24', proof: ' Biên bản 3 ' })).toEqual({
      value: { ...CELL, result: 'met', on: '2026-11-24', proof: 'Biên bản 3', revision: 2 },
    });
  });

  it('marks what is missing, a day to come, and a proof that is too long', () => {
    expect(read({ on: '2026-11-25', proof: 'x'.repeat(401) })).toEqual({ wrong: new Set(['result', 'on', 'proof']) });
    expect(read({ result: 'no-data', on: '', proof: '' })).toEqual({ wrong: new Set(['result', 'on']) });
  });
});
