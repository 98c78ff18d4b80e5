import type { Kysely } from 'kysely';

type Schema = Kysely<unknown>;

/** What people keep by hand: equipment, criteria, reports, documents. One row a record, the body as JSON. */
export async function wardRecords(db: Schema): Promise<void> {
  await db.schema
    .createTable('records')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    // What no two records of a kind may share: a site's code, a document's number; null where nothing is.
    .addColumn('unique_key', 'text')
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('records_key', ['kind', 'id'])
    .addUniqueConstraint('records_unique', ['kind', 'unique_key'])
    .execute();
}
