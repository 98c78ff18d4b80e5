import { describe, expect, it } from 'vitest';
import { vi } from '../../i18n/vi.ts';
import { budgetLine, paperContent, paperRow } from '../../testing/paper-rows.ts';
import { editVersions } from './edit-versions.ts';
import { groupedBlocks } from './block-groups.ts';
import { PaperDrafts } from './paper-drafts.ts';
import { editedPaper, nextLineId, shownText } from './paper-edit.ts';

const proof = { hash: 'a'.repeat(64), name: 'gia.pdf', type: 'application/pdf', bytes: 9, addedAt: 1, addedBy: 'p' };

describe('editedPaper', () => {
  it('changes one text and leaves all else as the server has it', () => {
    const paper = paperRow({ texts: { goal: 'Mục tiêu', impact: 'Cũ' }, revision: 9 });
    expect(editedPaper(paper, { kind: 'text', name: 'impact', text: 'Mới' })).toEqual({
      texts: { goal: 'Mục tiêu', impact: 'Mới' },
      lines: paper.lines,
      revision: 9,
    });
  });

  it('takes an empty text out, so that it follows the figures', () => {
    const paper = paperRow({ texts: { impact: 'Cũ' } });
    expect(editedPaper(paper, { kind: 'text', name: 'impact', text: ' \n' }).texts).toEqual({});
  });

  it('puts a changed line in its place with the quotations that the server has, and a new one at the end', () => {
    const paper = paperRow({ lines: [budgetLine({ quotations: [proof] }), budgetLine({ id: '2' })] });
    const changed = editedPaper(paper, { kind: 'line', line: budgetLine({ name: 'Tên khác' }) });
    expect(changed.lines).toEqual([budgetLine({ name: 'Tên khác', quotations: [proof] }), budgetLine({ id: '2' })]);
    const added = editedPaper(paper, { kind: 'line', line: budgetLine({ id: '3' }) });
    expect(added.lines.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(editedPaper(paper, { kind: 'remove-line', id: '1' }).lines.map(({ id }) => id)).toEqual(['2']);
  });

  it('adds a line under the next number of the newest document, beside one that somebody else added meanwhile', () => {
    const theirs = budgetLine({ id: '2', name: 'Của họ' });
    const edit = { kind: 'add-line', line: budgetLine({ id: '2', name: 'Của tôi' }) } as const;
    const paper = paperRow({ lines: [budgetLine(), theirs] });
    expect(editedPaper(paper, edit).lines).toEqual([budgetLine(), theirs, { ...edit.line, id: '3' }]);
    const [name] = editVersions(edit, paper, paperContent(), vi);
    expect(name).toEqual({ label: vi.budget.name, mine: 'Của tôi', theirs: '' });
  });

  it('numbers a new line above all that are there', () => {
    expect(nextLineId([])).toBe('1');
    expect(nextLineId([{ id: '9' }, { id: '12' }, { id: '3' }])).toBe('13');
  });
});

describe('shownText', () => {
  it('is what stands in the document, one line a paragraph', () => {
    const content = paperContent();
    expect(shownText(content, 'impact').split('\n')).toHaveLength(2);
    expect(shownText(content, 'addressees')).toBe('Ủy ban nhân dân thành phố Mẫu\nSở Tài chính');
    expect(shownText(content, 'subject')).toBe(content.subject);
    expect(shownText(content, 'goal')).toBe('');
  });
});

describe('groupedBlocks', () => {
  it('puts paragraphs of one text together, and others by themselves', () => {
    const groups = groupedBlocks(paperContent().blocks);
    const slots = groups.filter(({ slot }) => slot !== undefined);
    expect(slots).toMatchObject([{ slot: 'impact', paragraphs: [[{}], [{}]] }]);
    expect(groups).toHaveLength(paperContent().blocks.length - 1);
  });
});

describe('editVersions', () => {
  it('shows only the parts of a line that differ', () => {
    const paper = paperRow({ lines: [budgetLine({ unitPrice: 3_000_000 })] });
    const edit = { kind: 'line', line: budgetLine() } as const;
    expect(editVersions(edit, paper, paperContent(), vi)).toEqual([
      { label: vi.budget.unitPrice, mine: '3.250.000', theirs: '3.000.000' },
    ]);
  });

  it('says that a line which the reader changed is gone', () => {
    const edit = { kind: 'line', line: budgetLine() } as const;
    const [name] = editVersions(edit, paperRow({ lines: [] }), paperContent(), vi);
    expect(name).toEqual({ label: vi.budget.name, mine: 'Bộ lưu điện (UPS) 1 kVA', theirs: '' });
  });

  it('holds a text against what the document says now', () => {
    const edit = { kind: 'text', name: 'impact', text: 'Của tôi' } as const;
    const [only] = editVersions(edit, paperRow({ texts: { impact: 'Của họ' } }), paperContent(), vi);
    expect(only).toMatchObject({ mine: 'Của tôi', theirs: 'Của họ' });
  });
});

describe('PaperDrafts', () => {
  it('keeps texts by document and place, the newest fifty', () => {
    const drafts = new PaperDrafts();
    drafts.keep('VBN-2026-0001', 'impact', 'một');
    drafts.keep('VBN-2026-0001', 'impact', 'hai');
    expect(drafts.read('VBN-2026-0001', 'impact')).toBe('hai');
    expect(drafts.has('VBN-2026-0001')).toBe(true);
    expect(drafts.has('VBN-2026-000')).toBe(false);
    for (let n = 0; n < 50; n += 1) drafts.keep('VBN-2026-0002', `place-${n}`, 'x');
    expect(drafts.read('VBN-2026-0001', 'impact')).toBeUndefined();
    drafts.keep('VBN-2026-0003', 'impact', 'ba');
    drafts.forgetAll('VBN-2026-0003');
    expect(drafts.has('VBN-2026-0003')).toBe(false);
    drafts.forget('VBN-2026-0002', 'place-49');
    expect(drafts.read('VBN-2026-0002', 'place-49')).toBeUndefined();
    expect(drafts.read('VBN-2026-0002', 'place-1')).toBe('x');
  });
});
