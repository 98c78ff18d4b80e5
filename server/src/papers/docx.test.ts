import { describe, expect, it } from 'vitest';
import { minutesFixture, paragraphsFixture, requestFixture } from './content.fixtures.ts';
import { paperDocx } from './docx.ts';
import {
  all,
  type Element,
  isKept,
  one,
  paragraphOf,
  parseXml,
  partsOf,
  setting,
  switched,
  textOf,
  value,
} from './ooxml.fixtures.ts';

const parts = partsOf(await paperDocx(requestFixture()));
const document = parseXml(parts.get('word/document.xml') ?? '');
const styles = parseXml(parts.get('word/styles.xml') ?? '');
const body = one(document, 'w:body');
const tables = body.children.filter(({ name }) => name === 'w:tbl');
const [head, addressees, siteTable, end] = tables as [Element, Element, Element, Element];
const sections = all(document, 'w:sectPr') as [Element, Element, Element, Element];
const millimetres = (twips: number): number => (twips / 1440) * 25.4;

describe('the page of Decree 30/2020', () => {
  it('is an upright A4 with margins of 20, 20, 30 and 15 mm', () => {
    expect(one(sections[0], 'w:pgSz').attributes).toMatchObject({ 'w:w': '11906', 'w:h': '16838' });
    expect(value(sections[0], 'w:pgSz', 'w:orient') ?? 'portrait').toBe('portrait');
    const { attributes } = one(sections[0], 'w:pgMar');
    expect(attributes).toMatchObject({ 'w:top': '1134', 'w:bottom': '1134', 'w:left': '1701', 'w:right': '850' });
  });

  it('is set in black Times New Roman 14, in Vietnamese', () => {
    const defaults = one(styles, 'w:docDefaults');
    const fonts = one(defaults, 'w:rFonts').attributes;
    expect(new Set(Object.values(fonts))).toEqual(new Set(['Times New Roman']));
    expect(Object.keys(fonts)).toHaveLength(4);
    expect(value(defaults, 'w:sz')).toBe('28');
    expect(value(defaults, 'w:color')).toBe('000000');
    expect(value(defaults, 'w:lang')).toBe('vi-VN');
    for (const [name, xml] of parts) {
      if (!/^word\/(?:document|header\d+)\.xml$/.test(name)) continue;
      const root = parseXml(xml);
      expect(all(root, 'w:rFonts')).toEqual([]);
      expect(all(root, 'w:color').filter((color) => color.attributes['w:val'] !== '000000')).toEqual([]);
    }
  });

  it('embeds no font and writes composed letters only', () => {
    expect([...parts.keys()].filter((name) => name.includes('font') && !name.includes('fontTable'))).toEqual([]);
    const xml = parts.get('word/document.xml') ?? '';
    expect(xml).toBe(xml.normalize('NFC'));
  });

  it('shows its number at 14 points in the middle of the upper margin, from 1, but not on the first page', () => {
    for (const section of sections) {
      expect(switched(section, 'w:titlePg')).toHaveLength(1);
      expect(value(section, 'w:pgNumType', 'w:start')).toBe('1');
      expect(headerOf(section, 'first')).toMatchObject({ fields: '', text: '' });
      const header = headerOf(section, 'default');
      expect(header.fields).toBe('PAGE');
      expect(value(header.root, 'w:jc')).toBe('center');
      expect(value(header.root, 'w:sz')).toBe('28');
      expect(all(header.root, 'w:i')).toEqual([]);
    }
  });
});

