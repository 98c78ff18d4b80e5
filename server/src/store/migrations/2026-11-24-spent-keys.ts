import type { Kysely } from 'kysely';

type Schema = Kysely<unknown>;

/** Keys of points that were replaced, so that a script which still has one is told so; and machines that share a key. */
export async function spentKeys(db: Schema): Promise<void> {
  await db.schema
    .createTable('spent_point_keys')
    .addColumn('key_hash', 'text', (column) => column.primaryKey())
    .addColumn('agent_id', 'text', (column) => column.notNull().references('agents.id'))
    .addColumn('replaced_at', 'bigint', (column) => column.notNull())
    // When a push last came with it; null where none did.
    .addColumn('used_at', 'bigint')
    .execute();
  await db.schema.createIndex('spent_point_keys_agent').on('spent_point_keys').column('agent_id').execute();
  // When the machine started that pushes with a point's key and is not the point; null where there is none.
  await db.schema.alterTable('push_points').addColumn('stranger_since', 'bigint').execute();
}
