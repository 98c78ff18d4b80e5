import { createHash } from 'node:crypto';
import type {
  IdentityRow,
  OutageList,
  PaperChanges,
  PaperDetail,
  PaperRow,
  PriceRow,
  ReferenceRow,
} from '@wardwatch/shared/api';
import { FakeClock } from '@wardwatch/shared/lib';
import type { BudgetLine, LedgerRow } from '@wardwatch/shared/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededSite } from '../kit/seeded-site.ts';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { until } from '../kit/until.ts';

/** A Tuesday at 08:00 in Việt Nam. */
const START = Date.UTC(2026, 8, 1, 1);
const PERIOD = '2026-q3';
/** The smallest picture in the PNG format. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const clock = new FakeClock({ wall: START });
let system: System;
let admin: Admin;

beforeAll(async () => {
  system = await startSystem({ clock });
  admin = await system.admin();
  await seededSite(system.server.store, clock, {
    name: 'Nhà văn hóa TDP số 1 (mẫu)',
    minutes: 120,
    faults: [
      { from: 10, until: 40, fact: 'internet' },
      { from: 60, until: 80, fact: 'internet' },
    ],
  });
  await until(
    'everything is judged',
    async () => {
      clock.advance(1_000);
      const rows = await outages();
      return (
        rows.length === 2 &&
        rows.every(({ status, suggested }) => status === 'closed' && suggested.rule !== 'site-nothing-tells')
      );
    },
    60_000,
  );
  const [first] = await outages();
  if (first) await confirm(first);
}, 120_000);
afterAll(() => system[Symbol.asyncDispose]());

/** Outages of the site, oldest first. */
const outages = async (): Promise<LedgerRow[]> =>
  (await admin.call<OutageList>('GET', '/api/outages?subject=site')).rows.toReversed();
const confirm = (row: LedgerRow): Promise<LedgerRow> =>
  admin.call('POST', `/api/outages/${row.id}/actions`, {
    action: 'confirm',
    basedOn: row.revisionNumber,
    cause: 'internet-line',
    reason: 'Phiếu báo hỏng của nhà mạng',
  });
const create = (request: object): Promise<PaperDetail> =>
  admin.call('POST', '/api/papers', { period: PERIOD, ...request });
const read = (id: string): Promise<PaperDetail> => admin.call('GET', `/api/papers/${id}`);
const move = ({ id, revision }: PaperRow, step: object): Promise<PaperRow> =>
  admin.call('POST', `/api/papers/${id}/status`, { revision, ...step });
const issue = async (paper: PaperRow, number: number, issuedOn = '2026-09-01'): Promise<PaperRow> => {
  const submitted = paper.status === 'draft' ? await move(paper, { status: 'submitted' }) : paper;
  return move(submitted, { status: 'issued', number, issuedOn });
};
const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.message : 'not refused';
};
const quote = (paper: PaperRow, content: Uint8Array, query: Record<string, string> = {}): Promise<Response> => {
  const asked = new URLSearchParams({ line: '1', name: 'Báo giá.png', revision: String(paper.revision), ...query });
  return fetch(`${system.url}/api/papers/${paper.id}/quotations?${asked.toString()}`, {
    method: 'POST',
    headers: { cookie: admin.cookie, 'content-type': 'image/png' },
    body: Buffer.from(content),
  });
};

const line = (more: Partial<BudgetLine> = {}): BudgetLine => ({
  id: '1',
  priceId: null,
  name: 'Bộ lưu điện (UPS) 1 kVA',
  specs: '',
  unit: 'cái',
  quantity: 2,
  unitPrice: 5_000_000,
  vatPercent: 10,
  kind: 'one-off',
  phase: 1,
  priceBasis: 'Báo giá',
  siteIds: [],
  criteria: ['RC-P1'],
  statements: [],
  outageIds: [],
  quotations: [],
  ...more,
});

