/** Capitals of a Vietnamese text; documents hold real capitals, not a style. */
export function upper(text: string): string {
  return text.toLocaleUpperCase('vi');
}

/** The first letter as a capital. */
export function capitalised(text: string): string {
  return upper(text.slice(0, 1)) + text.slice(1);
}

/** Several things in a row: `A`, `A và B`, `A, B và C`. */
export function vnList(things: readonly string[]): string {
  const last = things.at(-1) ?? '';
  return things.length < 2 ? last : `${things.slice(0, -1).join(', ')} và ${last}`;
}
