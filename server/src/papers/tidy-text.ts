/**
 * Text as it may stand in a file: composed letters (TCVN 6909), whole characters, no control characters but the end of
 * a line. XML 1.0 has no place for the others.
 */
export function tidy(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]|[\uFFFE\uFFFF]/gu, '');
}

/** Items on a line each, as the decree ends them: `;`, and `.` after the last. A dash and an end of their own are dropped. */
export function listed(items: readonly string[], dash: '- ' | '' = ''): string[] {
  return items.map((item, index) => {
    const words = tidy(item)
      .trim()
      .replace(/^[-–]\s*/, '')
      .replace(/[;.,]+$/, '');
    return `${dash}${words}${index === items.length - 1 ? '.' : ';'}`;
  });
}

/** Whether a paragraph announces what follows it, and must not be parted from that. */
export function announces(runs: readonly { text: string }[]): boolean {
  return runs.at(-1)?.text.trimEnd().endsWith(':') ?? false;
}
