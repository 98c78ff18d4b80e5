import type { Database } from './database.ts';
import type { AuditEntry, AuditStore } from './store.ts';
import type { Tables } from './tables.ts';

/** The log of what people changed; only ever added to. */
export function auditStore(db: Database): AuditStore {
  return {
    add: (entry) =>
      db.write(async ({ trx, revision }) => {
        const { at, by, action, subject, details } = entry;
        await trx
          .insertInto('audit')
          .values({ revision, at, by_id: by, action, subject, details: JSON.stringify(details) })
          .execute();
      }),
    latest: (limit) =>
      db.read(async (reader) => {
        const rows = await reader.selectFrom('audit').selectAll().orderBy('revision', 'desc').limit(limit).execute();
        return rows.map(auditEntry);
      }),
  };
}

function auditEntry({ at, by_id: by, action, subject, details: text }: Tables['audit']): AuditEntry {
  // Written by `add` above.
  const details: AuditEntry['details'] = JSON.parse(text);
  return { at, by, action, subject, details };
}
