import type { Person } from '@wardwatch/shared/api';
import type { Database, Write } from './database.ts';
import { newId } from './ids.ts';
import type { NewPerson, PeopleStore } from './store.ts';

/** Expired sessions removed with each new one: a bounded price that keeps the table small. */
const MAX_EXPIRED_PER_OPEN = 100;

/** People and their sessions. */
export function peopleStore(db: Database): PeopleStore {
  return {
    count: () =>
      db.read(async (reader) => {
        const counted = reader.selectFrom('people').select((all) => all.fn.countAll<number>().as('count'));
        return (await counted.executeTakeFirstOrThrow()).count;
      }),
    list: () =>
      db.read((reader) => reader.selectFrom('people').select(['id', 'name', 'role']).orderBy('name_key').execute()),
    create: (person, options) => db.write((write) => create(write, person, options?.onlyFirst ?? false)),
    byName: (name) =>
      db.read(async (reader) => {
        const row = await reader
          .selectFrom('people')
          .selectAll()
          .where('name_key', '=', nameKey(name))
          .executeTakeFirst();
        return row && { id: row.id, name: row.name, role: row.role, passwordHash: row.password_hash };
      }),
    openSession: (session) => db.write((write) => openSession(write, session)),
    bySession: (tokenHash, at) =>
      db.read(async (reader) => {
        const row = await reader
          .selectFrom('people_sessions')
          .innerJoin('people', 'people.id', 'people_sessions.person_id')
          .select(['people.id', 'people.name', 'people.role', 'expires_at'])
          .where('token_hash', '=', tokenHash)
          .where('expires_at', '>', at)
          .executeTakeFirst();
        return row && { person: { id: row.id, name: row.name, role: row.role }, expiresAt: row.expires_at };
      }),
    closeSession: (tokenHash) =>
      db.write(async ({ trx }) => {
        await trx.deleteFrom('people_sessions').where('token_hash', '=', tokenHash).execute();
      }),
  };
}

/** A name as it is compared: the same letters however they were typed. */
function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

async function create({ trx }: Write, person: NewPerson, onlyFirst: boolean): Promise<Person | undefined> {
  // The write lock is held, so nobody can come in between the look and the insert.
  const other = trx.selectFrom('people').select('id').limit(1);
  const taken = onlyFirst ? other : other.where('name_key', '=', nameKey(person.name));
  if (await taken.executeTakeFirst()) return undefined;
  const name = person.name.normalize('NFC');
  return trx
    .insertInto('people')
    .values({
      id: newId('person'),
      name,
      name_key: nameKey(name),
      role: person.role,
      password_hash: person.passwordHash,
      created_at: person.at,
    })
    .returning(['id', 'name', 'role'])
    .executeTakeFirstOrThrow();
}

async function openSession({ trx }: Write, session: Parameters<PeopleStore['openSession']>[0]): Promise<void> {
  const expired = trx
    .selectFrom('people_sessions')
    .select('token_hash')
    .where('expires_at', '<=', session.at)
    .orderBy('expires_at')
    .limit(MAX_EXPIRED_PER_OPEN);
  await trx.deleteFrom('people_sessions').where('token_hash', 'in', expired).execute();
  await trx
    .insertInto('people_sessions')
    .values({
      token_hash: session.tokenHash,
      person_id: session.personId,
      opened_at: session.at,
      expires_at: session.expiresAt,
    })
    .execute();
}
