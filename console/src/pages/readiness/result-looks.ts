import type { Judgement } from '@wardwatch/shared/api';
import type { CriterionResult } from '@wardwatch/shared/model';
import type { Tone } from '../../components/device-status.ts';
import type { IconName } from '../../components/icons.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

/** How a result looks: a shape of its own for each, and a colour where a hand is needed. */
export const RESULT_LOOKS = {
  met: { tone: 'calm', picture: 'check' },
  partly: { tone: 'warning', picture: 'half' },
  'not-met': { tone: 'danger', picture: 'close' },
  'no-data': { tone: 'quiet', picture: 'state-unknown' },
  'not-applicable': { tone: 'quiet', picture: 'state-revoked' },
} as const satisfies Record<CriterionResult, { tone: Tone; picture: IconName }>;

/** What arithmetic with doubles may lose. */
const ROUNDING = 1e-6;

/** The figure of a judgement with what is needed; empty where there is none. */
export function judgedFigure({ figure }: Pick<Judgement, 'figure'>, t: Messages, format: Format): string {
  if (!figure) return '';
  const write = (value: number): string =>
    figure.unit === '%' ? format.percent(value / 100).slice(0, -'%'.length) : format.number(value);
  // A share just below its threshold is not rounded up to it.
  const have = figure.unit === '%' ? Math.floor(figure.have * 100 + ROUNDING) / 100 : figure.have;
  return t.readiness.figures[figure.unit](write(have), write(figure.need));
}

/** What a result rests on in a few words; the day of a declaration belongs to it. */
export function basisWords({ basis, at }: Pick<Judgement, 'basis' | 'at'>, t: Messages, format: Format): string {
  const words = t.readiness.bases[basis];
  return basis === 'declared' && at !== null ? `${words} ${format.date(at)}` : words;
}
