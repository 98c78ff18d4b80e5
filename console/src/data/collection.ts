/** What a keyed collection holds: rows with an id, each newer version with a higher revision. */
export interface Row {
  id: string;
  revision: number;
}

/** The collection with the rows put in; a row older than the one held changes nothing. Gives back a new map. */
export function withRows<Item extends Row>(
  held: ReadonlyMap<string, Item>,
  rows: readonly Item[],
): ReadonlyMap<string, Item> {
  if (rows.length === 0) return held;
  const result = new Map(held);
  for (const row of rows) {
    const before = result.get(row.id);
    if (!before || row.revision >= before.revision) result.set(row.id, row);
  }
  return result;
}