describe('a draft', () => {
  it('is made with all its figures, and once for a kind, period and subject', async () => {
    const made = await create({ kind: 'quarter-report' });
    expect(made.paper).toMatchObject({ id: 'VBN-2026-0001', status: 'draft', period: PERIOD, number: null });
    expect(made.content.type).toBe('BÁO CÁO');
    expect(JSON.stringify(made.content.annexes)).toContain((await outages())[0]?.id);
    expect((await create({ kind: 'quarter-report' })).paper).toEqual(made.paper);
    const other = await create({ kind: 'quarter-report', period: '2026-q2' });
    expect(other.paper.id).toBe('VBN-2026-0002');
    const { papers } = await admin.call<{ papers: PaperRow[] }>('GET', '/api/papers');
    expect(papers.map(({ id }) => id)).toEqual(['VBN-2026-0002', 'VBN-2026-0001']);
  });

  it('is one, even if two people ask for it at once', async () => {
    const both = await Promise.all([1, 2, 3].map(() => create({ kind: 'quarter-report', period: '2026-08' })));
    expect(new Set(both.map(({ paper }) => paper.id)).size).toBe(1);
  });

  it('is refused for a period that is none, and for what is not there', async () => {
    expect(await refusal(create({ kind: 'quarter-report', period: 'mai' }))).toContain('400');
    expect(await refusal(create({ kind: 'quarter-report', reportId: 'BC-0099' }))).toContain('not-found');
    expect(await refusal(create({ kind: 'minutes', about: 'SC-2026-9999' }))).toContain('not-found');
    expect(await refusal(create({ kind: 'correction', about: 'VBN-2026-0001' }))).toContain('state-conflict');
    expect(await refusal(read('VBN-2026-9999'))).toContain('not-found');
  });

  it('takes a report that came after it, and keeps it', async () => {
    const report = {
      id: 'BC-0001',
      title: 'Báo cáo mẫu',
      number: null,
      datedOn: null,
      period: '2026-q2',
      fileName: 'mau.txt',
      fileHash: '0'.repeat(64),
      blocks: [{ section: '', kind: 'paragraph' as const, text: 'Báo cáo mẫu.' }],
      loadedAt: START,
    };
    const asked = { kind: 'quarter-report', period: '2025-h1' };
    const { paper } = await create({ ...asked, reportId: null });
    expect(paper.reportId).toBeNull();
    const { records } = system.server.store;
    const by = { at: START, by: 'person_test' };
    await records.save([{ kind: 'report', id: report.id, body: report }], by);
    const given = await create({ ...asked, reportId: report.id });
    expect(given.paper).toMatchObject({ id: paper.id, reportId: report.id });
    expect((await create({ ...asked, reportId: null })).paper).toEqual(given.paper);
    await records.save([{ kind: 'report', id: report.id, body: null }], by);
  });

  it('takes texts and lines from somebody who saw its last revision, and follows the figures where a text is empty', async () => {
    const { paper, content } = await create({ kind: 'budget-request', period: '2026-09' });
    const update = (body: object): Promise<PaperRow> => admin.call('PATCH', `/api/papers/${paper.id}`, body);
    const written = await update({ texts: { subject: 'Về việc khác' }, lines: [line()], revision: paper.revision });
    expect(written.texts).toEqual({ subject: 'Về việc khác' });
    expect((await read(paper.id)).content.subject).toBe('Về việc khác');
    expect(JSON.stringify((await read(paper.id)).content)).toContain('11.000.000');
    const stale = { texts: {}, lines: [], revision: paper.revision };
    expect(await refusal(update(stale))).toContain('"revised"');
    const { revision } = await update({ texts: { subject: ' ' }, lines: [line()], revision: written.revision });
    expect((await read(paper.id)).content.subject).toBe(content.subject);
    expect(await refusal(update({ texts: {}, lines: [line({ unitPrice: -1 })], revision }))).toContain('400');
    expect(await refusal(update({ texts: {}, lines: [line(), line()], revision }))).toContain('400');
    await move({ ...paper, revision }, { status: 'submitted' });
    const { paper: submitted } = await read(paper.id);
    const late = { texts: {}, lines: [], revision: submitted.revision };
    expect(await refusal(update(late))).toContain('not-a-draft');
    expect((await move(submitted, { status: 'draft' })).status).toBe('draft');
  });

  it('takes prices anew, and is thrown away while it is a draft', async () => {
    const { paper } = await create({ kind: 'budget-request', period: '2026-06' });
    const asked = { texts: {}, lines: [line({ quantity: 0.125 })], revision: paper.revision };
    expect(await refusal(admin.call('PATCH', `/api/papers/${paper.id}`, asked))).toContain('400');
    const huge = { ...asked, lines: [line({ quantity: 100_000, unitPrice: 100_000_000_000 })] };
    expect(await refusal(admin.call('PATCH', `/api/papers/${paper.id}`, huge))).toContain('line 1');
    const dropped = await admin.call<PaperRow>('PATCH', `/api/papers/${paper.id}`, { ...asked, lines: [] });
    const act = (name: string, revision: number): Promise<PaperRow> =>
      admin.call('POST', `/api/papers/${paper.id}/${name}`, { revision });
    expect(await refusal(act('renew', paper.revision))).toContain('"revised"');
    const renewed = await act('renew', dropped.revision);
    expect(renewed.lines.map(({ priceId }) => priceId)).toEqual(paper.lines.map(({ priceId }) => priceId));
    const submitted = await move(renewed, { status: 'submitted' });
    expect(await refusal(act('discard', submitted.revision))).toContain('not-a-draft');
    const draft = await move(submitted, { status: 'draft' });
    expect(await refusal(act('discard', paper.revision))).toContain('"revised"');
    await act('discard', draft.revision);
    expect(await refusal(read(paper.id))).toContain('not-found');
  });

  it('keeps quotations by line, and only files that were uploaded', async () => {
    const { paper } = await create({ kind: 'budget-request', period: '2026-07' });
    const lines = [line()];
    const body = { texts: {}, lines, revision: paper.revision };
    const written = await admin.call<PaperRow>('PATCH', `/api/papers/${paper.id}`, body);
    const answer = await quote(written, PNG);
    const quoted = (await answer.json()) as PaperRow;
    const hash = createHash('sha256').update(PNG).digest('hex');
    expect(quoted.lines[0]?.quotations).toMatchObject([{ hash, name: 'Báo giá.png', type: 'image/png' }]);
    const file = await fetch(`${system.url}/api/attachments/${hash}`, { headers: { cookie: admin.cookie } });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PNG);
    expect((await quote(quoted, PNG)).status).toBe(409);
    expect((await quote(written, PNG)).status).toBe(409);
    expect((await quote(quoted, Buffer.from('MZ'))).status).toBe(415);
    expect((await quote(quoted, PNG, { line: '7' })).status).toBe(404);
    const strange = [line({ quotations: [{ ...quoted.lines[0]?.quotations[0], hash: 'ab'.repeat(32) } as never] })];
    const forged = { texts: {}, lines: strange, revision: quoted.revision };
    expect(await refusal(admin.call('PATCH', `/api/papers/${paper.id}`, forged))).toContain('400');
  });
});

