import { MAX_REPORT_CHARACTERS } from '@wardwatch/shared/model';
import {
  AlignmentType,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { describe, expect, it } from 'vitest';
import { DocumentText } from './document-text.ts';
import { readNumbering } from './numbering.ts';
import { readReportFile } from './report-file.ts';
import { readStyles } from './styles.ts';

const NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
/** Paragraphs of a body. */
const linesOf = (body: string): string[] => {
  const text = new DocumentText(readNumbering(undefined), readStyles(undefined));
  const isGood = text.read(encode(`<w:document ${NAMES}><w:body>${body}</w:body></w:document>`));
  expect(isGood).toBe(true);
  return text.result().text.split('\n\n');
};
const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const cell = (...lines: string[]) => new TableCell({ children: lines.map((line) => new Paragraph(line)) });

describe('a document that a program wrote', () => {
  it('is read with its numbers typed out, headings marked, tables row by row', async () => {
    const list = (level: number, text: string) => new Paragraph({ text, numbering: { reference: 'report', level } });
    const document = new Document({
      numbering: {
        config: [
          {
            reference: 'report',
            levels: [
              { level: 0, format: LevelFormat.UPPER_ROMAN, text: '%1.', alignment: AlignmentType.START },
              { level: 1, format: LevelFormat.DECIMAL, text: '%2.', alignment: AlignmentType.START },
              { level: 2, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.START },
            ],
          },
        ],
      },
      sections: [
        {
          children: [
            new Table({
              rows: [
                new TableRow({
                  children: [cell('ỦY BAN NHÂN DÂN', 'PHƯỜNG MẪU', 'Số: 12/BC-UBND'), cell('Độc lập', 'Mẫu, ngày 30')],
                }),
              ],
            }),
            new Paragraph({ text: 'Báo cáo', heading: HeadingLevel.HEADING_1 }),
            list(0, 'CHỈ ĐẠO'),
            list(0, 'KẾT QUẢ'),
            list(1, 'Hạ tầng'),
            list(1, 'Tuyên truyền'),
            list(2, 'Loa'),
            list(0, 'KHÓ KHĂN'),
            list(1, 'Kinh phí'),
            new Table({
              rows: [
                new TableRow({ children: [cell('Điểm'), cell('Số lần'), cell('')] }),
                new TableRow({ children: [cell('Nhà văn hóa 1'), cell('2', 'lần'), cell('x')] }),
              ],
            }),
            new Paragraph({ children: [new TextRun('dòng một'), new TextRun({ text: 'dòng hai', break: 1 })] }),
          ],
        },
      ],
    });
    const read = await readReportFile(await Packer.toBuffer(document));
    expect(read.ok && read.text.split('\n\n')).toEqual([
      'ỦY BAN NHÂN DÂN',
      'PHƯỜNG MẪU',
      'Số: 12/BC-UBND',
      'Độc lập',
      'Mẫu, ngày 30',
      '# Báo cáo',
      'I. CHỈ ĐẠO',
      'II. KẾT QUẢ',
      '1. Hạ tầng',
      '2. Tuyên truyền',
      '- Loa',
      'III. KHÓ KHĂN',
      '1. Kinh phí',
      'Điểm | Số lần',
      'Nhà văn hóa 1 | 2 lần | x',
      'dòng một\ndòng hai',
    ]);
  });
});

describe('a document that people worked on', () => {
  it('leaves out what was deleted or moved away, and keeps what came in its place', () => {
    const moved = `<w:p><w:moveTo w:id="1">${run('ở đây')}</w:moveTo></w:p><w:p><w:moveFrom w:id="2">${run('ở kia')}</w:moveFrom></w:p>`;
    expect(linesOf(moved)).toEqual(['ở đây']);
  });

  it('joins paragraphs whose mark was deleted', () => {
    const first = `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${run('Mạng ')}</w:p>`;
    expect(linesOf(`${first}<w:p>${run('LAN')}</w:p><w:p>${run('hết')}</w:p>`)).toEqual(['Mạng LAN', 'hết']);
  });

  it('does not read numbers that a change took away', () => {
    const old = '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>';
    expect(linesOf(`<w:p><w:pPr>${old}</w:pPr>${run('chữ')}</w:p>`)).toEqual(['chữ']);
  });

  it('reads a text box once, before the paragraph that it stands in', () => {
    const box = `<w:txbxContent><w:p>${run('trong khung')}</w:p></w:txbxContent>`;
    const alternate = `<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent>`;
    expect(linesOf(`<w:p>${run('ngoài ')}<w:r>${alternate}</w:r>${run('khung')}</w:p>`)).toEqual([
      'trong khung',
      'ngoài khung',
    ]);
  });
});

describe('numbers of lists', () => {
  const level = (ilvl: number, format: string, text: string, start = 1): string =>
    `<w:lvl w:ilvl="${ilvl}"><w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
  const numbered = (definitions: string, items: readonly [numId: number, ilvl: number][]): string[] => {
    const numbering = readNumbering(encode(`<w:numbering ${NAMES}>${definitions}</w:numbering>`));
    const text = new DocumentText(numbering, readStyles(undefined));
    const body = items.map(
      ([numId, ilvl]) =>
        `<w:p><w:pPr><w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${numId}"/></w:numPr></w:pPr>${run('x')}</w:p>`,
    );
    text.read(encode(`<w:document ${NAMES}>${body.join('')}</w:document>`));
    return text
      .result()
      .text.split('\n\n')
      .map((line) => line.replace(/ ?x$/, ''));
  };
  const num = (numId: number, abstract: number, further = ''): string =>
    `<w:num w:numId="${numId}"><w:abstractNumId w:val="${abstract}"/>${further}</w:num>`;

  it('counts in the forms of Word, and all levels above where the text asks for them', () => {
    const levels = [level(0, 'upperRoman', '%1'), level(1, 'decimal', '%1.%2.'), level(2, 'lowerLetter', '%3)', 27)];
    const definitions = `<w:abstractNum w:abstractNumId="0">${levels.join('')}</w:abstractNum>${num(1, 0)}`;
    expect(
      numbered(definitions, [
        [1, 0],
        [1, 1],
        [1, 1],
        [1, 2],
        [1, 2],
        [1, 0],
        [1, 1],
        [9, 0],
      ]),
    ).toEqual(['I', 'I.1.', 'I.2.', 'aa)', 'bb)', 'II', 'II.1.', '']);
  });

  it('goes on counting in lists of one kind, and starts anew where a list says so', () => {
    const definitions = [
      `<w:abstractNum w:abstractNumId="4">${level(0, 'decimalZero', '%1/')}</w:abstractNum>`,
      num(1, 4),
      num(2, 4),
      num(3, 4, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="8"/></w:lvlOverride>'),
    ].join('');
    expect(
      numbered(definitions, [
        [1, 0],
        [2, 0],
        [3, 0],
        [3, 0],
        [1, 0],
        [0, 0],
      ]),
    ).toEqual(['01/', '02/', '08/', '09/', '03/', '']);
  });
});

describe('a document that multiplies its text', () => {
  it('has numbers of lists cut, and no more text collected than well past a report', () => {
    const long = 'z'.repeat(5_000);
    const numbering = readNumbering(
      encode(
        `<w:numbering ${NAMES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="${long}"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
      ),
    );
    const text = new DocumentText(numbering, readStyles(undefined));
    const one = `<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>${run('x')}</w:p>`;
    text.read(encode(`<w:document ${NAMES}><w:body>${one.repeat(25_000)}</w:body></w:document>`));
    const { text: result } = text.result();
    expect(result.split('\n\n')[0]).toBe(`${'z'.repeat(40)} x`);
    expect(result.length).toBeGreaterThan(MAX_REPORT_CHARACTERS);
    expect(result.length).toBeLessThan(2.2 * MAX_REPORT_CHARACTERS);
  });
});
