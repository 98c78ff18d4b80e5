import { isZip } from './unzip.ts';

/** What a file of an office is, by its first bytes: never by its name. */
export type FileKind =
  /** An archive: DOCX and XLSX are. */
  | 'zip'
  /** An OLE compound file that holds an encrypted document (MS-OFFCRYPTO). */
  | 'encrypted'
  /** An OLE compound file of its own: a .doc, an .xls. */
  | 'old-office'
  | 'pdf'
  | 'empty'
  /** Nothing of these: text, or unknown. */
  | 'other';

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const PDF = [0x25, 0x50, 0x44, 0x46, 0x2d];

/** What the bytes are. */
export function fileKindOf(bytes: Uint8Array): FileKind {
  const has = (first: readonly number[]): boolean => first.every((byte, index) => bytes[index] === byte);
  if (bytes.length === 0) return 'empty';
  if (isZip(bytes)) return 'zip';
  if (has(PDF)) return 'pdf';
  if (!has(OLE)) return 'other';
  // Names of streams are UTF-16 in the compound file's directory.
  const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
  return isEncrypted ? 'encrypted' : 'old-office';
}
