import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_REPORT_BLOCKS, MAX_REPORT_CHARACTERS } from '../model/index.ts';
import { outline } from './outline.ts';

const lines = (text: string): string[] =>
  outline(text).map(({ section, kind, text: words }) => `${section}|${kind === 'heading' ? 'h' : 'p'}|${words}`);

const CHAPTERS = [
  ['Roman numbers with a full stop', 'I. CHỈ ĐẠO', 'II. KẾT QUẢ', '1. Hạ tầng'],
  ['Roman numbers in lower case titles', 'I. Chỉ đạo', 'II. Kết quả', '1) Hạ tầng'],
  ['strokes', 'I/ Chỉ đạo', 'II/ Kết quả', '1/ Hạ tầng'],
  ['brackets', 'I) Chỉ đạo', 'II) Kết quả', '1 - Hạ tầng'],
  ['the word for part', 'PHẦN I: Chỉ đạo', 'Phần II: Kết quả', '1: Hạ tầng'],
  ['parts on a line of their own', 'PHẦN I\nCHỈ ĐẠO', 'PHẦN II\nKẾT QUẢ', '1. Hạ tầng'],
  ['ordinals', 'Phần thứ nhất. Chỉ đạo', 'Phần thứ hai. Kết quả', '1. Hạ tầng'],
  ['mark-up', '## I. CHỈ ĐẠO', '## **II. KẾT QUẢ**', '### **1. Hạ tầng**'],
  ['chapter and part together', 'I. Chỉ đạo', 'II. Kết quả', 'II.1. Hạ tầng'],
  ['arabic numbers alone', '1. Công tác chỉ đạo', '2. Kết quả thực hiện', '2.1. Hạ tầng'],
  ['capital letters', 'A. Chỉ đạo', 'B. Kết quả', '1. Hạ tầng'],
  ['words alone', '**Chỉ đạo**', '**Kết quả**', '**Hạ tầng**'],
] as const;

test.each(CHAPTERS)('finds chapters and parts by %s', (_, first, second, part) => {
  const text = `${first}\n\nPhường đã họp.\n\n${second}\n\n${part}\n\n- Mạng tốt.\n- Máy tốt.`;
  expect(outline(text).map(({ section, kind }) => `${section} ${kind}`)).toEqual([
    'I heading',
    'I paragraph',
    'II heading',
    'II.1 heading',
    'II.1 paragraph',
    'II.1 paragraph',
  ]);
});

test('a part whose text goes on in its own line is a paragraph of that part', () => {
  expect(
    lines('I. CHỈ ĐẠO\nĐã họp.\nII. KẾT QUẢ\n1. Hạ tầng: phường nâng cấp mạng trong quý, nay chạy tốt.').at(-1),
  ).toBe('II.1|p|1. Hạ tầng: phường nâng cấp mạng trong quý, nay chạy tốt.');
});

test('items of a list are paragraphs, whether or not they end with a sign', () => {
  expect(lines('IV. PHƯƠNG HƯỚNG\n1. Nâng tỷ lệ\n2. Lắp wifi\nV. KIẾN NGHỊ\n1. Cấp kinh phí.')).toEqual([
    'IV|h|IV. PHƯƠNG HƯỚNG',
    'IV.1|p|1. Nâng tỷ lệ',
    'IV.2|p|2. Lắp wifi',
    'V|h|V. KIẾN NGHỊ',
    'V.1|p|1. Cấp kinh phí.',
  ]);
});

test('a list that counts from one within a part stays in it', () => {
  const text =
    'I. A\nĐã họp.\nII. KẾT QUẢ\n1. Hạ tầng\nMạng tốt.\n2. Tuyên truyền\nGồm có:\n1. loa;\n2. đài;\n3. Số hóa\nĐã quét.';
  expect(outline(text).map(({ section }) => section)).toEqual(
    'I I II II.1 II.1 II.2 II.2 II.2 II.2 II.3 II.3'.split(' '),
  );
});

