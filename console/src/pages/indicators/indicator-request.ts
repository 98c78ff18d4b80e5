import type { IndicatorRow } from '@wardwatch/shared/api';
import { indicator, type IndicatorValue, indicatorValue } from '@wardwatch/shared/model';
import { STATEMENTS } from '@wardwatch/shared/statements';
import type { FormReading } from '../../components/form-controller.ts';
import { readDecimal } from '../../components/money.ts';
import { readText } from '../../components/read-text.ts';
import { isDate } from '../../components/ward-input.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of the form that can be wrong. */
export type IndicatorField = keyof Messages['indicators']['mistakes'];

/** A manual indicator, with the statements that rest on it; the first of them names it. */
export interface KnownIndicator {
  id: string;
  name: { vi: string; en: string };
  statementIds: string[];
}

/** All manual indicators that the catalogue of statements asks for, in its order. */
export function knownIndicators(): KnownIndicator[] {
  const byId = Map.groupBy(
    STATEMENTS.filter(({ measure }) => 'indicatorId' in measure),
    ({ measure }) => ('indicatorId' in measure ? measure.indicatorId : ''),
  );
  return [...byId].flatMap(([id, list]) => {
    // A target speaks of an indicator that another statement reports.
    const first = list.find((one) => id.endsWith(one.id)) ?? list[0];
    return first ? [{ id, name: first.name, statementIds: list.map((one) => one.id) }] : [];
  });
}

/** A number as people write it: groups of three with dots, or a decimal comma. Null where nothing is written. */
export function readFigure(text: string): number | null {
  const plain = text.trim();
  if (plain === '') return null;
  return /^\d{1,3}(\.\d{3})+$/.test(plain) ? Number(plain.replaceAll('.', '')) : readDecimal(plain);
}

/**
 * The indicator with the value of a filled-in form, or the fields that are wrong. A value of a day takes the place of
 * the one before; without a figure and a note only the owner changes.
 *
 * @param today the ward's day: no figure is of a day to come.
 */
export function indicatorRequest(
  data: FormData,
  before: IndicatorRow,
  today: string,
): FormReading<IndicatorRow, IndicatorField> {
  const owner = readText(data, 'owner').trim().normalize('NFC');
  const value: IndicatorValue = {
    on: readText(data, 'on'),
    part: readFigure(readText(data, 'part')),
    whole: readFigure(readText(data, 'whole')),
    note: readText(data, 'note').trim().normalize('NFC'),
  };
  const wrong = mistakesOf(value, owner, today);
  if (wrong.size > 0) return { wrong };
  const others = before.values.filter(({ on }) => on !== value.on);
  const values = [...others, value].toSorted((a, b) => a.on.localeCompare(b.on));
  return { value: { ...before, owner, values } };
}

function mistakesOf(value: IndicatorValue, owner: string, today: string): Set<IndicatorField> {
  const { on, part, whole, note } = value;
  const wrong = new Set<IndicatorField>();
  if (!isDate(on) || on > today) wrong.add('on');
  if (Number.isNaN(part) || (part === null && note === '')) wrong.add('part');
  if (Number.isNaN(whole) || whole === 0) wrong.add('whole');
  if (whole !== null && (part === null || part > whole)) wrong.add('part');
  if (mistakes(indicator.entries.owner, owner).length > 0) wrong.add('owner');
  if (mistakes(indicator.entries.owner, note).length > 0) wrong.add('note');
  if (wrong.size === 0 && mistakes(indicatorValue, value).length > 0) wrong.add('part');
  return wrong;
}
