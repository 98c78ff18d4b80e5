import type { Transaction } from 'kysely';
import { proofOf } from './alive-spans.ts';
import { addProofs, type Proofs } from './alive-table.ts';
import type { Write } from './database.ts';
import { HandledNumbers } from './handled.ts';
import { newsOfEntry, quietSince } from './journal-news.ts';
import { entryRow, rejectedRow, sampleRow } from './journal-rows.ts';
import { addNews, type News as LedgerNews, widen } from './ledger-news.ts';
import { addToPresent, type News } from './presence-news.ts';
import { saveProgress } from './points.ts';
import { inChunks } from './rows.ts';
import { openSince } from './session-history.ts';
import type { AcceptedEntry, JournalCommit, JournalOutcome, StoreCounters } from './store.ts';
import type { JournalEntriesTable, RejectedEntriesTable, SamplesTable, Tables } from './tables.ts';

/** Rejected entries kept for each agent; when it has sent more, the oldest go. */
export const MAX_REJECTED_PER_AGENT = 1_000;

/** Everything that one call writes, gathered before the first insert. */
interface Gathered {
  entries: JournalEntriesTable[];
  samples: SamplesTable[];
  rejected: RejectedEntriesTable[];
  proofs: Map<string, Proofs>;
  news: Map<string, News>;
  ledgerNews: Map<string, LedgerNews>;
  duplicates: number[][];
}

/** Writes batches of many agents: one transaction, few statements, each number of a journal once. */
export async function commitJournal(
  { trx, revision }: Write,
  commits: readonly JournalCommit[],
  counters: StoreCounters,
): Promise<JournalOutcome[]> {
  const handled = await HandledNumbers.load(trx, commits);
  const connectedSince = await openSince(
    trx,
    commits.map((commit) => commit.agentId),
  );
  const gathered = gather(handled, commits, { revision, connectedSince });
  for (const chunk of inChunks(gathered.entries, 13)) await trx.insertInto('journal_entries').values(chunk).execute();
  for (const chunk of inChunks(gathered.samples, 7)) await trx.insertInto('samples').values(chunk).execute();
  await addRejected(trx, gathered.rejected, counters);
  await addProofs(trx, [...gathered.proofs.values()]);
  await addToPresent({ trx, revision }, gathered.news);
  await addNews({ trx, revision }, [...gathered.ledgerNews.values()]);
  await handled.save(trx);
  for (const { agentId, point } of commits) if (point) await saveProgress(trx, agentId, point);
  return commits.map((commit, index) => ({
    upTo: handled.upTo(commit, commit.from),
    duplicates: gathered.duplicates[index] ?? [],
  }));
}

function gather(
  handled: HandledNumbers,
  commits: readonly JournalCommit[],
  { revision, connectedSince }: { revision: number; connectedSince: ReadonlyMap<string, number> },
): Gathered {
  const gathered: Gathered = {
    entries: [],
    samples: [],
    rejected: [],
    proofs: new Map(),
    news: new Map(),
    ledgerNews: new Map(),
    duplicates: [],
  };
  for (const commit of commits) {
    const duplicates = new Set<number>();
    const fresh = new Map<number, AcceptedEntry>();
    for (const accepted of commit.accepted) {
      const { seq } = accepted.entry;
      if (handled.has(commit, seq) || fresh.has(seq)) duplicates.add(seq);
      else fresh.set(seq, accepted);
    }
    gathered.duplicates.push([...duplicates]);
    gatherRejected(handled, commit, revision, gathered.rejected);
    gatherAccepted(commit, [...fresh.values()], gathered);
    gatherNews(commit, [...fresh.values()], connectedSince.get(commit.agentId), gathered.ledgerNews);
    handled.add(commit, { from: commit.from, to: commit.to });
  }
  return gathered;
}

function gatherRejected(
  handled: HandledNumbers,
  commit: JournalCommit,
  revision: number,
  rows: RejectedEntriesTable[],
): void {
  // A batch that comes again brings its bad entries again, some of them without a number to know them by.
  const isRepeat = handled.upTo(commit, commit.from) >= commit.to;
  for (const rejected of isRepeat ? [] : commit.rejected) {
    if (rejected.seq !== null && handled.has(commit, rejected.seq)) continue;
    rows.push(rejectedRow(commit, rejected, { revision, place: rows.length }));
  }
}

function gatherAccepted(commit: JournalCommit, fresh: readonly AcceptedEntry[], gathered: Gathered): void {
  const { agentId, epoch, bootId } = commit;
  for (const accepted of fresh) {
    const { entry, correctedAt, quality } = accepted;
    if (entry.kind === 'metrics' && quality !== 'suspect') gathered.samples.push(sampleRow(commit, correctedAt, entry));
    else if (entry.kind !== 'alive') gathered.entries.push(entryRow(commit, accepted, entry));
  }
  const spans = fresh.flatMap((accepted) => proofOf(accepted) ?? []);
  if (spans.length > 0) {
    const proofs = grouped(gathered.proofs, `${agentId} ${epoch} ${bootId}`, { agentId, epoch, bootId, spans: [] });
    proofs.spans.push(...spans);
  }
  const news = grouped(gathered.news, agentId, { entries: [], backlog: 0 });
  news.entries.push(...fresh);
  news.backlog = commit.backlog;
}

function gatherNews(
  { agentId, receivedAt }: JournalCommit,
  fresh: readonly AcceptedEntry[],
  connectedSince: number | undefined,
  news: Map<string, LedgerNews>,
): void {
  const heardSince = quietSince(receivedAt, connectedSince);
  for (const accepted of fresh) {
    const span = newsOfEntry(accepted, heardSince);
    if (span) news.set(agentId, { kind: 'agent', id: agentId, ...widen(news.get(agentId), span) });
  }
}

function grouped<T>(groups: Map<string, T>, key: string, empty: T): T {
  const known = groups.get(key);
  if (known) return known;
  groups.set(key, empty);
  return empty;
}

async function addRejected(
  trx: Transaction<Tables>,
  rows: readonly RejectedEntriesTable[],
  counters: StoreCounters,
): Promise<void> {
  for (const chunk of inChunks(rows, 9)) await trx.insertInto('rejected_entries').values(chunk).execute();
  for (const agentId of new Set(rows.map((row) => row.agent_id))) {
    const oldestKept = trx
      .selectFrom('rejected_entries')
      .select('revision')
      .where('agent_id', '=', agentId)
      .orderBy('revision', 'desc')
      .orderBy('place', 'desc')
      .offset(MAX_REJECTED_PER_AGENT - 1)
      .limit(1);
    const dropped = await trx
      .deleteFrom('rejected_entries')
      .where('agent_id', '=', agentId)
      .where('revision', '<', oldestKept)
      .executeTakeFirst();
    counters.rejectedDropped += Number(dropped.numDeletedRows);
  }
}
