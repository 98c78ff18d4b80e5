import { MAX_IMPORT_BYTES } from '@wardwatch/shared/api';

/** What can be wrong with a chosen file before anybody reads it. */
export type FileMistake = 'fileMissing' | 'fileEmpty' | 'fileTooLarge' | 'fileKind';

/** What stands in the way of a file, or undefined where nothing does. */
export function importFileMistake(file: Pick<File, 'name' | 'size'> | undefined): FileMistake | undefined {
  if (!file || file.name === '') return 'fileMissing';
  if (!/\.(?:xlsx|csv)$/i.test(file.name)) return 'fileKind';
  if (file.size === 0) return 'fileEmpty';
  return file.size > MAX_IMPORT_BYTES ? 'fileTooLarge' : undefined;
}
