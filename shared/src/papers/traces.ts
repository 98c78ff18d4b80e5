import type { OutageFigure } from '../api/index.ts';
import { localDateOf } from '../calendar/index.ts';
import type { Cause, LifeStage } from '../model/index.ts';
import type { PaperInput } from './input.ts';
import { previousDays } from './period-words.ts';

/** Addresses of the console at which the rows of a figure are, each for the period of the document. */
export interface Traces {
  /** Outages of connectivity: those that an officer confirmed, unless asked otherwise. */
  ledger: (filter?: { site?: string; cause?: Cause; confirmed?: '0' | '1'; first?: string; last?: string }) => string;
  /** Confirmed outages of the period before. */
  previousLedger: () => string;
  outage: (id: string) => string;
  site: (id: string) => string;
  /** Rows of which a sum is made: the outage, the ledger of their only site, or the statement that looks at their sites. */
  rows: (outages: readonly OutageFigure[], statementId: string, filter?: { cause?: Cause }) => string;
  readiness: (filter?: { site?: string; criterion?: string }) => string;
  /** A statement of the report; the matrix of readiness where there is no report. */
  statement: (id: string) => string;
  houses: (stage?: LifeStage) => string;
  /** Places whose equipment is in a stage. */
  equipment: (stage: LifeStage) => string;
  /** A line of a budget request: of this document, or of another. */
  line: (id: string, paperId?: string) => string;
  paper: (id: string) => string;
}

/** The addresses for a document. */
export function tracesOf({ paper, figures }: Pick<PaperInput, 'paper' | 'figures'>): Traces {
  const days = {
    period: 'custom',
    first: localDateOf(figures.from),
    last: localDateOf(Math.max(figures.from, figures.until - 1)),
  };
  const ledger: Traces['ledger'] = (filter = {}) =>
    address('/ledger', { ...days, subject: 'site', confirmed: '1', ...filter });
  const outage: Traces['outage'] = (id) => address(`/ledger/${encodeURIComponent(id)}`, {});
  const statement: Traces['statement'] = (id) =>
    figures.reportId === null
      ? address('/readiness', days)
      : address(`/reports/${encodeURIComponent(figures.reportId)}`, { ...days, statement: id });
  return {
    ledger,
    previousLedger: () => ledger(previousDays(figures.period)),
    outage,
    rows: (outages, statementId, filter = {}) => {
      const [first, ...others] = outages;
      if (!first || first.siteId === null || others.some(({ siteId }) => siteId !== first.siteId))
        return statement(statementId);
      return others.length === 0 ? outage(first.id) : ledger({ ...filter, site: first.siteId });
    },
    site: (id) => address(`/sites/${encodeURIComponent(id)}`, days),
    readiness: (filter = {}) => address('/readiness', { ...days, ...filter }),
    statement,
    houses: (stage) =>
      address('/inventory', { ...days, kind: 'cultural-house', ...(stage !== undefined && { stage }) }),
    equipment: (stage) => address('/inventory', { ...days, stage }),
    line: (id, paperId = paper.id) => address(`/papers/${encodeURIComponent(paperId)}`, { line: id }),
    paper: (id) => address(`/papers/${encodeURIComponent(id)}`, {}),
  };
}

function address(path: string, query: Record<string, string>): string {
  const search = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return search === '' ? path : `${path}?${search}`;
}
