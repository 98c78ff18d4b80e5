import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** Parameters in one statement: SQLite takes 32 766, PostgreSQL 65 535. */
const MAX_PARAMETERS = 30_000;

/** Splits rows so that a statement with `columns` parameters for each row stays within the engines' limits. */
export function inChunks<Row>(rows: readonly Row[], columns: number): Row[][] {
  const size = Math.max(1, Math.floor(MAX_PARAMETERS / columns));
  const chunks: Row[][] = [];
  for (let start = 0; start < rows.length; start += size) chunks.push(rows.slice(start, start + size));
  return chunks;
}

/** The condition that the text columns hold one of the keys; walks the index in both engines. */
export function keyIn(columns: readonly string[], keys: readonly (readonly string[])[]): RawBuilder<SqlBool> {
  const tuples = keys.map((key) => sql`(${sql.join(key)})`);
  return sql<SqlBool>`(${sql.join(columns.map((column) => sql.ref(column)))}) in (values ${sql.join(tuples)})`;
}

/** A whole number in a list of values, where PostgreSQL would take a parameter for text. */
export function bigint(value: number): RawBuilder<number> {
  return sql`cast(${value} as bigint)`;
}

/**
 * Text that reads back as it was written: PostgreSQL refuses the character NUL, and half of a surrogate pair has no
 * UTF-8. No honest text has either.
 */
export function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
