/** Marks at the start of a text that name its encoding, longest first where one begins another. */
const MARKS: readonly { bytes: readonly number[]; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/**
 * Text of a file in UTF-8, or in what its byte order mark says, with composed letters (NFC). Undefined for bytes that
 * are no text: an older encoding cannot be told for sure, and is not guessed.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const mark = MARKS.find((one) => one.bytes.every((byte, index) => bytes[index] === byte));
  try {
    const text = new TextDecoder(mark?.encoding ?? 'utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text.normalize('NFC');
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
