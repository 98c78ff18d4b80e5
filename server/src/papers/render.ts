import type { PaperContent } from '@wardwatch/shared/api';

/** Files that a document can be had as, with their types. */
export const FILE_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;
export type FileKind = keyof typeof FILE_TYPES;

/**
 * The file of a document; undefined where there is nothing to put into it. The libraries are large and are loaded with
 * the first document.
 */
export async function renderPaper(content: PaperContent, kind: FileKind): Promise<Uint8Array | undefined> {
  switch (kind) {
    case 'docx':
      return (await import('./docx.ts')).paperDocx(content);
    case 'xlsx':
      return (await import('./xlsx.ts')).paperXlsx(content);
    case 'pdf':
      break;
  }
  return (await import('./pdf.ts')).paperPdf(content);
}
