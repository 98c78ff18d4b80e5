import { addRange, contiguousFrom, hasSeq, type SeqRange, type SeqRanges } from '@wardwatch/shared/lib';
import type { Kysely, Transaction } from 'kysely';
import { inChunks, keyIn } from './rows.ts';
import type { Tables } from './tables.ts';

/** Whose numbers: one journal of one agent. */
export interface JournalKey {
  agentId: string;
  epoch: string;
}

interface Handled extends JournalKey {
  stored: SeqRanges;
  now: SeqRanges;
}

const keyText = ({ agentId, epoch }: JournalKey): string => `${agentId} ${epoch}`;

/** Numbers that were stored, dropped by the agent, or refused: none of them is ever taken in again. */
export class HandledNumbers {
  readonly #handled = new Map<string, Handled>();

  /** Reads what is known of the journals. */
  static async load(db: Kysely<Tables>, keys: readonly JournalKey[]): Promise<HandledNumbers> {
    const loaded = new HandledNumbers();
    for (const key of keys) loaded.#handled.set(keyText(key), { ...key, stored: [], now: [] });
    const tuples = [...loaded.#handled.values()].map(({ agentId, epoch }) => [agentId, epoch]);
    for (const chunk of inChunks(tuples, 2)) loaded.#fill(await readRanges(db, chunk));
    return loaded;
  }

  /** Whether the number was handled before. */
  has(key: JournalKey, seq: number): boolean {
    return hasSeq(this.#of(key).now, seq);
  }

  /** Takes note that the numbers are handled. */
  add(key: JournalKey, range: SeqRange): void {
    const handled = this.#of(key);
    handled.now = addRange(handled.now, range);
  }

  /** Last handled number of the run that starts at `first`; `first - 1` where `first` is not handled. */
  upTo(key: JournalKey, first: number): number {
    return contiguousFrom(this.#of(key).now, first);
  }

  /** The whole set. */
  ranges(key: JournalKey): SeqRanges {
    return this.#of(key).now;
  }

  /** Writes what changed since `load`. */
  async save(trx: Transaction<Tables>): Promise<void> {
    const changed = [...this.#handled.values()].filter(({ stored, now }) => stored !== now);
    for (const { agentId, epoch, stored, now } of changed) {
      const gone = stored.filter((old) => !now.some((range) => range.from === old.from)).map((range) => range.from);
      for (const chunk of inChunks(gone, 1)) {
        const rows = trx.deleteFrom('seq_ranges').where('agent_id', '=', agentId).where('epoch', '=', epoch);
        await rows.where('from_seq', 'in', chunk).execute();
      }
    }
    const rows = changed.flatMap(({ agentId, epoch, stored, now }) => {
      const known = new Map(stored.map((range) => [range.from, range.to]));
      const fresh = now.filter((range) => known.get(range.from) !== range.to);
      return fresh.map((range) => ({ agent_id: agentId, epoch, from_seq: range.from, to_seq: range.to }));
    });
    for (const chunk of inChunks(rows, 4)) {
      await trx
        .insertInto('seq_ranges')
        .values(chunk)
        .onConflict((conflict) =>
          conflict
            .columns(['agent_id', 'epoch', 'from_seq'])
            .doUpdateSet((row) => ({ to_seq: row.ref('excluded.to_seq') })),
        )
        .execute();
    }
  }

  #fill(rows: readonly RangeRow[]): void {
    for (const row of rows) {
      const handled = this.#of({ agentId: row.agent_id, epoch: row.epoch });
      handled.stored = [...handled.stored, { from: row.from_seq, to: row.to_seq }];
      handled.now = handled.stored;
    }
  }

  #of(key: JournalKey): Handled {
    const handled = this.#handled.get(keyText(key));
    if (!handled) throw new Error('the numbers of this journal were not loaded');
    return handled;
  }
}

type RangeRow = Tables['seq_ranges'];

function readRanges(db: Kysely<Tables>, keys: readonly (readonly string[])[]): Promise<RangeRow[]> {
  return db
    .selectFrom('seq_ranges')
    .selectAll()
    .where(keyIn(['agent_id', 'epoch'], keys))
    .orderBy('from_seq')
    .execute();
}
