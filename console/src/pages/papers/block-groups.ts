import type { PaperBlock, Run } from '@wardwatch/shared/api';

/** A run of blocks that belong together on the page: paragraphs of one text that an officer may write, or one block. */
export type BlockGroup =
  | { slot: undefined; block: PaperBlock }
  | { slot: NonNullable<Extract<PaperBlock, { kind: 'paragraph' }>['slot']>; paragraphs: readonly (readonly Run[])[] };

/** The blocks in order, paragraphs of one text put together. */
export function groupedBlocks(blocks: readonly PaperBlock[]): BlockGroup[] {
  const groups: BlockGroup[] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (block.kind !== 'paragraph' || block.slot === undefined) groups.push({ slot: undefined, block });
    else if (last?.slot === block.slot)
      groups[groups.length - 1] = { ...last, paragraphs: [...last.paragraphs, block.runs] };
    else groups.push({ slot: block.slot, paragraphs: [block.runs] });
  }
  return groups;
}
