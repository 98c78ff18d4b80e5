import { expect, it } from 'vitest';
import { paperFixture } from './paper.fixtures.ts';
import { attachmentNamed, paperFileName } from './file-name.ts';

it('names a draft by its id and an issued document by number and day', () => {
  expect(paperFileName(paperFixture(), 'docx')).toBe('Tờ trình bổ sung kinh phí 2026-q1 (dự thảo VBN-2026-0001).docx');
  const issued = paperFixture({ status: 'issued', number: 27, issuedOn: '2026-04-02' });
  expect(paperFileName(issued, 'pdf')).toBe('Tờ trình bổ sung kinh phí 2026-q1 (số 27 ngày 2026-04-02).pdf');
});

it('offers plain letters to old programs and Vietnamese to the others', () => {
  const value = attachmentNamed('Tờ trình "số 2" (đợt 1).docx');
  expect(value).toMatch(/^attachment; filename="To trinh _so 2_ \(dot 1\)\.docx"; filename\*=UTF-8''/);
  const [, encoded = ''] = value.split("UTF-8''");
  expect(encoded).toMatch(/^[\w.~!#$&+^`|%-]+$/);
  expect(decodeURIComponent(encoded)).toBe('Tờ trình "số 2" (đợt 1).docx');
});
