import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LedgerRevision } from '@wardwatch/shared/model';
import { canonicalJson, CHAIN_START, hashOf, headAfter, sealText } from '../store/chain.ts';
import type { Seal } from '../store/ledger-store.ts';
import { headText } from './evidence.ts';
import { fingerprintOf } from './signing-key.ts';

/** What the verifier said, as a process of its own. */
export interface Verdict {
  code: number | null;
  text: string;
  /** English lines of findings. */
  findings: string[];
}

const VERIFIER = fileURLToPath(new URL('./verify.mjs', import.meta.url));

/** Runs the verifier that lies in the bundle, as the README says; `script` takes another copy. */
export function verify(folder: string, args: readonly string[] = [], script = join(folder, 'verify.mjs')): Verdict {
  const where = script === VERIFIER ? [folder] : [];
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...where, ...args], { encoding: 'utf8' });
  const findings = [...stdout.matchAll(/^\[\d+\] .*\n {4}(.*)$/gm)].map(([, english = '']) => english);
  return { code: status, text: stdout + stderr, findings };
}

/** Runs the verifier of this source tree on a bundle whose own copy is not to be trusted. */
export function verifyFromOutside(folder: string, args: readonly string[] = []): Verdict {
  return verify(folder, args, VERIFIER);
}

/** Replaces lines of a file of the bundle. */
export function editLines(folder: string, name: string, edit: (lines: string[]) => string[]): void {
  const lines = readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1);
  writeFileSync(
    join(folder, name),
    edit(lines)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

/** Replaces revisions by their index, as one who does not hash anew. */
export function editRevisions(folder: string, edit: (revisions: LedgerRevision[]) => LedgerRevision[]): void {
  editLines(folder, 'revisions.jsonl', (lines) =>
    edit(lines.map((line) => JSON.parse(line) as LedgerRevision)).map(canonicalJson),
  );
}

/** The revision as if its row had begun an hour earlier. */
export function forged(revision: LedgerRevision | undefined): LedgerRevision {
  if (!revision) throw new Error('no such revision');
  return { ...revision, row: { ...revision.row, from: revision.row.from - 3_600_000 } };
}

/** Numbers and hashes revisions anew, so that they form a chain that holds. */
export function rehashed(revisions: readonly LedgerRevision[]): LedgerRevision[] {
  let head = CHAIN_START;
  const numbers = new Map<string, number>();
  return revisions.map((revision) => {
    const number = (numbers.get(revision.row.id) ?? 0) + 1;
    numbers.set(revision.row.id, number);
    const row = { ...revision.row, revisionNumber: number };
    const next = { ...revision, row, place: head.count + 1, previous: head.hash };
    const result = { ...next, hash: hashOf(next) };
    head = headAfter(result);
    return result;
  });
}

/** A key with which a bundle is signed again. */
export interface ForgersKey {
  publicPem: string;
  publicKey: string;
  fingerprint: string;
  sign(text: string): string;
}

/** A new key, which nobody ever printed. */
export function forgersKey(): ForgersKey {
  const { privateKey, publicKey: key } = generateKeyPairSync('ed25519');
  const publicKey = key.export({ type: 'spki', format: 'der' }).toString('base64');
  return {
    publicPem: key.export({ type: 'spki', format: 'pem' }).toString(),
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
  };
}

/** Makes seals, key and `head.json` agree with what stands in `revisions.jsonl`, signed by the key. */
export function resealed(folder: string, key: ForgersKey): void {
  const text = readFileSync(join(folder, 'revisions.jsonl'), 'utf8');
  const revisions = text.split('\n').flatMap((line) => (line ? [JSON.parse(line) as LedgerRevision] : []));
  editLines(folder, 'seals.jsonl', (lines) =>
    lines.flatMap((line) => {
      const seal = JSON.parse(line) as Seal;
      const head = revisions[seal.count - 1]?.hash;
      if (head === undefined) return [];
      const next = { ...seal, head };
      return [canonicalJson({ ...next, signature: key.sign(sealText(next)), publicKey: key.publicKey })];
    }),
  );
  writeFileSync(join(folder, 'public-key.pem'), key.publicPem);
  const { exportedAt } = JSON.parse(readFileSync(join(folder, 'head.json'), 'utf8')) as { exportedAt: number };
  const files = Object.fromEntries(
    filesOf(folder)
      .filter((name) => name !== 'head.json')
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );
  const last = revisions.at(-1);
  const head = { ...(last ? headAfter(last) : CHAIN_START), exportedAt, files };
  writeFileSync(join(folder, 'head.json'), `${canonicalJson({ ...head, signature: key.sign(headText(head)) })}\n`);
}

/** Paths of all files of a bundle. */
export function filesOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => statSync(join(folder, name)).isFile()).toSorted();
}
