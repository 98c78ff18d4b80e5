import type { PaperAnnex, PaperContent } from '@wardwatch/shared/api';
import { Document, Header, type ISectionOptions, Packer, PageNumber, PageOrientation, Paragraph, TextRun } from 'docx';
import { docxBlocks } from './docx-blocks.ts';
import { docxEnd, hasEnd } from './docx-end.ts';
import { docxHead } from './docx-head.ts';
import { centred } from './docx-text.ts';
import { AFTER, FONT, HEADER_TOP, LANGUAGE, PAGE, SIZE, TEXT_WIDTH, TEXT_WIDTH_ACROSS } from './layout.ts';
import { tidy } from './tidy-text.ts';

/** A document as a Word file (Office Open XML) in the layout of Decree 30/2020/NĐ-CP. Embeds nothing. */
export async function paperDocx(content: PaperContent): Promise<Uint8Array> {
  const file = new Document({
    title: tidy(content.subject),
    creator: tidy(content.issuer.join(' ')),
    lastModifiedBy: tidy(content.issuer.join(' ')),
    description: tidy(content.stamp.join(' ')),
    styles: { default: { document: { run: BASE_RUN }, ...HEADINGS } },
    sections: [
      {
        ...page(false),
        children: [
          ...docxHead(content),
          ...docxBlocks(content.blocks, TEXT_WIDTH, hasEnd(content)),
          ...docxEnd(content),
        ],
      },
      ...content.annexes.map(annex),
    ],
  });
  return Packer.toBuffer(file);
}

const BASE_RUN = {
  font: { ascii: FONT, hAnsi: FONT, cs: FONT, eastAsia: FONT },
  size: SIZE.body * 2,
  sizeComplexScript: SIZE.body * 2,
  color: '000000',
  language: { value: LANGUAGE, eastAsia: LANGUAGE, bidirectional: LANGUAGE },
} as const;

/** Styles for what an officer adds in Word: black and of the body's size, as everything else. */
const HEADING = { run: { size: SIZE.body * 2, bold: true, color: '000000' } } as const;
const HEADINGS = {
  title: HEADING,
  heading1: HEADING,
  heading2: HEADING,
  heading3: HEADING,
  heading4: HEADING,
  heading5: HEADING,
  heading6: HEADING,
} as const;

/** A section with pages of its own, numbered from 1 in the middle of the upper margin; the first shows no number. */
function page(isAcross: boolean): Omit<ISectionOptions, 'children'> {
  return {
    properties: {
      titlePage: true,
      page: {
        size: {
          width: PAGE.width,
          height: PAGE.height,
          orientation: isAcross ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: { top: PAGE.top, bottom: PAGE.bottom, left: PAGE.left, right: PAGE.right, header: HEADER_TOP },
        pageNumbers: { start: 1 },
      },
    },
    headers: {
      default: new Header({ children: [pageNumber()] }),
      first: new Header({ children: [new Paragraph({})] }),
    },
  };
}

function pageNumber(): Paragraph {
  return centred(
    '',
    { size: SIZE.page },
    {
      children: [new TextRun({ children: [PageNumber.CURRENT], size: SIZE.page * 2 })],
    },
  );
}

function annex({ label, title, leader, isLandscape, blocks }: PaperAnnex): ISectionOptions {
  const bold = { size: SIZE.body, bold: true };
  return {
    ...page(isLandscape),
    children: [
      centred(label, bold, { keepNext: true, outlineLevel: 0 }),
      centred(title, bold, { keepNext: true }),
      centred(leader, { size: SIZE.body, italic: true }, { keepNext: true, spacing: { before: 0, after: AFTER * 2 } }),
      ...docxBlocks(blocks, isLandscape ? TEXT_WIDTH_ACROSS : TEXT_WIDTH),
    ],
  };
}
