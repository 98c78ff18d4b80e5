/** The keys of a constant table, with their types. Not for values from outside, which may have more keys than their type. */
export function keysOf<Table extends object>(table: Table): readonly (keyof Table & string)[] {
  // A cast, because an object may have more keys than its type; the constant tables it is meant for do not.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.keys(table) as (keyof Table & string)[];
}
