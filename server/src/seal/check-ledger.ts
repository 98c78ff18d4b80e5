import type { LedgerRevision } from '@wardwatch/shared/model';
import { type ChainBreak, CHAIN_START, type ChainHead, checkChain, headAfter, sealText } from '../store/chain.ts';
import type { LedgerStore, Seal } from '../store/ledger-store.ts';
import { NewestRevisions, type RowReader } from './check-rows.ts';
import { isSignedBy, type SigningKey } from './signing-key.ts';

/** Revisions read and hashed at a time: some milliseconds, after which others have their turn. */
export const PAGE = 100;

/** What a check reads. */
export type ChainReader = Pick<LedgerStore, 'chain' | 'head' | 'seals'> & RowReader;

/** The first place at which the ledger is not what was sealed or hashed. */
export interface LedgerFault {
  place: number;
  /**
   * A break of the chain; or `truncated`: a seal counts more revisions than there are; `seal-head`: a seal names another
   * revision at its place; `seal-signature`: a seal was not made by our key; `row`: what is shown of a row is not its newest revision.
   */
  why: ChainBreak['why'] | 'truncated' | 'seal-head' | 'seal-signature' | 'row';
}

/** What a check found: how far the chain was read, and the first fault. */
export interface LedgerCheck {
  head: ChainHead;
  fault: LedgerFault | undefined;
}

/** Checks the whole chain up to the present head, page by page, every seal, and the rows as they are shown. */
export async function checkLedger(ledger: ChainReader, key: SigningKey): Promise<LedgerCheck> {
  // Seals first: one that is made meanwhile may count revisions beyond a head that was read before.
  const seals = await ledger.seals();
  const { count: end } = await ledger.head();
  const newest = new NewestRevisions();
  let head = CHAIN_START;
  const forged = seals.find((seal) => !key.isOurs(seal.publicKey) || !isSealSigned(seal));
  if (forged) return { head, fault: { place: forged.count, why: 'seal-signature' } };
  while (head.count < end) {
    const page = await ledger.chain(head.count + 1, Math.min(PAGE, end - head.count));
    const fault = checkPage(page, head, seals);
    if (fault) return { head, fault };
    for (const revision of page) newest.note(revision);
    const last = page.at(-1);
    if (!last) return { head, fault: { place: head.count + 1, why: 'gap' } };
    head = headAfter(last);
  }
  if (seals.some((seal) => seal.count > end)) return { head, fault: { place: end + 1, why: 'truncated' } };
  const altered = await newest.findAltered(ledger);
  return { head, fault: altered === undefined ? undefined : { place: altered, why: 'row' } };
}

/** The seal that covers most. */
export function newestSeal(seals: readonly Seal[]): Seal | undefined {
  return seals.reduce<Seal | undefined>((best, seal) => (best && best.count > seal.count ? best : seal), undefined);
}

function checkPage(page: readonly LedgerRevision[], start: ChainHead, seals: readonly Seal[]): LedgerFault | undefined {
  const broken = checkChain(page, start);
  if (broken) return broken;
  const hashes = new Map(page.map((revision) => [revision.place, revision.hash]));
  const other = seals.find((seal) => hashes.has(seal.count) && hashes.get(seal.count) !== seal.head);
  return other && { place: other.count, why: 'seal-head' };
}

function isSealSigned(seal: Seal): boolean {
  return isSignedBy(seal.publicKey, sealText(seal), seal.signature);
}