describe('the head', () => {
  it('is a grid of 62 and 103 mm without padding and lines', () => {
    const widths = all(one(head, 'w:tblGrid'), 'w:gridCol').map((column) => Number(column.attributes['w:w']));
    expect(widths.map((width) => Math.round(millimetres(width)))).toEqual([62, 103]);
    expect(widths.reduce((sum, width) => sum + width)).toBe(11_906 - 1701 - 850);
    for (const margins of all(head, 'w:tblCellMar')) {
      expect(margins.children.map((side) => side.attributes['w:w'])).toEqual(['0', '0', '0', '0']);
    }
    const borders = one(head, 'w:tblBorders').children.map((border) => border.attributes['w:val']);
    expect(new Set(borders)).toEqual(new Set(['none']));
    expect(value(head, 'w:tblLayout', 'w:type')).toBe('fixed');
  });

  it('has the state and the motto to the right, with a line as long as the motto', () => {
    const cell = cellAt(head, 0, 1);
    expect(textOf(cell)).toBe('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập - Tự do - Hạnh phúc');
    expect(setting(paragraphOf(cell, 'CỘNG HÒA'))).toEqual({ size: 13, bold: true, italic: false });
    expect(setting(paragraphOf(cell, 'Độc lập'))).toEqual({ size: 14, bold: true, italic: false });
    expect(ruleLength(cell, 103)).toBeCloseTo(60.4, 0);
    expect(all(cell, 'w:jc').every((jc) => jc.attributes['w:val'] === 'center')).toBe(true);
  });

  it('has the issuer to the left, with a line of 18 mm', () => {
    const cell = cellAt(head, 0, 0);
    expect(textOf(cell)).toBe('ỦY BAN NHÂN DÂNPHƯỜNG CHÍ LINH');
    expect(setting(paragraphOf(cell, 'PHƯỜNG'))).toEqual({ size: 13, bold: true, italic: false });
    expect(ruleLength(cell, 62)).toBeCloseTo(18, 0);
  });

  it('has number and day side by side below them', () => {
    const number = cellAt(head, 1, 0);
    expect(textOf(number)).toBe('Số:       /TTr-UBND');
    expect(setting(number)).toEqual({ size: 13, bold: false, italic: false });
    expect(value(number, 'w:jc')).toBe('center');
    const place = cellAt(head, 1, 1);
    expect(textOf(place)).toMatch(/^Chí Linh, ngày +tháng +năm 2026$/);
    expect(setting(place)).toEqual({ size: 14, bold: false, italic: true });
    expect(value(place, 'w:jc')).toBe('center');
  });

  it('names type and subject in the middle, in bold 14, with a line of a third to a half below', () => {
    const type = paragraphOf(body, 'TỜ TRÌNH');
    expect(setting(type)).toEqual({ size: 14, bold: true, italic: false });
    expect(value(type, 'w:jc')).toBe('center');
    const subject = paragraphOf(body, 'Về việc đề nghị');
    expect(setting(subject)).toEqual({ size: 14, bold: true, italic: false });
    const rule = body.children[body.children.indexOf(subject) + 1];
    const line = 165 - 2 * millimetres(Number(value(subject, 'w:ind', 'w:left')));
    expect(rule && ruleLength(rule, 165) / line).toBeGreaterThan(1 / 3);
    expect(rule && ruleLength(rule, 165) / line).toBeLessThan(1 / 2);
  });

  it('puts several addressees on a line each, their dashes below the colon', () => {
    expect(value(addressees, 'w:tblBorders', 'w:val') ?? 'none').toBe('none');
    expect(all(one(addressees, 'w:tblGrid'), 'w:gridCol')).toHaveLength(2);
    const lines = all(cellAt(addressees, 1, 1), 'w:p').map(textOf);
    expect(lines).toEqual(['- Ủy ban nhân dân thành phố Hải Phòng;', '- Sở Tài chính;', '- Sở Khoa học và Công nghệ.']);
    expect(setting(paragraphOf(addressees, 'Sở Tài chính'))).toEqual({ size: 14, bold: false, italic: false });
    const label = paragraphOf(addressees, 'Kính gửi:');
    const indent = Number(value(label, 'w:ind', 'w:left'));
    const column = Number(value(one(addressees, 'w:tblGrid'), 'w:gridCol', 'w:w'));
    // "Kính gửi" at 14 points is 988 twips wide in Times New Roman; the colon stands there.
    expect(column - indent).toBe(988);
  });

  it('puts a single addressee on the line of "Kính gửi:"', async () => {
    const single = { ...requestFixture(), addressees: ['Sở Khoa học và Công nghệ'] };
    const root = parseXml(partsOf(await paperDocx(single)).get('word/document.xml') ?? '');
    expect(textOf(paragraphOf(root, 'Kính gửi'))).toBe('Kính gửi: Sở Khoa học và Công nghệ');
  });

  it('sets bases in italics, a line each, the last with a full stop', () => {
    const bases = all(body, 'w:p').filter((paragraph) => textOf(paragraph).startsWith('Căn cứ'));
    expect(bases.map((base) => textOf(base).at(-1))).toEqual([';', '.']);
    for (const base of bases) expect(setting(base)).toEqual({ size: 14, bold: false, italic: true });
  });
});

