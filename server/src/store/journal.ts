import { compactSamples } from './compact.ts';
import type { Database } from './database.ts';
import { HandledNumbers } from './handled.ts';
import { commitJournal } from './journal-commit.ts';
import { readLastEvents } from './journal-events.ts';
import { readAliveSpans, readCounts, readEntries } from './journal-read.ts';
import { addSnapshot } from './presence-news.ts';
import { readMetrics } from './samples.ts';
import type { JournalStore } from './store.ts';

/** What the agents recorded. */
export function journalStore(db: Database): JournalStore {
  const handled = (agentId: string, epoch: string): Promise<HandledNumbers> =>
    db.read((reader) => HandledNumbers.load(reader, [{ agentId, epoch }]));
  return {
    commit: (commits) =>
      commits.length === 0 ? Promise.resolve([]) : db.write((write) => commitJournal(write, commits, db.counters)),
    acknowledged: async (agentId, epoch, first) => (await handled(agentId, epoch)).upTo({ agentId, epoch }, first),
    present: (agentId, snapshot, correctedAt) =>
      db.write((write) => addSnapshot(write, agentId, snapshot, correctedAt)),
    entries: (deviceId, window) => db.snapshot((trx) => readEntries(trx, deviceId, window)),
    lastEvents: (deviceId, name, limit) => db.read((reader) => readLastEvents(reader, deviceId, name, limit)),
    aliveSpans: (deviceId, window) => db.read((reader) => readAliveSpans(reader, deviceId, window)),
    metrics: (deviceId, window, maxPoints) => readMetrics(db, deviceId, window, maxPoints),
    ranges: async (agentId, epoch) => (await handled(agentId, epoch)).ranges({ agentId, epoch }),
    counts: (agentId) => db.snapshot((trx) => readCounts(trx, agentId)),
    compact: (before, maxHours) => compactSamples(db, before, maxHours),
  };
}
