import { createHash } from 'node:crypto';
import { type PaperContent, paperContent as paperContentSchema } from '@wardwatch/shared/api';
import type { Paper } from '@wardwatch/shared/model';
import { paperContent, type PaperInput } from '@wardwatch/shared/papers';
import * as v from 'valibot';
import type { RecordChange, RecordStore } from '../store/record-store.ts';

/** An issued document with all that is locked with it: figures under the document's id, its words beside them. */
export interface Locked {
  paper: Paper;
  changes: RecordChange[];
}

/**
 * Locks the figures of a document that is being issued. The hash is that of the figures' record, byte by byte; the
 * document carries it, and its words are kept as they were printed, so that a later version of the program cannot
 * word it differently.
 */
export function lock(input: PaperInput): Locked {
  const json = JSON.stringify(input);
  const snapshotHash = createHash('sha256').update(json).digest('hex');
  const paper = { ...input.paper, snapshotHash };
  const content = JSON.stringify(paperContent({ ...input, paper }));
  return {
    paper,
    changes: [
      { kind: 'snapshot', id: paper.id, body: { json }, basedOn: 0 },
      { kind: 'snapshot', id: wordsId(paper.id), body: { json: content }, basedOn: 0 },
    ],
  };
}

function wordsId(paperId: string): string {
  return `${paperId}/words`;
}

/** What a document was made of when it was issued; undefined where it is not. */
export async function lockedInput(records: RecordStore, paperId: string): Promise<PaperInput | undefined> {
  const snapshot = await records.one('snapshot', paperId);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `lock` wrote it
  return snapshot && (JSON.parse(snapshot.body.json) as PaperInput);
}

/**
 * The words of an issued document as they were printed; undefined where it is not issued. Words whose form the program
 * does not know any more are made anew from the locked figures.
 */
export async function lockedContent(records: RecordStore, paper: Paper): Promise<PaperContent | undefined> {
  const words = await records.one('snapshot', wordsId(paper.id));
  if (!words) return undefined;
  const parsed = v.safeParse(paperContentSchema, JSON.parse(words.body.json));
  if (parsed.success) return parsed.output;
  const input = await lockedInput(records, paper.id);
  return input && paperContent({ ...input, paper });
}
