/** A table of a benchmark: what was measured, and the rows with their figures. */
export interface BenchTable {
  title: string;
  /** How it was measured, and what it is to be compared with. */
  about: string;
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}

/** The table in Markdown, figures aligned to the right. */
export function toMarkdown({ title, about, columns, rows }: BenchTable): string {
  const rule = columns.map((_, index) => (rows.every((row) => typeof row[index] === 'number') ? '---:' : '---'));
  const line = (cells: readonly (string | number)[]): string => `| ${cells.map(format).join(' | ')} |`;
  return [`### ${title}`, '', about, '', line(columns), line(rule), ...rows.map(line), ''].join('\n');
}

function format(cell: string | number): string {
  if (typeof cell === 'string') return cell;
  if (Number.isInteger(cell)) return cell.toLocaleString('en');
  return cell.toLocaleString('en', { maximumSignificantDigits: 3 });
}

/** The value below which the given share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
