import type { IdentityRow, PriceRow, ReferenceRow } from '@wardwatch/shared/api';
import { DEFAULT_IDENTITY, PRICE_CATALOGUE, REFERENCE_SEEDS } from '@wardwatch/shared/papers';
import type { RecordStore, StoredRecord } from '../store/record-store.ts';

/** Rows that the product ships, each replaced by the ward's own of the same id, then those of the ward; in order of ids. */
function overlaid<Row extends { id: string; revision: number }>(shipped: readonly Row[], own: readonly Row[]): Row[] {
  const rows = new Map([...shipped, ...own].map((row) => [row.id, row]));
  return [...rows.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The register of documents that are cited. Revision 0: as shipped. */
export async function referenceRows(records: RecordStore): Promise<ReferenceRow[]> {
  const own = await records.all('reference');
  return overlaid(
    REFERENCE_SEEDS.map((seed) => Object.assign({ revision: 0 }, seed)),
    own.map(({ body, revision }) => Object.assign({ revision }, body)),
  );
}

/** The price list: the ward's amounts over the catalogue, whose ranges stay as hints. */
export async function priceRows(records: RecordStore): Promise<PriceRow[]> {
  const own = await records.all('price');
  const hints = new Map(PRICE_CATALOGUE.map(({ id, hint }) => [id, hint]));
  return overlaid(
    PRICE_CATALOGUE.map((item) => Object.assign({ revision: 0 }, item)),
    own.map(({ id, body, revision }) => Object.assign({ revision, hint: hints.get(id) ?? null }, body)),
  );
}

/** What stands in every document of the ward. */
export async function identityRow(records: RecordStore): Promise<IdentityRow> {
  const own: StoredRecord<'identity'> | undefined = await records.one('identity', IDENTITY_ID);
  return own ? { ...own.body, revision: own.revision } : { ...DEFAULT_IDENTITY, revision: 0 };
}

/** There is one ward, and one record of it. */
export const IDENTITY_ID = 'ward';

/** Id of the next reference: `VB-0042`. */
export function nextReferenceId(references: readonly { id: string }[]): string {
  const numbers = references.map(({ id }) => Number(id.slice('VB-'.length)));
  return `VB-${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}`;
}
