import type { ReportDetail, UpdateReportRequest } from '@wardwatch/shared/api';
import { addDays, currentQuarter, parsePeriod, periodKey, startOfDay } from '@wardwatch/shared/calendar';
import { wardReport } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { isDate } from '../../components/ward-input.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of the form that can be wrong. */
export type ReportField = keyof Messages['reports']['mistakes'];

/** Quarters that are offered: this one, one to come, two years back. */
const QUARTERS_BACK = 8;

/** Periods that a report may be of, the newest first; the one that it is of is always among them. */
export function quarterKeys(now: number, chosen: string): string[] {
  const next = currentQuarter(startOfDay(currentQuarter(now).until));
  const keys = [periodKey(next)];
  let first = next.from;
  for (let n = 0; n <= QUARTERS_BACK; n += 1) {
    const before = currentQuarter(startOfDay(addDays(first, -1)));
    keys.push(periodKey(before));
    first = before.from;
  }
  return keys.includes(chosen) || !parsePeriod(chosen) ? keys : [...keys, chosen];
}

/** What a filled-in form says of a report, or the fields that are wrong. */
export function reportRequest(
  data: FormData,
  before: ReportDetail['report'],
): FormReading<UpdateReportRequest, ReportField> {
  const title = readText(data, 'title').trim().normalize('NFC');
  const number = readText(data, 'number').trim().normalize('NFC');
  const datedOn = readText(data, 'datedOn');
  const wrong = new Set<ReportField>();
  if (mistakes(wardReport.entries.title, title).length > 0) wrong.add('title');
  if (number !== '' && mistakes(wardReport.entries.number, number).length > 0) wrong.add('number');
  if (datedOn !== '' && !isDate(datedOn)) wrong.add('datedOn');
  if (wrong.size > 0) return { wrong };
  return {
    value: {
      title,
      number: number === '' ? null : number,
      datedOn: datedOn === '' ? null : datedOn,
      period: readText(data, 'period') || before.period,
      revision: before.revision,
    },
  };
}
