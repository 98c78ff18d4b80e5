import type { CriterionRow } from '@wardwatch/shared/api';
import { criterion, type CriterionCheck, criterionCheck } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readDecimal } from '../../components/money.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes, read } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** A figure that a check is measured by. */
export type Threshold = keyof Messages['criteria']['thresholds'];

/** Fields of the form that can be wrong. */
export type CriterionField = Threshold | 'name' | 'kinds' | 'sources';

/** Figures of each check, in the order of the form. */
const THRESHOLDS: Readonly<Record<CriterionCheck['kind'], readonly Threshold[]>> = {
  'lan-availability': ['minPercent'],
  availability: ['minPercent'],
  'line-availability': ['minPercent', 'maxLatencyMs'],
  equipment: [],
  'ups-cover': [],
  'ups-runtime': ['minMinutes', 'maxAgeMonths'],
  antivirus: ['maxSignatureDays'],
  patched: ['maxUpdateDays'],
  'clock-sync': [],
  'computer-fit': ['minMemoryGb', 'maxAgeYears'],
  survey: ['maxAgeMonths'],
  declared: ['maxAgeMonths'],
};

/** The figures of a check with their values; null where none is asked. */
export function thresholdsOf(check: CriterionCheck): { name: Threshold; value: number | null }[] {
  const values = new Map<string, unknown>(Object.entries(check));
  return THRESHOLDS[check.kind].map((name) => {
    const value = values.get(name);
    return { name, value: typeof value === 'number' ? value : null };
  });
}

/** The criterion as a filled-in form wants it, or the fields that are wrong. */
export function criterionRequest(data: FormData, before: CriterionRow): FormReading<CriterionRow, CriterionField> {
  const name = readText(data, 'name').trim().normalize('NFC');
  const sources = readText(data, 'sources')
    .split('\n')
    .map((line) => line.trim().normalize('NFC'))
    .filter((line) => line !== '');
  const wanted = checkOf(data, before.check);
  const check = read(criterionCheck, wanted);
  const wrong = new Set<CriterionField>(mistakes(criterionCheck, wanted).map((part) => fieldOf(part, before.check)));
  if (mistakes(criterion.entries.name, name).length > 0) wrong.add('name');
  if (mistakes(criterion.entries.sources, sources).length > 0) wrong.add('sources');
  if (!check || wrong.size > 0) return { wrong };
  const isTicked = (box: string): boolean => data.get(box) === 'on';
  return {
    value: { ...before, name, sources, check, isMandatory: isTicked('isMandatory'), isActive: isTicked('isActive') },
  };
}

function checkOf(data: FormData, before: CriterionCheck): object {
  const figures = thresholdsOf(before).map(({ name }) => {
    const text = readText(data, name).trim();
    return [name, text === '' ? null : readDecimal(text)];
  });
  const kinds = 'kinds' in before ? { kinds: data.getAll('kinds') } : {};
  return { ...before, ...Object.fromEntries(figures), ...kinds };
}

/** Which field stands for a part of a check. */
function fieldOf(part: string, check: CriterionCheck): CriterionField {
  return THRESHOLDS[check.kind].find((name) => name === part) ?? 'kinds';
}
