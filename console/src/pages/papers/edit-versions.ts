import type { PaperContent, PaperRow } from '@wardwatch/shared/api';
import type { BudgetLine } from '@wardwatch/shared/model';
import { decimalText, moneyText } from '../../components/money.ts';
import { differences, type TwoVersions } from '../../components/differences.ts';
import type { Messages } from '../../i18n/vi.ts';
import { type PaperEdit, shownText } from './paper-edit.ts';

/** A change that was refused, beside what the document says there now. */
export function editVersions(edit: PaperEdit, paper: PaperRow, content: PaperContent, t: Messages): TwoVersions[] {
  if (edit.kind === 'text') {
    const theirs = paper.texts[edit.name] ?? shownText(content, edit.name);
    return [{ label: t.papers.texts[edit.name], mine: edit.text === '' ? t.papers.reset : edit.text, theirs }];
  }
  const parts = lineParts(edit.kind === 'remove-line' ? undefined : edit.line, lineThere(edit, paper), t);
  const different = differences(parts);
  return different.length > 0 ? different : parts.slice(0, 1);
}

/** The line of the document that a change is about: none of a new line, whatever number its form began with. */
function lineThere(edit: Exclude<PaperEdit, { kind: 'text' }>, { lines }: PaperRow): BudgetLine | undefined {
  if (edit.kind === 'add-line') return undefined;
  const id = edit.kind === 'line' ? edit.line.id : edit.id;
  return lines.find((line) => line.id === id);
}

function lineParts(mine: BudgetLine | undefined, theirs: BudgetLine | undefined, t: Messages): TwoVersions[] {
  const { budget } = t;
  const part = (label: string, words: (line: BudgetLine) => string): TwoVersions => ({
    label,
    mine: mine ? words(mine) : '',
    theirs: theirs ? words(theirs) : '',
  });
  return [
    part(budget.name, (line) => line.name),
    part(budget.specs, (line) => line.specs),
    part(budget.unit, (line) => line.unit),
    part(budget.quantity, (line) => decimalText(line.quantity)),
    part(budget.unitPrice, (line) => moneyText(line.unitPrice)),
    part(budget.vatPercent, (line) => decimalText(line.vatPercent)),
    part(budget.kind, (line) => budget.kinds[line.kind]),
    part(budget.phase, (line) => String(line.phase)),
    part(budget.priceBasis, (line) => line.priceBasis),
    part(budget.sites, (line) => budget.siteCount(String(line.siteIds.length))),
    part(budget.criteria, (line) => line.criteria.join(', ')),
    part(budget.statements, (line) => line.statements.join(', ')),
    part(budget.outages, (line) => line.outageIds.join(', ')),
  ];
}
