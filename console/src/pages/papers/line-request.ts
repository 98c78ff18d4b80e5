import { type BudgetLine, budgetLine, type Price } from '@wardwatch/shared/model';
import { priceBasis } from '@wardwatch/shared/papers';
import type { FormReading } from '../../components/form-controller.ts';
import { readDecimal, readMoney } from '../../components/money.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of a budget line's form that can be wrong. */
export type LineField = keyof Messages['budget']['mistakes'];

const FIELDS: readonly LineField[] = [
  'name',
  'specs',
  'unit',
  'quantity',
  'unitPrice',
  'vatPercent',
  'phase',
  'priceBasis',
  'statements',
  'outageIds',
];

/** What a line's form lists to be ticked, by ids. */
export type Listed = Readonly<Record<'siteIds' | 'criteria', readonly string[]>>;

/**
 * What the filled-in form asks for; `before` is the line that is changed, or what a new one begins with. Sites and
 * criteria of it that the form does not list stay: nobody took them away.
 */
export function lineRequest(data: FormData, before: BudgetLine, listed: Listed): FormReading<BudgetLine, LineField> {
  const kept = (name: keyof Listed): string[] => before[name].filter((id) => !listed[name].includes(id));
  const line: BudgetLine = {
    ...before,
    name: readText(data, 'name'),
    specs: readText(data, 'specs'),
    unit: readText(data, 'unit'),
    quantity: readDecimal(readText(data, 'quantity')),
    unitPrice: readMoney(readText(data, 'unitPrice')),
    vatPercent: readDecimal(readText(data, 'vatPercent')),
    kind: readText(data, 'kind') === 'recurrent' ? 'recurrent' : 'one-off',
    phase: Number(readText(data, 'phase') || Number.NaN),
    priceBasis: readText(data, 'priceBasis'),
    siteIds: [...ticked(data, 'siteIds'), ...kept('siteIds')],
    criteria: [...ticked(data, 'criteria'), ...kept('criteria')],
    statements: idsIn(readText(data, 'statements')),
    outageIds: idsIn(readText(data, 'outageIds')),
  };
  const wrong = new Set(
    mistakes(budgetLine, line).map((name) => FIELDS.find((fieldName) => fieldName === name) ?? 'name'),
  );
  if (line.statements.some((id) => !/^C\d{2}$/.test(id))) wrong.add('statements');
  if (line.outageIds.some((id) => !/^SC-\d{4}-\d{4,}$/.test(id))) wrong.add('outageIds');
  return wrong.size > 0 ? { wrong } : { value: line };
}

/**
 * A new line made of an item of the price list, or an empty one: what recurs as often as a year has it, the price with
 * the day of its basis. Without a price it begins with 0, which is flagged.
 */
export function lineOf(id: string, item: Price | undefined): BudgetLine {
  return {
    id,
    priceId: item?.id ?? null,
    name: item?.name ?? '',
    specs: '',
    unit: item?.unit ?? '',
    quantity: item?.kind === 'recurrent' ? item.timesAYear : 1,
    unitPrice: item?.amount ?? 0,
    vatPercent: item?.vatPercent ?? 10,
    kind: item?.kind ?? 'one-off',
    phase: 1,
    priceBasis: item ? priceBasis(item) : '',
    siteIds: [],
    criteria: [...(item?.criteria ?? [])],
    statements: [],
    outageIds: [],
    quotations: [],
  };
}

/** Ids as people list them: with commas, semicolons, blanks or line breaks between; each once, in capitals. */
export function idsIn(text: string): string[] {
  const ids = text.toUpperCase().split(/[\s,;]+/);
  return [...new Set(ids.filter((id) => id !== ''))];
}

function ticked(data: FormData, name: string): string[] {
  return data.getAll(name).filter((value) => typeof value === 'string');
}
