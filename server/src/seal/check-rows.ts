import { createHash } from 'node:crypto';
import type { LedgerRevision, LedgerRow } from '@wardwatch/shared/model';
import { canonicalJson } from '../store/chain.ts';
import type { LedgerStore } from '../store/ledger-store.ts';

/** Rows read and compared at a time. */
const PAGE = 100;

/** What a comparison of the rows reads. */
export type RowReader = Pick<LedgerStore, 'rows' | 'row' | 'revisions'>;

/** The newest revision of each row, as a walk along the chain has seen it. */
export class NewestRevisions {
  readonly #seen = new Map<string, { place: number; number: number; digest: string }>();

  /** Notes the next revision of the chain. */
  note({ place, row }: LedgerRevision): void {
    this.#seen.set(row.id, { place, number: row.revisionNumber, digest: digestOf(row) });
  }

  /**
   * Finds a row whose present content, which the console and documents show, is not that of its newest revision; gives
   * back the place of that revision, or 0 for a row that has none. Rows that change meanwhile are looked at again.
   */
  async findAltered(ledger: RowReader): Promise<number | undefined> {
    const unseen = new Set(this.#seen.keys());
    for (let offset = 0; ; offset += PAGE) {
      const { rows } = await ledger.rows({ limit: PAGE, offset });
      for (const row of rows) {
        unseen.delete(row.id);
        if (!this.#fits(row) && (await this.#isAltered(ledger, row.id))) return this.#placeOf(row.id);
      }
      if (rows.length < PAGE) break;
    }
    for (const id of unseen) if (await this.#isAltered(ledger, id)) return this.#placeOf(id);
    return undefined;
  }

  #fits(row: LedgerRow): boolean {
    const seen = this.#seen.get(row.id);
    return seen?.number === row.revisionNumber && seen.digest === digestOf(row);
  }

  async #isAltered(ledger: RowReader, id: string): Promise<boolean> {
    const row = await ledger.row(id);
    if (!row || row.revisionNumber < (this.#seen.get(id)?.number ?? 0)) return true;
    const revisions = await ledger.revisions(id);
    const own = revisions.find((revision) => revision.row.revisionNumber === row.revisionNumber);
    return !own || digestOf(own.row) !== digestOf(row);
  }

  #placeOf(id: string): number {
    return this.#seen.get(id)?.place ?? 0;
  }
}

function digestOf(row: LedgerRow): string {
  return createHash('sha256').update(canonicalJson(row)).digest('base64');
}
