import { execFileSync, spawnSync } from 'node:child_process';
import type { PaperBlock } from '@wardwatch/shared/api';
import { describe, expect, it, vi } from 'vitest';
import { minutesFixture, paragraphsFixture, requestFixture } from './content.fixtures.ts';
import { paperPdf } from './pdf.ts';

// Fonts are read anew for every file.
vi.setConfig({ testTimeout: 60_000 });

/** Whether a program of poppler-utils is there. */
function has(program: string): boolean {
  return spawnSync(program, ['-v']).error === undefined;
}

/** The text of each page. */
function pagesOf(pdf: Uint8Array): string[] {
  const text = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  return text.split('\f').slice(0, -1);
}

describe('a document as PDF', () => {
  it('is a PDF with its title, its language and embedded fonts', async () => {
    const pdf = Buffer.from(await paperPdf(minutesFixture())).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf).toContain('/Lang (vi-VN)');
    expect(pdf).toMatch(/\/FontName \/\w+\+Tinos/);
    expect(pdf).not.toMatch(/\/(?:JavaScript|URI|Launch|EmbeddedFile)\b/);
  });

  it('has the words of the document, letter by letter, and its page numbers', async (context) => {
    context.skip(!has('pdftotext'), 'pdftotext (poppler-utils) is not installed');
    // The heading would be alone at the foot of its page: the pages are laid out twice.
    const content = requestFixture();
    const heading: PaperBlock = { kind: 'heading', level: 1, runs: [{ text: 'III. PHẦN CUỐI' }] };
    const blocks = [...content.blocks.slice(0, 8), heading, ...content.blocks.slice(8)];
    const pages = pagesOf(await paperPdf({ ...content, blocks }));
    const text = pages.join('\n');
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số: /TTr-UBND',
      '- Sở Khoa học và Công nghệ.',
      'Nguyễn Văn A',
      'Đơn vị tính: đồng',
      '12.500.000',
      'SC-2026-0024',
    ]) {
      expect(text.normalize('NFC').replaceAll(/\s+/g, ' ')).toContain(words);
    }
    const numbers = pages.map((page) => /^\s*(\d+)\s*\n/.exec(page)?.[1] ?? '');
    const annexes = pages.flatMap((page, index) => (page.includes('Phụ lục') ? [index] : []));
    // The first page of the document and of each annex shows no number; the others count from its start.
    let first = 0;
    for (const [index, number] of numbers.entries()) {
      if (annexes.includes(index)) first = index;
      expect(number).toBe(index === first ? '' : String(index - first + 1));
    }
    expect(annexes).toHaveLength(3);
  });

  it('starts an annex on a page of its own however full the one before is', async (context) => {
    context.skip(!has('pdftotext'), 'pdftotext (poppler-utils) is not installed');
    const content = requestFixture();
    const runs = [{ text: 'Một dòng.' }];
    // Lines of the head, and of the body: the last line fits on its page, and the space below it does not.
    const full = [
      [3, 27],
      [6, 25],
      [0, 1],
    ] as const;
    const annexes = full.map(([lines, count], index) => ({
      label: `Phụ lục ${index + 1}`,
      title: 'TÊN',
      leader: `Kèm theo${'\n'.repeat(lines)}`,
      isLandscape: false,
      blocks: Array.from({ length: count }, () => ({ kind: 'paragraph' as const, runs })),
    }));
    const pages = pagesOf(await paperPdf({ ...content, annexes }));
    const heads = pages.filter((page) => page.includes('Phụ lục'));
    expect(heads.map((page) => page.trimStart().split('\n')[0]?.trim())).toEqual(annexes.map(({ label }) => label));
  });

  it('keeps signature and last paragraph on one page', async (context) => {
    context.skip(!has('pdftotext'), 'pdftotext (poppler-utils) is not installed');
    const content = { ...requestFixture(), annexes: [] };
    const [long] = content.blocks.filter((block) => block.kind === 'paragraph').slice(1);
    for (let count = 3; count < 7; count += 1) {
      const blocks = [...Array.from({ length: count }, () => long ?? content.blocks[0]), content.blocks.at(-1)];
      const pages = pagesOf(await paperPdf({ ...content, blocks: blocks.filter((block) => block !== undefined) }));
      const signed = pages.find((page) => page.includes('PHÓ CHỦ TỊCH'))?.normalize('NFC');
      for (const words of ['quyết định./.', 'Nơi nhận', 'Nguyễn Văn A', 'Mã băm']) expect(signed).toContain(words);
    }
  });

  it('is one page for minutes, and has no signature for paragraphs to paste', async (context) => {
    context.skip(!has('pdftotext'), 'pdftotext (poppler-utils) is not installed');
    expect(pagesOf(await paperPdf(minutesFixture()))).toHaveLength(1);
    expect(pagesOf(await paperPdf(paragraphsFixture())).join('\n')).not.toMatch(/CỘNG HÒA|Nơi nhận/);
  });
});
