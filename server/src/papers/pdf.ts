import { fileURLToPath } from 'node:url';
import type { PaperAnnex, PaperBlock, PaperContent } from '@wardwatch/shared/api';
import pdfmake from 'pdfmake';
import { AFTER, HEADER_TOP, LANGUAGE, PAGE, points, SIZE, TEXT_WIDTH, TEXT_WIDTH_ACROSS } from './layout.ts';
import { pdfBlocks } from './pdf-blocks.ts';
import { pdfEnd } from './pdf-end.ts';
import { pdfHead } from './pdf-head.ts';
import { pdfCentred, type PdfNode, type Sides } from './pdf-node.ts';
import { tidy } from './tidy-text.ts';

/** A font of the widths of Times New Roman with every Vietnamese letter (Tinos, Apache License 2.0); it is embedded. */
const FONT_FILES = {
  normal: fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf')),
  bold: fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf')),
  italics: fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf')),
  bolditalics: fileURLToPath(import.meta.resolve('@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf')),
};

pdfmake.setFonts({ Tinos: FONT_FILES });
// A document names no address and no file; only the fonts are read.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(FONT_FILES).includes(path));

/** A document as a PDF file: the same words and tables as the Word file, on pages of the same layout. */
export function paperPdf(content: PaperContent): Promise<Uint8Array> {
  const numbering = { pass: 0 };
  const definition = {
    content: [page(body(content), false, numbering), ...content.annexes.map((one) => annex(one, numbering))],
    info: { title: tidy(content.subject), author: tidy(content.issuer.join(' ')) },
    language: LANGUAGE,
    displayTitle: true,
    defaultStyle: { font: 'Tinos', fontSize: SIZE.body, color: 'black' },
    pageBreakBefore: isLonelyHead,
  };
  return pdfmake.createPdf(definition).getBuffer();
}

/** The body; its last paragraph, the signature and the small lines are never on two pages. */
function body(content: PaperContent): PdfNode[] {
  const end = pdfEnd(content);
  const last = content.blocks.at(-1);
  const isKept = end.length > 0 && last?.kind === 'paragraph';
  const free: readonly PaperBlock[] = isKept ? content.blocks.slice(0, -1) : content.blocks;
  const kept = isKept ? pdfBlocks([last], TEXT_WIDTH) : [];
  return [
    ...pdfHead(content),
    ...pdfBlocks(free, TEXT_WIDTH),
    ...(end.length === 0 ? [] : [{ stack: [...kept, ...end], unbreakable: true }]),
  ];
}

/** Pages are laid out again after a break was added; every pass begins with page 1. */
interface Numbering {
  pass: number;
}

/** Pages of their own, numbered from 1 in the middle of the upper margin; the first shows no number. */
function page(nodes: PdfNode[], isAcross: boolean, numbering: Numbering): PdfNode {
  const first = { pass: 0, number: 0 };
  const margin: Sides = [points(PAGE.left), points(HEADER_TOP), points(PAGE.right), 0];
  return {
    section: nodes.map((node, index) => (index === nodes.length - 1 ? withoutSpaceBelow(node) : node)),
    pageSize: 'A4',
    pageOrientation: isAcross ? 'landscape' : 'portrait',
    pageMargins: [points(PAGE.left), points(PAGE.top), points(PAGE.right), points(PAGE.bottom)],
    // Called for one page after the other, with its number within the file.
    header: (number) => {
      if (number === 1) numbering.pass += 1;
      if (first.pass !== numbering.pass) Object.assign(first, { pass: numbering.pass, number });
      return pdfCentred(number === first.number ? '' : String(number - first.number + 1), SIZE.page, { margin });
    },
  };
}

/** Space below the last part that does not fit would make a page of nothing, which the next section would take over. */
function withoutSpaceBelow({ margin = [0, 0, 0, 0], ...node }: PdfNode): PdfNode {
  return { ...node, margin: [margin[0], margin[1], margin[2], 0] };
}

function annex({ label, title, leader, isLandscape, blocks }: PaperAnnex, numbering: Numbering): PdfNode {
  const head = [
    pdfCentred(label, SIZE.body, { bold: true }),
    pdfCentred(title, SIZE.body, { bold: true }),
    pdfCentred(leader, SIZE.body, { italics: true, margin: [0, 0, 0, 2 * points(AFTER)] }),
  ];
  return page([...head, ...pdfBlocks(blocks, isLandscape ? TEXT_WIDTH_ACROSS : TEXT_WIDTH)], isLandscape, numbering);
}

/** A heading (or the unit line of a table) with nothing after it on its page goes to the next one. */
function isLonelyHead(node: { headlineLevel?: number }, around: { getFollowingNodesOnPage(): unknown[] }): boolean {
  return node.headlineLevel !== undefined && around.getFollowingNodesOnPage().length === 0;
}
