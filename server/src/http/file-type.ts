import { ATTACHMENT_TYPES } from '@wardwatch/shared/api';

type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** First bytes of the kinds of file that may be attached: what a file is, is not left to its name. */
const SIGNATURES: readonly { type: AttachmentType; at: number; bytes: readonly number[] }[] = [
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'application/pdf', at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
];

/** The container of WebP (RFC 9649). */
const RIFF = [0x52, 0x49, 0x46, 0x46];

/** What a file is by its content; undefined for anything that may not be attached. */
export function fileTypeOf(content: Uint8Array): AttachmentType | undefined {
  const has = (at: number, bytes: readonly number[]): boolean =>
    bytes.every((byte, index) => content[at + index] === byte);
  const found = SIGNATURES.find(({ at, bytes }) => has(at, bytes))?.type;
  return found === 'image/webp' && !has(0, RIFF) ? undefined : found;
}