describe('an issued document', () => {
  it('has its number and day once, and its figures for ever', async () => {
    const { paper, content } = await create({ kind: 'quarter-report' });
    expect(content.numberLine).not.toMatch(/\d/);
    const issued = await issue(paper, 27);
    expect(issued).toMatchObject({ status: 'issued', number: 27, issuedOn: '2026-09-01' });
    const snapshot = await system.server.store.records.one('snapshot', paper.id);
    const hash = createHash('sha256')
      .update(snapshot?.body.json ?? '')
      .digest('hex');
    expect(issued.snapshotHash).toBe(hash);
    const printed = (await read(paper.id)).content;
    expect(printed.numberLine).toContain('27/BC-UBND');
    expect(printed.stamp.join(' ')).toContain(hash);
    expect((await admin.call<PaperChanges>('GET', `/api/papers/${paper.id}/changes`)).changes).toEqual([]);

    // The period runs on; what comes after the cut-off is no change of what was said.
    clock.advance(3_600_000);
    expect((await admin.call<PaperChanges>('GET', `/api/papers/${paper.id}/changes`)).changes).toEqual([]);

    const [, second] = await outages();
    if (second) await confirm(second);
    expect((await read(paper.id)).content).toEqual(printed);
    const { changes } = await admin.call<PaperChanges>('GET', `/api/papers/${paper.id}/changes`);
    expect(changes.map(({ outageId }) => outageId)).toContain(second?.id);

    expect(await refusal(issue(await row(paper.id), 28))).toContain('already-issued');
    expect(await refusal(move(await row(paper.id), { status: 'draft' }))).toContain('already-issued');
    const edit = { texts: {}, lines: [], revision: issued.revision };
    expect(await refusal(admin.call('PATCH', `/api/papers/${paper.id}`, edit))).toContain('already-issued');
  });

  it('is mended by a correction that names what changed', async () => {
    const [issued] = await issuedPapers();
    const { paper, content } = await create({ kind: 'correction', about: issued?.id });
    expect(paper).toMatchObject({ period: PERIOD, about: issued?.id });
    const [, second] = await outages();
    expect(JSON.stringify(content.blocks)).toContain(second?.id);
    expect(JSON.stringify(content)).toContain('27/BC-UBND');
  });

  it('leaves its number to no other of its type and year, and then nothing is written', async () => {
    const { paper } = await create({ kind: 'quarter-report' });
    expect(paper.id).not.toBe((await issuedPapers())[0]?.id);
    const submitted = await move(paper, { status: 'submitted' });
    expect(await refusal(issue(submitted, 27))).toContain('number-taken');
    expect((await read(paper.id)).paper).toEqual(submitted);
    expect(await system.server.store.records.one('snapshot', paper.id)).toBeUndefined();
    expect(await refusal(issue(submitted, 28, '2026-09-02'))).toContain('"issuedOn"');
    expect(await refusal(issue(submitted, 0))).toContain('400');
    expect(await issue(submitted, 28)).toMatchObject({ status: 'issued', number: 28 });
    // Every year is numbered anew.
    const old = await create({ kind: 'quarter-report', period: '2025-q4' });
    expect(await issue(old.paper, 27, '2025-12-31')).toMatchObject({ number: 27 });
  });
});

