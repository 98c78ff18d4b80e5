/**
 * Vietnamese text as it is searched and compared: without marks, `đ` as `d`, lower case, blanks joined. Old and new
 * places of a tone mark (`hoà`, `hòa`) fold to the same letters.
 */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
}
