/**
 * Layout of official documents by Decree 30/2020/NĐ-CP, annex I: A4, margins 20/20/30/15 mm, Times New Roman, sizes of
 * each element. Lengths are in twips (1/1440 inch), type sizes in points.
 */

/** Twips of a length in millimetres, to the nearest one. */
export function twips(millimetres: number): number {
  return Math.round((millimetres / 25.4) * 1440);
}

/** Points of a length in twips. */
export function points(lengthInTwips: number): number {
  return lengthInTwips / 20;
}

/** A4 upright, and its margins; the same margins hold for a page across. */
export const PAGE = { width: 11_906, height: 16_838, top: 1134, bottom: 1134, left: 1701, right: 850 } as const;

/** Width between the margins. */
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.right;
export const TEXT_WIDTH_ACROSS = PAGE.height - PAGE.left - PAGE.right;

/** From the edge of the page to the page number. */
export const HEADER_TOP = twips(10);

/** The name that the files carry; the PDF embeds a font of the same widths. */
export const FONT = 'Times New Roman';
export const LANGUAGE = 'vi-VN';

/** Sizes of type, in points. */
export const SIZE = {
  nation: 13,
  motto: 14,
  issuer: 13,
  number: 13,
  place: 14,
  body: 14,
  table: 12,
  recipientsHead: 12,
  recipients: 11,
  page: 14,
  stamp: 8,
} as const;

/** First line of a paragraph, space below it, and line height (276 of 240: 1.15 lines). */
export const FIRST_LINE = 720;
export const AFTER = 120;
export const LINE = 276;

/** The head's grid: issuer 62 mm, motto 103 mm, because the name of the state takes 95 mm at 13 points. */
export const HEAD_COLUMNS = [twips(62), TEXT_WIDTH - twips(62)] as const;

/** Ruled lines: below the issuer, and as long as the motto. */
export const ISSUER_RULE = twips(18);
export const MOTTO_RULE = twips(60.4);

/** Lines left blank for the signature and the seal. */
export const BLANK_LINES = 4;

/** Recipients to the left, signature to the right. */
export const END_COLUMNS = [twips(75), TEXT_WIDTH - twips(75)] as const;

/** Where `Kính gửi:` stands, and its width up to the colon at 14 points: several addressees stand below the colon. */
export const ADDRESSEE_INDENT = twips(30);
export const ADDRESSEE_COLON = 988;

/** Names and motto of the state. */
export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** Mean width of a bold letter at 14 points. */
const LETTER = twips(2.35);

/** Width of each line of a subject that is as long as that; a longer one is cut into lines of about one length. */
function subjectLine(subject: string): number {
  const width = subject.length * LETTER;
  const lines = Math.ceil(width / TEXT_WIDTH);
  return lines <= 1 ? width : Math.min(TEXT_WIDTH, (width / lines) * 1.12);
}

/** Indent to both sides of a subject, so that its last line is no single word. */
export function subjectIndent(subject: string): number {
  const line = subjectLine(subject);
  return subject.length * LETTER <= TEXT_WIDTH ? 0 : Math.floor((TEXT_WIDTH - line) / 2);
}

/** Length of the line below a subject: between a third and a half of its lines. */
export function subjectRule(subject: string): number {
  return Math.round(subjectLine(subject) * 0.4);
}
