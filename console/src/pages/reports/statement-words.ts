import type { StatementResult } from '@wardwatch/shared/api';
import type { StatementVerdict } from '@wardwatch/shared/model';
import type { Statement } from '@wardwatch/shared/statements';
import type { Tone } from '../../components/device-status.ts';
import type { IconName } from '../../components/icons.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

/** How a verdict looks: a shape of its own for each, and a colour where a hand is needed. */
export const VERDICT_LOOKS = {
  supported: { tone: 'calm', picture: 'check' },
  contradicted: { tone: 'danger', picture: 'close' },
  insufficient: { tone: 'warning', picture: 'half' },
  manual: { tone: 'quiet', picture: 'hand' },
  'not-applicable': { tone: 'quiet', picture: 'state-revoked' },
} as const satisfies Record<StatementVerdict, { tone: Tone; picture: IconName }>;

type Judged = Pick<StatementResult, 'figures' | 'statementId'>;

/** Figures that a sentence is made of, written out; undefined where a figure is missing. */
interface Written {
  n: string | undefined;
  part: string | undefined;
  whole: string | undefined;
  percent: string | undefined;
  missing: string | undefined;
  hours: string;
  /** The raw figure by its name. */
  of: (name: string) => number | undefined;
}

function writtenOf({ figures }: Judged, format: Format): Written {
  const of = (name: string): number | undefined => figures[name];
  const write = (name: string): string | undefined => {
    const value = of(name);
    return value === undefined ? undefined : format.number(value);
  };
  const percent = of('percent');
  return {
    n: write('n'),
    part: write('part'),
    whole: write('whole'),
    percent: percent === undefined ? undefined : format.percent(percent / 100),
    missing: (of('missing') ?? 0) > 0 ? write('missing') : undefined,
    hours: format.hours(of('openMs') ?? 0),
    of,
  };
}

/** What was seen of a statement, in sentences; "no figure yet" where nothing was. */
export function figureWords(statement: Statement, result: Judged, t: Messages, format: Format): string {
  const words = t.reports.figures;
  if (statement.isNeverMeasured) return words.never;
  const written = writtenOf(result, format);
  const sentences = [...sentencesOf(statement, written, words, format), ...suspectedOf(written, words, format)];
  return sentences.length === 0 ? words.none : sentences.join(' ');
}

type Words = Messages['reports']['figures'];

function suspectedOf({ of }: Written, words: Words, format: Format): string[] {
  const suspected = of('suspected') ?? 0;
  return suspected > 0 ? [words.suspected(format.number(suspected))] : [];
}

function sentencesOf({ measure }: Statement, written: Written, words: Words, format: Format): string[] {
  const { n, part, whole, percent, missing, hours, of } = written;
  const some = (...list: (string | false | undefined)[]): string[] =>
    list.filter((one) => typeof one === 'string' && one !== '').map(String);
  const isOf = part !== undefined && whole !== undefined && of('whole') !== 0;
  switch (measure.kind) {
    case 'lan-availability':
      return some(percent && words.lan(percent), (of('n') ?? 0) > 0 && n && words.lanOutages(n, hours));
    case 'computer-fit':
      return some(isOf && words.computers(part, whole));
    case 'interruptions':
    case 'path-interruptions':
      return some(n && (of('n') === 0 ? words.noInterruptions : words.interruptions(n, hours)));
    case 'services':
      return some(percent && words.services(percent), (of('n') ?? 0) > 0 && n && words.interruptions(n, hours));
    case 'flaps':
      return some(n && words.flaps(n));
    case 'criteria':
      return some(isOf && words.criteriaOf(part, whole));
    case 'power': {
      const minutes = of('minutes');
      return some(
        n && words.cuts(n, hours),
        isOf && words.cover(part, whole),
        minutes !== undefined && words.runtime(format.number(minutes)),
      );
    }
    case 'item-stage': {
      const days = of('days');
      return some(days !== undefined && words.requested(format.number(days)));
    }
    case 'houses-equipped':
      return some(isOf && words.equipped(part, whole));
    case 'houses-wifi':
      return some(isOf && words.wifi(part, whole));
    case 'budget':
      return some(n && whole && words.lines(n, whole));
    case 'ratio':
    case 'manual':
    case 'beside':
      return some(
        ...shareSentences(written, words),
        missing && words.missing(missing),
        ...besideSentences(written, words, format),
      );
    case 'status':
      break;
  }
  return [];
}

function shareSentences({ part, whole, percent }: Written, words: Words): (string | undefined)[] {
  if (part === undefined) return [];
  return [whole && percent ? words.share(part, whole, percent) : words.value(part)];
}

function besideSentences({ of }: Written, words: Words, format: Format): string[] {
  const reach = of('servicePercent');
  const wifi = of('wifi');
  const houses = of('houses');
  return [
    ...(reach === undefined ? [] : [words.serviceReach(format.percent(reach / 100))]),
    ...(wifi === undefined || houses === undefined
      ? []
      : [words.beside(`${format.number(wifi)}/${format.number(houses)}`)]),
  ];
}

/** The one figure that stands on a label within the text; empty where there is none. */
export function shortFigure({ measure }: Statement, result: Judged, t: Messages, format: Format): string {
  const { n, part, whole, percent, hours, of } = writtenOf(result, format);
  const { short } = t.reports;
  const ofWhole = part !== undefined && whole !== undefined && of('whole') !== 0 ? `${part}/${whole}` : '';
  switch (measure.kind) {
    case 'interruptions':
    case 'path-interruptions':
    case 'power':
      return n === undefined ? '' : [short.times(n), ...((of('n') ?? 0) > 0 ? [hours] : [])].join(' · ');
    case 'flaps':
      return n === undefined ? '' : short.times(n);
    case 'lan-availability':
    case 'services':
    case 'ratio':
      return percent ?? '';
    case 'item-stage':
      return of('days') === undefined ? '' : short.days(format.number(of('days') ?? 0));
    case 'budget':
      return n !== undefined && whole !== undefined ? `${n}/${whole}` : '';
    case 'computer-fit':
    case 'criteria':
    case 'houses-equipped':
    case 'houses-wifi':
    case 'manual':
    case 'beside':
      return ofWhole === '' ? (part ?? '') : ofWhole;
    case 'status':
      break;
  }
  return '';
}

/** A target in words: the bound, the value, the unit. */
export function targetWords({ target }: Statement, value: number | null, t: Messages, format: Format): string {
  const { reports } = t;
  if (!target) return value === null ? reports.noTarget : format.number(value);
  if (value === null) return reports.noTargetYet;
  const written = reports.units[target.unit](format.number(value));
  return target.unit === 'stage' ? written : reports.targetWords(reports.ops[target.op], written);
}
