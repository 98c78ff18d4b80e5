import { expect, it } from 'vitest';
import { moved, nextPaperId, paperKey } from './life.ts';
import { paperFixture } from './paper.fixtures.ts';

/** Noon of 2 April 2026 in Viet Nam. */
const NOW = Date.UTC(2026, 3, 2, 5);
const issue = (number: number, issuedOn = '2026-04-02') =>
  ({ status: 'issued', number, issuedOn, revision: 1 }) as const;

it('numbers documents from 1 in every year, after the highest', () => {
  expect(nextPaperId([], 2026)).toBe('VBN-2026-0001');
  expect(nextPaperId(['VBN-2025-0107', 'VBN-2026-0002', 'VBN-2026-0010'], 2026)).toBe('VBN-2026-0011');
});

it('goes from draft to submitted, back, and to issued, and stays there', () => {
  const submitted = moved(paperFixture(), { status: 'submitted', revision: 1 }, NOW);
  expect(submitted).toMatchObject({ ok: true, value: { status: 'submitted', changedAt: NOW } });
  const paper = submitted.ok ? submitted.value : paperFixture();
  expect(moved(paper, { status: 'draft', revision: 1 }, NOW)).toMatchObject({ ok: true, value: { status: 'draft' } });
  const issued = moved(paper, issue(27), NOW);
  expect(issued).toMatchObject({ ok: true, value: { status: 'issued', number: 27, issuedOn: '2026-04-02' } });
  const locked = issued.ok ? issued.value : paper;
  for (const step of [issue(28), { status: 'draft', revision: 1 } as const]) {
    expect(moved(locked, step, NOW)).toMatchObject({ ok: false, refusal: { code: 'already-issued' } });
  }
});

it('is not issued unsigned, on a day to come, or where it is only to be pasted', () => {
  expect(moved(paperFixture(), issue(27), NOW)).toMatchObject({ ok: false, refusal: { code: 'state-conflict' } });
  const submitted = paperFixture({ status: 'submitted' });
  expect(moved(submitted, issue(27, '2026-04-03'), NOW)).toMatchObject({
    ok: false,
    refusal: { code: 'bad-request', fields: { issuedOn: expect.any(String) as string } },
  });
  expect(moved(submitted, issue(27, '2025-12-31'), NOW)).toMatchObject({
    ok: false,
    refusal: { code: 'bad-request', fields: { issuedOn: '2026-01-01 at the earliest' } },
  });
  const paragraphs = paperFixture({ status: 'submitted', kind: 'paragraphs' });
  expect(moved(paragraphs, issue(27), NOW)).toMatchObject({ ok: false, refusal: { code: 'state-conflict' } });
});

it('tells open documents by kind, period and subject, and issued ones by type, year and number', () => {
  const key = (more: Parameters<typeof paperFixture>[0]) => paperKey(paperFixture(more));
  expect(key({ status: 'submitted' })).toBe(key({ status: 'draft' }));
  expect(key({ period: '2026-q2' })).not.toBe(key({}));
  expect(key({ about: 'SC-2026-0001' })).not.toBe(key({}));
  const issued = { status: 'issued', number: 27 } as const;
  expect(key({ ...issued, issuedOn: '2026-04-02' })).toBe(key({ ...issued, issuedOn: '2026-12-31', period: '2026' }));
  expect(key({ ...issued, issuedOn: '2026-04-02' })).not.toBe(key({ ...issued, issuedOn: '2027-04-02' }));
  expect(key({ ...issued, issuedOn: '2026-04-02', kind: 'minutes' })).not.toBe(
    key({ ...issued, issuedOn: '2026-04-02' }),
  );
  const report = { ...issued, issuedOn: '2026-04-02', kind: 'quarter-report' } as const;
  expect(key({ ...report, kind: 'correction' })).toBe(key(report));
});
