import { type Price, price } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readDecimal, readMoney } from '../../components/money.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of a price's form that can be wrong. */
export type PriceField = keyof Messages['prices']['mistakes'];

const FIELDS: readonly PriceField[] = ['name', 'unit', 'amount', 'basis', 'on', 'vatPercent'];

/** What the filled-in form asks for. A price says what it rests on and since when; without one neither is needed. */
export function priceRequest(data: FormData, before: Price): FormReading<Price, PriceField> {
  const amount = readText(data, 'amount').trim();
  const on = readText(data, 'on');
  const item: Price = {
    ...before,
    name: readText(data, 'name'),
    unit: readText(data, 'unit'),
    amount: amount === '' ? null : readMoney(amount),
    basis: readText(data, 'basis'),
    on: on === '' ? null : on,
    vatPercent: readDecimal(readText(data, 'vatPercent')),
  };
  const wrong = new Set(
    mistakes(price, item).map((name) => FIELDS.find((fieldName) => fieldName === name) ?? 'amount'),
  );
  if (item.amount !== null && item.basis.trim() === '') wrong.add('basis');
  if (item.amount !== null && item.on === null) wrong.add('on');
  return wrong.size > 0 ? { wrong } : { value: item };
}
