import type { OutageFigure, PaperChanges, PaperRow, WardFigures } from '@wardwatch/shared/api';
import type { Paper } from '@wardwatch/shared/model';
import { paperChanges, type PaperInput } from '@wardwatch/shared/papers';
import { STATEMENTS } from '@wardwatch/shared/statements';
import { criteriaOf } from '../figures/criteria.ts';
import type { RecordStore, StoredRecord } from '../store/record-store.ts';
import { identityRow, priceRows, referenceRows } from './registers.ts';
import { lockedInput } from './snapshot.ts';

/** Where documents come from. */
export interface Sources {
  records: RecordStore;
  /** Figures of a period as the store has them at an instant (now), with the statements of a report (null: none). */
  figuresOf(period: string, reportId: string | null, at?: number): Promise<WardFigures>;
  /** An outage from its start to its end, or up to an instant; undefined for none that counts. */
  wholeOutage(id: string, at: number): Promise<OutageFigure | undefined>;
}

/** A document as it is sent. */
export function paperRow({ body, revision }: StoredRecord<'paper'>): PaperRow {
  return { ...body, revision };
}

/** All that a document is made of, as the store has it now. */
export async function gatherInput(sources: Sources, paper: Paper, now: number): Promise<PaperInput> {
  const { records } = sources;
  const [figures, criteria, identity, references, prices, items, profiles, papers, report] = await Promise.all([
    paperFigures(sources, paper, now),
    records.all('criterion'),
    identityRow(records),
    referenceRows(records),
    priceRows(records),
    records.all('equipment'),
    records.all('profile'),
    records.all('paper'),
    paper.reportId === null ? undefined : records.one('report', paper.reportId),
  ]);
  return {
    paper,
    figures,
    report: report?.body ?? null,
    statements: STATEMENTS,
    criteria: criteriaOf(criteria),
    identity,
    references,
    prices,
    items: items.map(({ body }) => body),
    profiles: profiles.map(({ body }) => body),
    issued: issuedBefore(
      papers.map(({ body }) => body),
      paper,
    ),
    changes: paper.kind === 'correction' && paper.about !== null ? await changesOf(sources, paper.about) : [],
    now,
  };
}

/** Figures of a document's period. Minutes tell of an outage as a whole, also where the period cuts it. */
async function paperFigures(
  sources: Sources,
  { kind, period, reportId, about }: Paper,
  now: number,
  at?: number,
): Promise<WardFigures> {
  const figures = await sources.figuresOf(period, reportId, at);
  if (kind !== 'minutes' || about === null) return figures;
  const whole = await sources.wholeOutage(about, now);
  return { ...figures, outages: figures.outages.map((one) => (whole && one.id === about ? whole : one)) };
}

/** Issued documents in order of their days, without the one itself. */
function issuedBefore(papers: readonly Paper[], { id }: Paper): Paper[] {
  return papers
    .filter((one) => one.status === 'issued' && one.id !== id)
    .toSorted((a, b) => ((a.issuedOn ?? '') < (b.issuedOn ?? '') ? -1 : 1));
}

/**
 * What the ledger says now against an issued document, of the time that it tells of: what came after its cut-off is no
 * change. Nothing for a document that is not issued.
 */
export async function changesOf(sources: Sources, paperId: string): Promise<PaperChanges['changes']> {
  const locked = await lockedInput(sources.records, paperId);
  if (!locked) return [];
  const { paper, figures, now } = locked;
  const at = figures.isOver ? undefined : figures.asOf;
  return paperChanges(figures, await paperFigures(sources, paper, now, at)).changes;
}
