import type { PaperBlock, Run, SiteFigures } from '../api/index.ts';
import { localDateOf } from '../calendar/index.ts';
import type { LocalDate, PaperText } from '../model/index.ts';
import type { PaperInput } from './input.ts';
import { line, paragraph } from './runs.ts';
import { type Traces, tracesOf } from './traces.ts';
import { nextPeriodWords, periodWords, periodYear } from './period-words.ts';

/** A document in the making: its input, and what all its parts ask for. */
export interface Draft extends PaperInput {
  trace: Traces;
  /** `quý II năm 2026`, and the one after. */
  periodWords: string;
  nextWords: string;
  year: number;
  /** Day of the document: of its issue, or today. */
  day: LocalDate;
  /** `phường Chí Linh`; `Ủy ban nhân dân phường Chí Linh`. */
  ward: string;
  committee: string;
  /** Headquarters and one-stop centre; cultural houses. */
  offices: readonly SiteFigures[];
  houses: readonly SiteFigures[];
  siteName: (id: string | null) => string;
  criterionName: (id: string) => string;
}

/** Prepares what the parts of a document share. */
export function draftOf(input: PaperInput): Draft {
  const { paper, figures, identity, now } = input;
  const ward = `${identity.wardType} ${identity.wardName}`;
  const names = new Map(figures.sites.map(({ siteId, name }) => [siteId, name]));
  const criteria = new Map(input.criteria.map(({ id, name }) => [id, name]));
  const day = paper.issuedOn ?? localDateOf(now);
  const isOffice = ({ kind }: SiteFigures): boolean => kind === 'headquarters' || kind === 'one-stop-centre';
  return {
    ...input,
    trace: tracesOf(input),
    periodWords: periodWords(paper.period),
    nextWords: nextPeriodWords(paper.period),
    year: periodYear(paper.period, Number(day.slice(0, 4))),
    day,
    ward,
    committee: `Ủy ban nhân dân ${ward}`,
    offices: figures.sites.filter(isOffice),
    houses: figures.sites.filter(({ kind }) => kind === 'cultural-house'),
    siteName: (id) => (id === null ? 'toàn phường' : (names.get(id) ?? id)),
    criterionName: (id) => criteria.get(id) ?? id,
  };
}

/** The officer's paragraphs of a text, or the generated ones. */
export function slotted({ paper }: Pick<Draft, 'paper'>, slot: PaperText, made: readonly Run[][]): PaperBlock[] {
  const own = ownText(paper.texts, slot);
  const runs = own === undefined ? made : own.split('\n').map((text) => line`${text.trim()}`);
  return runs.filter((one) => one.length > 0).map((one) => paragraph(one, slot));
}

/** The officer's words of a text; undefined where the document follows the figures. */
export function ownText(texts: Partial<Record<PaperText, string>>, slot: PaperText): string | undefined {
  const text = texts[slot]?.trim();
  return text === undefined || text === '' ? undefined : text;
}
