import type { PaperContent, PaperRow } from '@wardwatch/shared/api';
import { paperContent } from '@wardwatch/shared/papers';
import { gatherInput, type Sources } from './gather.ts';
import { lockedContent } from './snapshot.ts';

/** The document in words and tables: as it was printed once it is issued, from the figures of this moment before. */
export async function contentOf(sources: Sources, paper: PaperRow, now: number): Promise<PaperContent> {
  const locked = paper.status === 'issued' ? await lockedContent(sources.records, paper) : undefined;
  return locked ?? paperContent(await gatherInput(sources, paper, now));
}