describe('the body', () => {
  it('is justified, with a first line of 1.27 cm, 6 points between paragraphs and 1.15 lines', () => {
    const paragraph = paragraphOf(body, 'Trong kỳ, hệ thống giám sát');
    expect(value(paragraph, 'w:jc')).toBe('both');
    expect(value(paragraph, 'w:ind', 'w:firstLine')).toBe('720');
    expect(one(paragraph, 'w:spacing').attributes).toMatchObject({
      'w:after': '120',
      'w:line': '276',
      'w:lineRule': 'auto',
    });
    expect(setting(paragraph)).toEqual({ size: 14, bold: false, italic: false });
  });

  it('types the numbers of headings, sets I. and 1. in bold and a) plain, and keeps them with what follows', () => {
    expect(all(document, 'w:numPr')).toEqual([]);
    const bold = (text: string): boolean => setting(paragraphOf(body, text)).bold;
    expect([bold('I. SỰ CẦN THIẾT'), bold('1. Cơ sở'), bold('a) Tại trụ sở')]).toEqual([true, true, false]);
    for (const text of ['I. SỰ CẦN THIẾT', '1. Cơ sở', 'a) Tại trụ sở'])
      expect(isKept({ ...body, children: [paragraphOf(body, text)] })).toBe(true);
  });

  it('sets tables at 12 points, heads bold, centred and repeated, rows whole, sums bold', () => {
    const rows = all(siteTable, 'w:tr') as [Element, Element, Element];
    expect(rows.map((row) => switched(row, 'w:cantSplit').length)).toEqual([1, 1, 1]);
    expect(rows.map((row) => switched(row, 'w:tblHeader').length)).toEqual([1, 0, 0]);
    expect(new Set(all(siteTable, 'w:sz').map((size) => size.attributes['w:val']))).toEqual(new Set(['24']));
    const [first] = all(rows[0], 'w:p') as [Element];
    expect([value(first, 'w:jc'), setting(first).bold]).toEqual(['center', true]);
    expect(all(rows[1], 'w:jc').map((jc) => jc.attributes['w:val'])).toEqual([
      'left',
      'right',
      'right',
      'right',
      'right',
    ]);
    expect(setting(paragraphOf(rows[2], 'Cộng')).bold).toBe(true);
    expect(setting(paragraphOf(rows[1], 'Trụ sở')).bold).toBe(false);
    const widths = all(one(siteTable, 'w:tblGrid'), 'w:gridCol').map((column) => Number(column.attributes['w:w']));
    expect(widths.reduce((sum, width) => sum + width)).toBe(9355);
  });

  it('puts the unit in italics to the right, right above its table', () => {
    const unit = paragraphOf(body, 'Đơn vị tính: đồng');
    expect(body.children[body.children.indexOf(unit) + 1]?.name).toBe('w:tbl');
    expect([value(unit, 'w:jc'), setting(unit).italic, switched(unit, 'w:keepNext').length]).toEqual([
      'right',
      true,
      1,
    ]);
  });
});

describe('the end', () => {
  it('is one table without lines, kept whole and with the last paragraph', () => {
    expect(all(end, 'w:tr')).toHaveLength(1);
    expect(switched(end, 'w:cantSplit')).toHaveLength(1);
    expect(isKept(end)).toBe(true);
    const before = body.children[body.children.indexOf(end) - 1];
    expect(before && textOf(before)).toContain('quyết định./.');
    expect(before && switched(before, 'w:keepNext')).toHaveLength(1);
    expect(new Set(one(end, 'w:tblBorders').children.map((border) => border.attributes['w:val']))).toEqual(
      new Set(['none']),
    );
  });

  it('keeps the whole of the last table with the signature where the body ends with one', async () => {
    const content = { ...requestFixture(), annexes: [] };
    const blocks = content.blocks.filter((block) => block.kind === 'table');
    const root = parseXml(partsOf(await paperDocx({ ...content, blocks })).get('word/document.xml') ?? '');
    const last = all(root, 'w:tbl').at(-2);
    expect(last && isKept(last)).toBe(true);
  });

  it('has the recipients to the left: 12 bold italic, then 11', () => {
    const cell = cellAt(end, 0, 0);
    expect(all(cell, 'w:p').map(textOf).slice(0, 5)).toEqual([
      'Nơi nhận:',
      '- Như trên;',
      '- Thường trực Đảng ủy, HĐND phường;',
      '- Lãnh đạo UBND phường;',
      '- Lưu: VT, VHXH.',
    ]);
    expect(setting(paragraphOf(cell, 'Nơi nhận'))).toEqual({ size: 12, bold: true, italic: true });
    expect(setting(paragraphOf(cell, 'Như trên'))).toEqual({ size: 11, bold: false, italic: false });
    expect(value(paragraphOf(cell, 'Nơi nhận'), 'w:jc')).toBe('left');
  });

  it('has office and name to the right in bold 14, four lines apart', () => {
    const lines = all(cellAt(end, 0, 1), 'w:p');
    expect(lines.map(textOf)).toEqual(['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH', '', '', '', '', 'Nguyễn Văn A']);
    for (const line of [lines[0], lines[1], lines[6]]) {
      expect(line && setting(line)).toEqual({ size: 14, bold: true, italic: false });
      expect(line && value(line, 'w:jc')).toBe('center');
    }
  });

  it('prints where the figures are from in small letters below the recipients, and never alone on a page', () => {
    const stamp = paragraphOf(cellAt(end, 0, 0), 'Mã băm của số liệu');
    expect(setting(stamp).size).toBe(8);
  });

  it('leaves room for two signatures of minutes beside each other', async () => {
    const root = parseXml(partsOf(await paperDocx(minutesFixture())).get('word/document.xml') ?? '');
    const row = one(all(root, 'w:tbl')[1] ?? root, 'w:tr');
    expect(all(row, 'w:tc').map(textOf)).toEqual(['ĐẠI DIỆN ĐIỂM', 'ĐẠI DIỆN ĐƠN VỊ ĐIỆN LỰC']);
  });
});

