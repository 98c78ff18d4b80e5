import type { PaperBlock, PaperContent, Run } from '../api/index.ts';

/** A document as a person can read it: a line each, tables by `|`. */
export function asText(content: PaperContent): string {
  const { issuer, numberLine, placeDate, type, subject, addressees, bases, signature, signer, recipients } = content;
  const lines = [
    ...issuer,
    numberLine,
    placeDate,
    type,
    subject,
    addressees.length > 0 ? `Kính gửi: ${addressees.join(' / ')}` : null,
    ...bases,
    '',
    ...content.blocks.flatMap(blockLines),
    '',
    ...signature,
    signer,
    ...content.witnesses,
    ...(recipients.length > 0 ? ['Nơi nhận:', ...recipients.map((one) => `- ${one}`)] : []),
    ...content.annexes.flatMap(({ label, title, leader, blocks }) => [
      '',
      `${label}. ${title}`,
      leader,
      ...blocks.flatMap(blockLines),
    ]),
    '',
    ...content.stamp,
    ...content.warnings.map(({ code, what }) => `! ${code}: ${what}`),
  ];
  return `${lines.filter((text) => text !== null).join('\n')}\n`;
}

/** Every run of a document's body and annexes. */
export function runsOf({ blocks, annexes }: PaperContent): Run[] {
  return [...blocks, ...annexes.flatMap((annex) => annex.blocks)].flatMap((block) =>
    block.kind === 'table' ? block.rows.flatMap(({ cells }) => cells.flatMap(({ runs }) => runs)) : block.runs,
  );
}

function blockLines(block: PaperBlock): string[] {
  if (block.kind !== 'table') return [words(block.runs)];
  return [
    ...(block.unit === '' ? [] : [`(${block.unit})`]),
    block.columns.map(({ head }) => head).join(' | '),
    ...block.rows.map(({ cells }) => cells.map(({ runs }) => words(runs)).join(' | ')),
  ];
}

function words(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}
