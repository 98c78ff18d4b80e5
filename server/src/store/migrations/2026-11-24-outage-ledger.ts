import { type CreateTableBuilder, type Kysely, sql } from 'kysely';

/** Differences between the engines that matter here. */
const DIALECT = {
  sqlite: { blob: sql`blob`, keyed: sql`without rowid` },
  postgres: { blob: sql`bytea`, keyed: sql`` },
} as const;

type Engine = keyof typeof DIALECT;
type Schema = Kysely<unknown>;

/** The end of what has none yet. */
const FOREVER = sql.lit(9_999_999_999_999);

/** Tables whose rows are written once and never again. */
const WRITTEN_ONCE = ['outage_revisions', 'ledger_seals'] as const;

/** The outage ledger: what the rules read, what they wait for, what they wrote. What is there already is taken over. */
export async function outageLedger(db: Schema, engine: Engine): Promise<void> {
  await siteColumns(db);
  await history(db, engine);
  await takeOver(db);
  await work(db, engine);
  await rows(db);
  await chain(db);
  await settings(db, engine);
  for (const table of WRITTEN_ONCE) await (engine === 'sqlite' ? belts(db, table) : postgresBelts(db, table));
}

/** In SQLite a table of short rows lives in its primary key's own tree: no second copy of a long key. */
function keyed<T extends string, C extends string>(table: CreateTableBuilder<T, C>, engine: Engine): Promise<void> {
  return table.modifyEnd(DIALECT[engine].keyed).execute();
}

