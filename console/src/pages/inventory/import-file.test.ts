import { expect, it } from 'vitest';
import { importFileMistake } from './import-file.ts';

it('a file is taken by its ending and its size, before anything is sent', () => {
  const size = 1_000;
  expect(importFileMistake(undefined)).toBe('fileMissing');
  expect(importFileMistake({ name: 'Danh mục.XLSX', size })).toBeUndefined();
  expect(importFileMistake({ name: 'diem.csv', size })).toBeUndefined();
  expect(importFileMistake({ name: 'diem.xls', size })).toBe('fileKind');
  expect(importFileMistake({ name: 'diem.xlsx', size: 0 })).toBe('fileEmpty');
  expect(importFileMistake({ name: 'diem.xlsx', size: 11 * 1024 * 1024 })).toBe('fileTooLarge');
});
