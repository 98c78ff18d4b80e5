import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { minutesFixture, requestFixture } from './content.fixtures.ts';
import { paperDocx } from './docx.ts';

const MINUTE_MS = 60_000;

it(
  'writes Word files that LibreOffice opens, with as many pages as there should be',
  async (context) => {
    const isThere = (program: string, flag: string) => spawnSync(program, [flag]).error === undefined;
    context.skip(!isThere('soffice', '--version'), 'LibreOffice (soffice) is not installed');
    context.skip(!isThere('pdfinfo', '-v'), 'pdfinfo (poppler-utils) is not installed');
    const folder = await mkdtemp(join(tmpdir(), 'wardwatch-papers-'));
    try {
      await writeFile(join(folder, 'request.docx'), await paperDocx(requestFixture()));
      await writeFile(join(folder, 'minutes.docx'), await paperDocx(minutesFixture()));
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      const files = ['request.docx', 'minutes.docx'].map((name) => join(folder, name));
      execFileSync('soffice', ['--headless', profile, '--convert-to', 'pdf', '--outdir', folder, ...files], {
        stdio: 'pipe',
      });
      const pages = (name: string): number => {
        const info = execFileSync('pdfinfo', [join(folder, name)], { encoding: 'utf8' });
        return Number(/^Pages:\s+(\d+)/m.exec(info)?.[1]);
      };
      expect(pages('minutes.pdf')).toBe(1);
      // Three pages of text, and an annex of a table of 24 rows, one of 3 rows and one of costs.
      expect(pages('request.pdf')).toBeGreaterThanOrEqual(7);
      expect(pages('request.pdf')).toBeLessThanOrEqual(10);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  MINUTE_MS,
);
