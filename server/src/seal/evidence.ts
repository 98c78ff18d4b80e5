import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { LedgerRevision } from '@wardwatch/shared/model';
import { canonicalJson, type ChainHead } from '../store/chain.ts';
import type { LedgerStore, Seal } from '../store/ledger-store.ts';
import { PAGE } from './check-ledger.ts';
import { readme } from './readme.ts';
import type { SigningKey } from './signing-key.ts';

/** A large file goes through in pieces of this size, bytes, so that others have their turn between. */
const PIECE_BYTES = 256 * 1024;

/** What an export reads. */
export type EvidenceReader = Pick<LedgerStore, 'chain' | 'head' | 'seals' | 'attachment'>;

/** What will be exported: the chain up to a head, whatever is written meanwhile. */
export interface Evidence {
  ledger: EvidenceReader;
  key: SigningKey;
  exportedAt: number;
  head: ChainHead;
  seals: Seal[];
  /** Files that the revisions name, by hash, with their size. */
  attachments: ReadonlyMap<string, number>;
  /** About how many bytes the whole has. */
  bytes: number;
}

/** One file of a bundle. Its content is to be read once, in the order of the files. */
export interface EvidenceFile {
  /** Path in the bundle, with `/`. */
  name: string;
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The text that the signature in `head.json` covers; see FORMAT.md. */
export function headText(head: ChainHead & { exportedAt: number; files: Readonly<Record<string, string>> }): string {
  const files = Object.entries(head.files).map(([name, hash]) => `${hash}  ${name}\n`);
  return `wardwatch-head-1\n${head.count}\n${head.hash}\n${head.exportedAt}\n${files.toSorted().join('')}`;
}

/** Reads through the ledger to see what belongs to a bundle. A broken chain is exported as it is. */
export async function prepareEvidence(ledger: EvidenceReader, key: SigningKey, at: number): Promise<Evidence> {
  // Seals first, so that none counts revisions beyond the head unless the chain was cut.
  const seals = await ledger.seals();
  const head = await ledger.head();
  const attachments = new Map<string, number>();
  let bytes = 0;
  for await (const revision of revisionsUpTo(ledger, head.count)) {
    bytes += lineOf(revision).byteLength;
    for (const ref of revision.row.attachments) attachments.set(ref.hash, ref.bytes);
  }
  for (const size of attachments.values()) bytes += size;
  return { ledger, key, exportedAt: at, head, seals, attachments, bytes };
}

/** The files of the bundle. `head.json`, with the hash of every other one, comes last: a torn bundle lacks it. */
export async function* evidenceFiles(evidence: Evidence): AsyncGenerator<EvidenceFile> {
  const hashes: Record<string, string> = {};
  const { ledger, key, exportedAt, head, seals, attachments } = evidence;
  const hashed = ({ name, content }: EvidenceFile): EvidenceFile => {
    return { name, content: hashing(content, (hash) => (hashes[name] = hash)) };
  };
  yield hashed(textFile('README.txt', readme({ exportedAt, head, fingerprint: key.fingerprint })));
  yield hashed({ name: 'verify.mjs', content: [await readFile(new URL('./verify.mjs', import.meta.url))] });
  yield hashed(textFile('public-key.pem', key.publicPem));
  yield hashed({ name: 'revisions.jsonl', content: revisionLines(ledger, head.count) });
  yield hashed(textFile('seals.jsonl', seals.map((seal) => `${canonicalJson(seal)}\n`).join('')));
  for (const hash of attachments.keys()) {
    const file = await ledger.attachment(hash);
    // One that is gone is left out: the verifier says which row misses it.
    if (file) yield hashed({ name: `attachments/${hash}`, content: pieces(file.content) });
  }
  const signed = { ...head, exportedAt, files: hashes };
  const document = { ...signed, signature: key.sign(headText(signed)) };
  yield textFile('head.json', `${canonicalJson(document)}\n`);
}

function textFile(name: string, text: string): EvidenceFile {
  return { name, content: [Buffer.from(text)] };
}

function* pieces(content: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < content.byteLength; at += PIECE_BYTES) yield content.subarray(at, at + PIECE_BYTES);
}

async function* hashing(
  content: EvidenceFile['content'],
  tell: (hash: string) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
  tell(hash.digest('hex'));
}

async function* revisionLines(ledger: EvidenceReader, count: number): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const revision of revisionsUpTo(ledger, count)) yield lineOf(revision);
}

function lineOf(revision: LedgerRevision): Uint8Array {
  return Buffer.from(`${canonicalJson(revision)}\n`);
}

/** The chain page by page. A place that is missing is passed over: the verifier names it. */
async function* revisionsUpTo(ledger: EvidenceReader, count: number): AsyncGenerator<LedgerRevision, void, undefined> {
  for (let place = 1; place <= count;) {
    const page = await ledger.chain(place, PAGE);
    for (const revision of page) if (revision.place <= count) yield revision;
    const last = page.at(-1);
    if (!last) return;
    place = last.place + 1;
  }
}
