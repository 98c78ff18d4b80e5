/** Characters that make a spreadsheet take a text for a formula (CWE-1236), alone or behind apostrophes. */
const FORMULA = /^'*[=+\-@\t\r]/;
/** Written before such a text, and taken away when it is read. */
const GUARD = "'";

/** A cell of a CSV file: quoted where needed; what a spreadsheet would take for a formula is made text. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `${GUARD}${value}` : value;
  return /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV (RFC 4180) with a byte order mark, so that spreadsheets read the Vietnamese letters. */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** Cells that a row may have. */
export const MAX_CSV_CELLS = 500;

/** Rows of a file, or why it has none that can be told apart. */
export type CsvRead = { ok: true; rows: (string | null)[][] } | { ok: false; error: 'quote-open' | 'too-wide' };

/** Reads CSV with `,` or `;` between its cells, whichever the first line has more of; line ends of any system. */
export function readCsv(text: string): CsvRead {
  const separator = separatorOf(text);
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? quoted(text, at, separator) : plain(text, at, separator);
    if (!cell) return { ok: false, error: 'quote-open' };
    row.push(cell.value === '' ? null : unguarded(cell.value));
    if (row.length > MAX_CSV_CELLS) return { ok: false, error: 'too-wide' };
    at = cell.end;
    if (text[at] === separator) {
      at += 1;
      if (at < text.length) continue;
      row.push(null);
    }
    rows.push(row);
    row = [];
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
  }
  return { ok: true, rows };
}

function separatorOf(text: string): ',' | ';' {
  const [line = ''] = text.split(/\r?\n|\r/, 1);
  const bare = line.replaceAll(/"[^"]*"/g, '');
  return bare.split(';').length > bare.split(',').length ? ';' : ',';
}

function plain(text: string, from: number, separator: string): { value: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\r' && text[end] !== '\n') end += 1;
  return { value: text.slice(from, end), end };
}

/** A quoted cell; what some programs write between its last quote and the next separator is kept. */
function quoted(text: string, from: number, separator: string): { value: string; end: number } | undefined {
  let value = '';
  let at = from + 1;
  for (;;) {
    const close = text.indexOf('"', at);
    if (close < 0) return undefined;
    value += text.slice(at, close);
    if (text[close + 1] !== '"') {
      const rest = plain(text, close + 1, separator);
      return { value: value + rest.value, end: rest.end };
    }
    value += '"';
    at = close + 2;
  }
}

function unguarded(value: string): string {
  return value.startsWith(GUARD) && FORMULA.test(value.slice(1)) ? value.slice(1) : value;
}