test('joins what is broken in the middle of a sentence: by lines, a blank line, a page number, a form feed', () => {
  for (const gap of ['\n', '\n\n', '\r\n', '\n\n 12 \n\n', '\n\f\n', '\n- 3 -\n', '\n\nTrang 2/5\n\n']) {
    expect(lines(`Phường đã nâng cấp mạng và${gap}máy tính.`)).toEqual(['|p|Phường đã nâng cấp mạng và máy tính.']);
  }
});

test('a text that is broken at a width is joined where a line begins with a capital too', () => {
  const text =
    'Trong quý này phường đã nâng cấp mạng nội bộ tại trụ sở, trang bị máy cho\nTrung tâm Phục vụ hành chính công. Công việc được làm đúng hạn, đúng\nquy định.\nPhường báo cáo.';
  expect(lines(text)[0]).toContain('cho Trung tâm Phục vụ hành chính công. Công việc');
});

test('takes off marks, and keeps what is written', () => {
  expect(lines('- **Wifi** miễn phí\\-\n+ Máy *tính*\n\n***Nơi nhận:***\n---\n• Loa')).toEqual([
    '|p|Wifi miễn phí-',
    '|p|Máy tính',
    '|h|Nơi nhận:',
    '|p|Loa',
  ]);
});

test('numbers in sentences open no section', () => {
  const text = 'I. CHỈ ĐẠO\n21.475/25.261 tài khoản.\n30/3/2026 đã họp.\n2.500 hồ sơ.\n100% hồ sơ.\nII. KẾT QUẢ\nTốt.';
  expect(outline(text).map(({ section }) => section)).toEqual(['I', 'I', 'I', 'I', 'I', 'II', 'II']);
});

test('headings without numbers beside numbered ones open a chapter only where they are meant to', () => {
  const text = 'I. CHỈ ĐẠO\nĐã họp.\nII. KẾT QUẢ\nTốt.\n\nKIẾN NGHỊ, ĐỀ XUẤT\n\nCấp kinh phí.';
  expect(outline(text).map(({ section }) => section)).toEqual(['I', 'I', 'II', 'II', 'V', 'V']);
});

test('a text without sections is one section', () => {
  expect(lines('Phường đã họp.\n\nMạng tốt.')).toEqual(['|p|Phường đã họp.', '|p|Mạng tốt.']);
  expect(outline(' \n\f\n ')).toEqual([]);
});

test('keeps to the limits of a report', () => {
  expect(outline('Một dòng.\n\n'.repeat(MAX_REPORT_BLOCKS + 5))).toHaveLength(MAX_REPORT_BLOCKS);
  const long = outline('chữ '.repeat(30_000));
  expect(long.every(({ text }) => text.length <= 20_000)).toBe(true);
  const huge = outline('chữ nghĩa '.repeat(60_000));
  expect(huge.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(MAX_REPORT_CHARACTERS);
});

test('any text gives blocks that have words and no line breaks', () => {
  const part = fc.constantFrom(
    'I. ',
    'PHẦN II\n',
    '1) ',
    '- ',
    '**',
    '\n',
    '\n\n',
    '#',
    'Kết quả',
    'mạng.',
    '\f',
    'é',
    '12',
  );
  const text = fc.array(fc.oneof(part, fc.string({ maxLength: 12 })), { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (one) => {
      for (const block of outline(one)) {
        expect(block.text).toMatch(/\S/);
        expect(block.text).not.toMatch(/[\n\r\f]/);
        expect(block.text).toBe(block.text.normalize('NFC'));
      }
    }),
  );
});

test('the same report in other line ends, forms and marks has the same blocks', () => {
  const text = readFileSync(new URL('fixtures/quarter-two.txt', import.meta.url), 'utf8');
  const blocks = outline(text);
  for (const other of [
    text.replaceAll('\n', '\r\n'),
    text.normalize('NFD'),
    text.replaceAll('\n\n', '\n\n\n7\n\f\n'),
  ]) {
    expect(outline(other)).toEqual(blocks);
  }
});