async function siteColumns(db: Schema): Promise<void> {
  const sites = () => db.schema.alterTable('sites');
  await sites().addColumn('provider', 'text').execute();
  await sites().addColumn('feeder', 'text').execute();
  await sites()
    .addColumn('calendar_id', 'text', (column) => column.notNull().defaultTo('always'))
    .execute();
  await sites().addColumn('contact', 'text').execute();
  await sites()
    .addColumn('hosts_server', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await sites().addColumn('state', 'text').execute();
  await sites()
    .addColumn('running', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute();
  await sql`update sites set calendar_id = case kind
    when 'headquarters' then 'hq' when 'one-stop-centre' then 'pvhcc' when 'cultural-house' then 'nvh' else 'always'
    end`.execute(db);
}

async function history(db: Schema, engine: Engine): Promise<void> {
  const sessions = db.schema
    .createTable('sessions')
    .addColumn('agent_id', 'text', (column) => column.notNull())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('heard_until', 'bigint', (column) => column.notNull())
    .addColumn('closed_at', 'bigint')
    .addPrimaryKeyConstraint('sessions_key', ['agent_id', 'session_id']);
  await keyed(sessions, engine);
  await db.schema.createIndex('sessions_end').on('sessions').columns(['agent_id', 'heard_until']).execute();
  await db.schema.createIndex('sessions_start').on('sessions').columns(['agent_id', 'opened_at']).execute();
  // Finds the first proof after an instant; the first tables have an index of the ends only.
  await db.schema.createIndex('alive_spans_start').on('alive_spans').columns(['agent_id', 'from_at']).execute();
  const serverSpans = db.schema
    .createTable('server_spans')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('until_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('server_spans_key', ['kind', 'from_at']);
  await keyed(serverSpans, engine);
  await db.schema.createIndex('server_spans_end').on('server_spans').columns(['kind', 'until_at']).execute();
  const terms = db.schema
    .createTable('device_terms')
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('site_id', 'text', (column) => column.notNull())
    .addColumn('duty', 'text', (column) => column.notNull())
    .addColumn('in_service', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('device_terms_key', ['device_id', 'from_at']);
  await keyed(terms, engine);
  await db.schema.createIndex('device_terms_site').on('device_terms').columns(['site_id', 'device_id']).execute();
}

/** What the first tables know of devices and sessions becomes the start of their history. */
async function takeOver(db: Schema): Promise<void> {
  await sql`insert into device_terms (device_id, from_at, site_id, duty, in_service)
    select devices.id, devices.created_at, devices.site_id, devices.duty,
      case when agents.status = 'pending' then 0 else 1 end
    from devices join agents on agents.device_id = devices.id`.execute(db);
  const revokedAt = sql`coalesce(
    (select max(audit.at) from audit where audit.action = 'device.revoke' and audit.subject = devices.id),
    (select heard.last_heard_at from heard where heard.agent_id = agents.id),
    devices.created_at)`;
  await sql`insert into device_terms (device_id, from_at, site_id, duty, in_service)
    select devices.id, ${revokedAt} + 1, devices.site_id, devices.duty, 0
    from devices join agents on agents.device_id = devices.id where agents.status = 'revoked'`.execute(db);
  await sql`insert into sessions (agent_id, session_id, opened_at, heard_until, closed_at)
    select agent_id, session_id, connected_since, ${FOREVER}, null
    from presence where connected = 1 and session_id is not null and connected_since is not null`.execute(db);
}

async function work(db: Schema, engine: Engine): Promise<void> {
  const news = db.schema
    .createTable('ledger_news')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('until_at', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('ledger_news_key', ['kind', 'id']);
  await keyed(news, engine);
  await db.schema.createIndex('ledger_news_revision').on('ledger_news').column('revision').execute();
  // Whatever was recorded before there was a ledger waits to be judged.
  await sql`insert into ledger_news (kind, id, from_at, until_at, revision)
    select 'site', '*', min(created_at), ${FOREVER}, (select revision from store_state) from sites having count(*) > 0`.execute(
    db,
  );
  await db.schema
    .createTable('ledger_checkpoints')
    .addColumn('site_id', 'text', (column) => column.primaryKey())
    .addColumn('as_of', 'bigint', (column) => column.notNull())
    .addColumn('next_at', 'bigint')
    .execute();
  await db.schema.createIndex('ledger_checkpoints_next').on('ledger_checkpoints').column('next_at').execute();
  const spans = db.schema
    .createTable('site_spans')
    .addColumn('site_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('until_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('under', 'text')
    .addColumn('reason', 'text')
    .addPrimaryKeyConstraint('site_spans_key', ['site_id', 'subject', 'from_at']);
  await keyed(spans, engine);
}

async function rows(db: Schema): Promise<void> {
  await db.schema
    .createTable('outages')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('year', 'integer', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('site_id', 'text')
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('from_at', 'bigint', (column) => column.notNull())
    .addColumn('until_at', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('incident', 'text')
    .addColumn('revision_number', 'integer', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addUniqueConstraint('outages_number', ['year', 'number'])
    .execute();
  await db.schema.createIndex('outages_start').on('outages').column('from_at').execute();
  await db.schema.createIndex('outages_end').on('outages').column('until_at').execute();
  await db.schema.createIndex('outages_site_end').on('outages').columns(['site_id', 'until_at']).execute();
  await db.schema.createIndex('outages_incident').on('outages').column('incident').execute();
}

async function chain(db: Schema): Promise<void> {
  await db.schema
    .createTable('outage_revisions')
    .addColumn('place', 'bigint', (column) => column.primaryKey())
    .addColumn('outage_id', 'text', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('previous', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addUniqueConstraint('outage_revisions_number', ['outage_id', 'number'])
    .execute();
  await db.schema
    .createTable('ledger_seals')
    .addColumn('day', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addColumn('head', 'text', (column) => column.notNull())
    .addColumn('signature', 'text', (column) => column.notNull())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .execute();
}

async function settings(db: Schema, engine: Engine): Promise<void> {
  await db.schema
    .createTable('attachments')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('content', DIALECT[engine].blob, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  const documents = { planned_windows: 'id', calendars: 'id', holidays: 'date', settings: 'name' };
  for (const [table, key] of Object.entries(documents)) {
    await db.schema
      .createTable(table)
      .addColumn(key, 'text', (column) => column.primaryKey())
      .addColumn('body', 'text', (column) => column.notNull())
      .execute();
  }
}

/** Refuses every change of a row that is written, so that no mistake of ours can rewrite it. */
async function belts(db: Schema, table: (typeof WRITTEN_ONCE)[number]): Promise<void> {
  for (const change of ['update', 'delete'] as const) {
    const name = sql.ref(`${table}_no_${change}`);
    const message = sql.lit(`${table} is written once`);
    await sql`create trigger ${name} before ${sql.raw(change)} on ${sql.table(table)}
      begin select raise(abort, ${message}); end`.execute(db);
  }
}

async function postgresBelts(db: Schema, table: (typeof WRITTEN_ONCE)[number]): Promise<void> {
  const refuse = sql.ref(`${table}_refuse`);
  const message = sql.lit(`${table} is written once`);
  await sql`create function ${refuse}() returns trigger language plpgsql as
    $$ begin raise exception using message = ${message}; end $$`.execute(db);
  for (const change of ['update', 'delete', 'truncate'] as const) {
    const name = sql.ref(`${table}_no_${change}`);
    await sql`create trigger ${name} before ${sql.raw(change)} on ${sql.table(table)}
      for each statement execute function ${refuse}()`.execute(db);
  }
}
