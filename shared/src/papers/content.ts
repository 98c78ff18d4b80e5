import type { PaperAnnex, PaperBlock, PaperContent } from '../api/index.ts';
import { houseAnnex, outageAnnex } from './annexes.ts';
import { budgetAnnex } from './budget-annex.ts';
import { budgetRequestBlocks, budgetRequestSubject } from './budget-request.ts';
import { correctionBlocks, correctionSubject } from './correction.ts';
import { type Draft, draftOf } from './draft.ts';
import { footOf, headOf } from './head.ts';
import type { PaperInput } from './input.ts';
import { minutesBlocks, minutesSubject, minutesWitnesses } from './minutes.ts';
import { paragraphsBlocks, paragraphsSubject } from './paragraphs.ts';
import { quarterReportBlocks, quarterReportSubject } from './quarter-report.ts';
import { stampOf } from './stamp.ts';
import { warningsOf } from './warnings.ts';

interface Body {
  subject: string;
  blocks: PaperBlock[];
  annexes: PaperAnnex[];
  witnesses?: string[];
}

/**
 * A document in words and tables, with the trace of every figure, made of the figures alone and of what the officer
 * wrote in place of a generated text. The same input gives the same document, in any status.
 */
export function paperContent(input: PaperInput): PaperContent {
  const draft = draftOf(input);
  const { subject, blocks, annexes, witnesses = [] } = bodyOf(draft);
  return {
    ...headOf(draft, subject),
    blocks,
    ...footOf(draft),
    witnesses,
    annexes,
    stamp: stampOf(draft),
    warnings: warningsOf(draft),
  };
}

function bodyOf(draft: Draft): Body {
  switch (draft.paper.kind) {
    case 'quarter-report':
      return {
        subject: quarterReportSubject(draft),
        blocks: quarterReportBlocks(draft),
        annexes: [outageAnnex(draft), houseAnnex(draft)],
      };
    case 'budget-request':
      return {
        subject: budgetRequestSubject(draft),
        blocks: budgetRequestBlocks(draft),
        annexes: [outageAnnex(draft), houseAnnex(draft), budgetAnnex(draft)],
      };
    case 'paragraphs':
      return { subject: paragraphsSubject(draft), blocks: paragraphsBlocks(draft), annexes: [] };
    case 'minutes':
      return {
        subject: minutesSubject(draft),
        blocks: minutesBlocks(draft),
        annexes: [],
        witnesses: minutesWitnesses(draft),
      };
    case 'correction':
      break;
  }
  return { subject: correctionSubject(draft), blocks: correctionBlocks(draft), annexes: [] };
}
