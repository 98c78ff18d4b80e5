/** The keys of a constant table, with their types. Not for values from outside, which may have more keys than their type. */
export function keysOf<Table extends object>(table: Table): readonly (keyof Table & string)[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the constant tables have no keys but those of their type
  return Object.keys(table) as (keyof Table & string)[];
}
