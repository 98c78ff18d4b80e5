import { type Kysely, sql } from 'kysely';

type Schema = Kysely<unknown>;

/**
 * Points that report by push, what agents are told to watch, and who confirmed that a machine may be watched. Machines
 * that report already were let in under no statement: they keep on, without a row here.
 */
export async function senses(db: Schema): Promise<void> {
  await points(db);
  await watching(db);
  await attestations(db);
}

async function points(db: Schema): Promise<void> {
  await db.schema
    .createTable('push_points')
    .addColumn('agent_id', 'text', (column) => column.primaryKey().references('agents.id'))
    .addColumn('platform', 'text', (column) => column.notNull())
    .addColumn('key_hash', 'text', (column) => column.notNull().unique())
    .addColumn('key_created_at', 'bigint', (column) => column.notNull())
    .addColumn('every_ms', 'bigint', (column) => column.notNull())
    .addColumn('model', 'text')
    .addColumn('last_push_at', 'bigint')
    // Seconds since the point started, as its last push said, with the fraction that it gave.
    .addColumn('last_up', 'double precision')
    .addColumn('boots', 'bigint')
    .addColumn('restarts', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('boot_id', 'text')
    .addColumn('booted_at', 'bigint')
    // What its last push stated, so that a push says only what changed.
    .addColumn('stated', 'text', (column) => column.notNull().defaultTo('{}'))
    .execute();
}

async function watching(db: Schema): Promise<void> {
  await db.schema
    .createTable('services')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('watched_devices')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('watcher_id', 'text', (column) => column.notNull().references('devices.id'))
    .addColumn('body', 'text', (column) => column.notNull())
    // Sealed by the key file of the data folder; null where SNMP is not asked.
    .addColumn('community', 'text')
    .execute();
  await db.schema.createIndex('watched_devices_watcher').on('watched_devices').column('watcher_id').execute();
}

async function attestations(db: Schema): Promise<void> {
  await db.schema
    .createTable('attestations')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('device_id', 'text')
    .addColumn('code_id', 'text')
    .addColumn('statement', 'integer', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('place', 'text', (column) => column.notNull())
    .addCheckConstraint('attestations_subject', sql`device_id is not null or code_id is not null`)
    .execute();
  await db.schema.createIndex('attestations_device').on('attestations').column('device_id').execute();
  await db.schema.createIndex('attestations_code').on('attestations').column('code_id').execute();
}
