import { fold } from '../wording/index.ts';

/**
 * Rows that hold every word of the query, wherever it stands, without regard to marks, case and the two ways of
 * placing a tone mark (`hoà`, `hòa`). An empty query finds everything.
 *
 * @param textsOf what of a row is searched.
 */
export function searchInventory<Row>(
  query: string,
  rows: readonly Row[],
  textsOf: (row: Row) => readonly string[],
): Row[] {
  const words = fold(query)
    .split(' ')
    .filter((word) => word !== '');
  return rows.filter((row) => {
    const text = fold(textsOf(row).join(' '));
    return words.every((word) => text.includes(word));
  });
}
