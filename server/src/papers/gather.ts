import type { PaperChanges, PaperRow, WardFigures } from '@wardwatch/shared/api';
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
  /** Figures of a period as the store has them now, with the statements of a report (null: none). */
  figuresOf(period: string, reportId: string | null): Promise<WardFigures>;
}

/** A document as it is sent. */
export function paperRow({ body, revision }: StoredRecord<'paper'>): PaperRow {
  return { ...body, revision };
}

/** All that a document is made of, as the store has it now. */
export async function gatherInput(sources: Sources, paper: Paper, now: number): Promise<PaperInput> {
  const { records } = sources;
  const [figures, criteria, identity, references, prices, items, profiles, papers, report] = await Promise.all([
    sources.figuresOf(paper.period, paper.reportId),
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

/** Issued documents in order of their days, without the one itself. */
function issuedBefore(papers: readonly Paper[], { id }: Paper): Paper[] {
  return papers
    .filter((one) => one.status === 'issued' && one.id !== id)
    .toSorted((a, b) => ((a.issuedOn ?? '') < (b.issuedOn ?? '') ? -1 : 1));
}

/** What the ledger says now against an issued document; nothing for one that is not issued. */
export async function changesOf(sources: Sources, paperId: string): Promise<PaperChanges['changes']> {
  const locked = await lockedInput(sources.records, paperId);
  if (!locked) return [];
  const now = await sources.figuresOf(locked.paper.period, locked.paper.reportId);
  return paperChanges(locked.figures, now).changes;
}
