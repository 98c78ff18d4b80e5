import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** Differences between the engines that matter here. */
const DIALECT = {
  sqlite: { blob: sql`blob`, keyed: sql`without rowid` },
  postgres: { blob: sql`bytea`, keyed: sql`` },
} as const;

type Engine = keyof typeof DIALECT;
type Schema = Kysely<unknown>;

/** The first tables: people, fleet, journal, samples, audit. */
export async function firstTables(db: Schema, engine: Engine): Promise<void> {
  await state(db);
  await people(db);
  await fleet(db);
  await presence(db);
  await journal(db, engine);
  await samples(db, engine);
}

/** In SQLite a table of short rows lives in its primary key's own tree: no second copy of a long key. */
function keyed<T extends string, C extends string>(table: CreateTableBuilder<T, C>, engine: Engine): Promise<void> {
  return table.modifyEnd(DIALECT[engine].keyed).execute();
}

async function state(db: Schema): Promise<void> {
  await db.schema
    .createTable('store_state')
    .addColumn('id', 'integer', (column) => column.primaryKey().check(sql`id = 1`))
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('last_tick', 'bigint')
    .execute();
  await sql`insert into store_state (id, revision) values (1, 0)`.execute(db);
  await db.schema
    .createTable('audit')
    .addColumn('revision', 'bigint', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .execute();
}

async function people(db: Schema): Promise<void> {
  await db.schema
    .createTable('people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_key', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('people_sessions')
    .addColumn('token_hash', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('people_sessions_expiry').on('people_sessions').column('expires_at').execute();
}

async function fleet(db: Schema): Promise<void> {
  await db.schema
    .createTable('sites')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('archived', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('sites_revision').on('sites').column('revision').execute();
  await db.schema
    .createTable('devices')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('site_id', 'text', (column) => column.notNull().references('sites.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('duty', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('agents')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('device_id', 'text', (column) => column.notNull().references('devices.id'))
    .addColumn('public_key', 'text', (column) => column.notNull().unique())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('os', 'text', (column) => column.notNull())
    .addColumn('agent_version', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('agents_device').on('agents').column('device_id').execute();
  await db.schema
    .createTable('enrolment_codes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('code_hash', 'text', (column) => column.notNull().unique())
    .addColumn('site_id', 'text', (column) => column.notNull().references('sites.id'))
    .addColumn('pre_approved', 'integer', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
}

async function presence(db: Schema): Promise<void> {
  await db.schema
    .createTable('presence')
    .addColumn('agent_id', 'text', (column) => column.primaryKey().references('agents.id'))
    .addColumn('session_id', 'text')
    .addColumn('connected', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('connected_since', 'bigint')
    .addColumn('backlog', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('clock_offset_ms', 'double precision')
    .addColumn('clone_suspected', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('present', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('presence_revision').on('presence').column('revision').execute();
  await db.schema
    .createTable('heard')
    .addColumn('agent_id', 'text', (column) => column.primaryKey())
    .addColumn('last_heard_at', 'bigint', (column) => column.notNull())
    .execute();
}

async function journal(db: Schema, engine: Engine): Promise<void> {
  const ranges = db.schema
    .createTable('seq_ranges')
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('from_seq', 'bigint', (column) => column.notNull())
    .addColumn('to_seq', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('seq_ranges_key', ['agent_id', 'epoch', 'from_seq']);
  await keyed(ranges, engine);
  const entries = db.schema
    .createTable('journal_entries')
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('boot_id', 'text', (column) => column.notNull())
    .addColumn('mono', 'bigint', (column) => column.notNull())
    .addColumn('wall', 'bigint', (column) => column.notNull())
    .addColumn('corrected_at', 'bigint', (column) => column.notNull())
    .addColumn('quality', 'text', (column) => column.notNull())
    .addColumn('offset_ms', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('journal_entries_key', ['agent_id', 'epoch', 'seq']);
  await keyed(entries, engine);
  const byTime = db.schema.createIndex('journal_entries_time').on('journal_entries');
  await byTime.columns(['agent_id', 'corrected_at']).execute();
  const byName = db.schema.createIndex('journal_entries_name').on('journal_entries');
  await byName.columns(['agent_id', 'kind', 'name', 'corrected_at']).execute();
  await rejectedAndAlive(db, engine);
}

async function rejectedAndAlive(db: Schema, engine: Engine): Promise<void> {
  await db.schema
    .createTable('rejected_entries')
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('boot_id', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint')
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('rejected_entries_key', ['agent_id', 'revision', 'place'])
    .execute();
  const spans = db.schema
    .createTable('alive_spans')
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('boot_id', 'text', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('until_at', 'bigint', (column) => column.notNull())
    .addColumn('ticks', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('alive_spans_key', ['agent_id', 'epoch', 'boot_id', 'from_at']);
  await keyed(spans, engine);
  const byTime = db.schema.createIndex('alive_spans_time').on('alive_spans');
  await byTime.columns(['agent_id', 'until_at']).execute();
}

async function samples(db: Schema, engine: Engine): Promise<void> {
  const rows = db.schema
    .createTable('samples')
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('hour', 'integer', (column) => column.notNull())
    .addColumn('corrected_at', 'bigint', (column) => column.notNull())
    .addColumn('epoch', 'text', (column) => column.notNull())
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('span_ms', 'bigint', (column) => column.notNull())
    .addColumn('metric_values', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('samples_key', ['agent_id', 'hour', 'corrected_at', 'epoch', 'seq']);
  await keyed(rows, engine);
  // Finds the hours that can be folded without a walk through those that cannot.
  await db.schema.createIndex('samples_due').on('samples').columns(['hour', 'agent_id']).execute();
  await db.schema
    .createTable('sample_chunks')
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('hour', 'integer', (column) => column.notNull())
    .addColumn('entries', 'integer', (column) => column.notNull())
    .addColumn('chunk', DIALECT[engine].blob, (column) => column.notNull())
    .addPrimaryKeyConstraint('sample_chunks_key', ['agent_id', 'hour'])
    .execute();
}