describe('annexes', () => {
  it('stand in sections of their own, across where they are wide', () => {
    expect(sections).toHaveLength(4);
    const sizes = sections.map((section) => one(section, 'w:pgSz').attributes);
    expect(sizes.map((size) => size['w:orient'] ?? 'portrait')).toEqual([
      'portrait',
      'landscape',
      'landscape',
      'portrait',
    ]);
    expect(sizes[1]).toMatchObject({ 'w:w': '16838', 'w:h': '11906' });
  });

  it('are headed by label, name and the line that ties them to their document', () => {
    const [label, title, leader] = ['Phụ lục II', 'HIỆN TRẠNG HẠ TẦNG', '(Kèm theo Tờ trình'].map((text) =>
      paragraphOf(body, text),
    ) as [Element, Element, Element];
    expect([setting(label), setting(title)]).toEqual([
      { size: 14, bold: true, italic: false },
      { size: 14, bold: true, italic: false },
    ]);
    expect(setting(leader)).toEqual({ size: 14, bold: false, italic: true });
    for (const line of [label, title, leader]) expect(value(line, 'w:jc')).toBe('center');
  });

  it('use the whole width of a page across', () => {
    const wide = tables.find((table) => textOf(table).includes('SC-2026-0001'));
    const widths = all(one(wide ?? body, 'w:tblGrid'), 'w:gridCol').map((column) => Number(column.attributes['w:w']));
    expect(widths.reduce((sum, width) => sum + width)).toBe(16_838 - 1701 - 850);
  });
});

describe('the file', () => {
  it.each([
    ['a budget request', requestFixture],
    ['minutes', minutesFixture],
    ['paragraphs to paste', paragraphsFixture],
  ])('of %s is well-formed and holds no placeholder', async (_, fixture) => {
    for (const [name, xml] of partsOf(await paperDocx(fixture()))) {
      if (!/\.(?:xml|rels)$/.test(name)) continue;
      expect(textOf(parseXml(xml))).not.toMatch(/\{\{|\}\}|\[\[|undefined|NaN|null|…/);
    }
  });

  it('carries the subject as its title', () => {
    expect(parts.get('docProps/core.xml')).toContain('<dc:title>Về việc đề nghị bổ sung kinh phí');
  });

  it('has neither head nor signature for paragraphs to paste', async () => {
    const root = parseXml(partsOf(await paperDocx(paragraphsFixture())).get('word/document.xml') ?? '');
    expect(all(root, 'w:tbl')).toEqual([]);
    expect(textOf(root)).not.toContain('CỘNG HÒA');
  });

  it('takes any text: control characters and halves of letters are dropped, lines stay apart', async () => {
    const runs = [{ text: 'một\u0000\u000b\ud83d<&>"\nhai' }];
    const content = { ...paragraphsFixture(), blocks: [{ kind: 'paragraph' as const, runs }] };
    const root = parseXml(partsOf(await paperDocx(content)).get('word/document.xml') ?? '');
    expect(textOf(paragraphOf(root, 'hai'))).toBe('một\ufffd<&>"\nhai');
  });
});

function cellAt(table: Element, row: number, column: number): Element {
  const cell = all(all(table, 'w:tr')[row] ?? table, 'w:tc')[column];
  if (!cell) throw new Error(`no cell ${row}, ${column}`);
  return cell;
}

/** Millimetres of the ruled line in something of a width. */
function ruleLength(within: Element, width: number): number {
  const line = [within, ...all(within, 'w:p')].find((one_) => one_.name === 'w:p' && all(one_, 'w:pBdr').length > 0);
  const indent = line && one(line, 'w:ind').attributes;
  return width - millimetres(Number(indent?.['w:left']) + Number(indent?.['w:right']));
}

function headerOf(section: Element, type: string): { root: Element; fields: string; text: string } {
  const reference = all(section, 'w:headerReference').find((one_) => one_.attributes['w:type'] === type);
  const relations = parseXml(parts.get('word/_rels/document.xml.rels') ?? '');
  const relation = all(relations, 'Relationship').find(
    ({ attributes }) => attributes['Id'] === reference?.attributes['r:id'],
  );
  const root = parseXml(parts.get(`word/${relation?.attributes['Target']}`) ?? '');
  const fields = all(root, 'w:instrText').map((field) => field.text.trim());
  return { root, fields: fields.join(), text: textOf(root) };
}
