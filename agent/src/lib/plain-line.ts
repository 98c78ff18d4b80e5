/**
 * A text as the journal takes it: one line without control characters, whole characters only, of at most `most` UTF-16
 * units. What others say (a daemon, a device, the name of an adapter) is cut here, so that it never spoils an entry.
 */
export function plainLine(text: string, most: number): string {
  const cut = text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, most);
  // The cut may go through a character of two units.
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