describe('files of a document', () => {
  it.each([
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'PK'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
    ['pdf', 'application/pdf', '%PDF'],
  ])('come as %s under a Vietnamese name', async (kind, type, start) => {
    const [issued] = await issuedPapers();
    const answer = await fetch(`${system.url}/api/papers/${issued?.id}/${kind}`, { headers: { cookie: admin.cookie } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    const [, name = ''] = (answer.headers.get('content-disposition') ?? '').split("UTF-8''");
    expect(decodeURIComponent(name)).toBe(
      `Báo cáo hạ tầng và gián đoạn dịch vụ 2026-q3 (số 27 ngày 2026-09-01).${kind}`,
    );
    expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toMatch(new RegExp(`^${start}`));
  });

  it('are none where there is no table to put into them', async () => {
    const { paper } = await create({ kind: 'paragraphs' });
    expect(await refusal(admin.call('GET', `/api/papers/${paper.id}/xlsx`))).toContain('not-found');
    expect(await refusal(issue(paper, 1))).toContain('state-conflict');
  });
});

describe('minutes', () => {
  it('are made of an outage, in the quarter that it began in', async () => {
    const [first] = await outages();
    const { paper, content } = await create({ kind: 'minutes', about: first?.id, period: '2020-q1' });
    expect(paper).toMatchObject({ kind: 'minutes', period: PERIOD, about: first?.id });
    expect(content.type).toBe('BIÊN BẢN');
    expect(JSON.stringify(content.blocks)).toContain(first?.id);
  });
});

describe('what stands in documents', () => {
  it('is a register of references over those that are shipped', async () => {
    const all = async () => (await admin.call<{ references: ReferenceRow[] }>('GET', '/api/references')).references;
    const [shipped] = await all();
    expect(shipped).toMatchObject({ id: 'VB-0001', revision: 0, checked: null });
    const checked = { ...shipped, checked: { by: 'Nguyễn Văn A', on: '2026-09-01' } };
    const saved = await admin.call<ReferenceRow>('POST', '/api/references', checked);
    expect((await all())[0]).toEqual(saved);
    expect(await refusal(admin.call('POST', '/api/references', checked))).toContain('"revised"');
    const { id: _, ...fresh } = checked;
    const added = await admin.call<ReferenceRow>('POST', '/api/references', { ...fresh, number: '9/KH-UBND' });
    expect((await all()).at(-1)).toEqual(added);
    const lost = { ...fresh, id: 'VB-9999', revision: 0 };
    expect(await refusal(admin.call('POST', '/api/references', lost))).toContain('not-found');
  });

  it('is a price list whose ranges are hints only', async () => {
    const all = async () => (await admin.call<{ prices: PriceRow[] }>('GET', '/api/prices')).prices;
    const ups = (await all()).find(({ id }) => id === 'B11');
    expect(ups).toMatchObject({ amount: null, revision: 0 });
    const given = { ...ups, amount: 4_500_000, basis: 'Báo giá', on: '2026-09-01' };
    const saved = await admin.call<PriceRow>('POST', '/api/prices', given);
    expect(saved).toMatchObject({ amount: 4_500_000, hint: ups?.hint });
    expect((await all()).find(({ id }) => id === 'B11')).toEqual(saved);
    expect(await refusal(admin.call('POST', '/api/prices', { ...saved, amount: -1 }))).toContain('400');
    expect(await refusal(admin.call('POST', '/api/prices', given))).toContain('"revised"');
  });

  it("is the ward's name, signature and addressees", async () => {
    const identity = await admin.call<IdentityRow>('GET', '/api/identity');
    expect(identity).toMatchObject({ wardName: 'Chí Linh', signer: null, revision: 0 });
    const saved = await admin.call<IdentityRow>('POST', '/api/identity', { ...identity, signer: 'Nguyễn Văn A' });
    expect(await admin.call('GET', '/api/identity')).toEqual(saved);
    expect(await refusal(admin.call('POST', '/api/identity', identity))).toContain('"revised"');
    const { content } = await create({ kind: 'quarter-report', period: '2026-h1' });
    expect(content.signer).toBe('Nguyễn Văn A');
  });

  it('is in the audit log, every change', async () => {
    const entries = await system.server.store.audit.latest(1_000);
    const actions = new Set(entries.map(({ action }) => action));
    for (const action of [
      'paper.create',
      'paper.update',
      'paper.submitted',
      'paper.draft',
      'paper.issued',
      'paper.quote',
      'paper.renew',
      'paper.discard',
      'reference.save',
      'price.save',
      'identity.save',
    ]) {
      expect(actions).toContain(action);
    }
  });
});

const row = async (id: string): Promise<PaperRow> => (await read(id)).paper;
/** Issued quarterly reports of the period, oldest first. */
async function issuedPapers(): Promise<PaperRow[]> {
  const { papers } = await admin.call<{ papers: PaperRow[] }>('GET', '/api/papers');
  return papers
    .filter(({ status, kind, period }) => status === 'issued' && kind === 'quarter-report' && period === PERIOD)
    .toReversed();
}
