import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { canonicalJson, hashOf } from '../store/chain.ts';
import { revised, written } from '../store/ledger.fixtures.ts';
import {
  editLines,
  editRevisions,
  forged,
  forgersKey,
  rehashed,
  resealed,
  verify,
  verifyFromOutside,
} from './bundle.fixtures.ts';
import { prepareEvidence } from './evidence.ts';
import { exportToFolder } from './export-folder.ts';
import { addRows, attach, type Ledger, newLedger, sealDays } from './seal.fixtures.ts';

// Real databases and processes.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let ledger: Ledger;
let root: string;
/** An export of 30 revisions, and a later one of 40. */
let early: string;
let bundle: string;
/** What documents printed at those times. */
let earlyHead: string;
let lateHead: string;
let fingerprint: string;
let nextCopy = 1;

async function exported(name: string): Promise<{ folder: string; head: string }> {
  const folder = join(root, name);
  const evidence = await prepareEvidence(ledger.store.ledger, ledger.key, ledger.clock.now());
  expect(await exportToFolder(evidence, folder)).toMatchObject({ ok: true });
  return { folder, head: `${evidence.head.count}:${evidence.head.hash}` };
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'wardwatch-bundle-'));
  ledger = await newLedger();
  fingerprint = ledger.key.fingerprint;
  const rows = await addRows(ledger, 24);
  const [one = expect.fail(), two = expect.fail()] = rows;
  const attached = await attach(ledger, one, Buffer.from('%PDF-1.7 biên bản'));
  await attach(ledger, attached, Buffer.alloc(600_000, 7));
  await attach(ledger, two, Buffer.from('%PDF-1.7 biên bản'));
  const odd = 'Ngắt điện "trạm\u2028biến áp" \\ \u{1f50c} a\tb\nc';
  const third = await sealDays(ledger, rows[2] ?? expect.fail(), 2);
  await written(ledger.store, [revised(third, { notes: [{ by: 'person_1', at: 1, text: odd }] }, 'person_1')]);
  ({ folder: early, head: earlyHead } = await exported('early'));
  await sealDays(ledger, rows[3] ?? expect.fail(), 9);
  await written(ledger.store, [revised(rows[5] ?? expect.fail(), { ticket: 'EVN-7' })]);
  ({ folder: bundle, head: lateHead } = await exported('late'));
}, 30_000);

afterAll(async () => {
  await ledger[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

/** A copy that a test may spoil. */
function copy(of = bundle): string {
  const folder = join(root, `copy-${nextCopy++}`);
  cpSync(of, folder, { recursive: true });
  return folder;
}

describe('the verifier', () => {
  it('passes what was exported, and says what it could not compare', () => {
    const plain = verify(bundle);
    expect(plain.text).toContain('RESULT: VALID. 40 revisions, 11 seals, 2 attachments.');
    expect(plain.text).toContain('KẾT QUẢ: HỢP LỆ.');
    expect(plain.text).toContain('NOTE: the fingerprint was not compared');
    expect(plain.text).toContain(`head: ${lateHead}`);
    expect(plain).toMatchObject({ code: 0, findings: [] });
    const grouped = fingerprint.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');
    const full = verify(bundle, ['--fingerprint', grouped, '--head', earlyHead, '--head', lateHead]);
    expect(full).toMatchObject({ code: 0, findings: [] });
    expect(full.text).not.toContain('NOTE');
    expect(verifyFromOutside(early)).toMatchObject({ code: 0 });
  });

  it.each([[['--fingerprint', 'abc']], [['--head', '17']], [['--haed', 'x']], [['a', 'b']], [['--head']]])(
    'does not guess what %j means',
    (args) => {
      expect(verify(bundle, args)).toMatchObject({ code: 2 });
    },
  );

  describe('an edit', () => {
    it('is caught where only the content was changed', () => {
      const folder = copy();
      editRevisions(folder, (all) => all.with(16, forged(all[16])));
      expect(verify(folder)).toMatchObject({
        code: 1,
        findings: [
          'Place 17 (SC-2026-0017): the content is not what was hashed; it was edited.',
          'The file revisions.jsonl is not as it was exported.',
        ],
      });
    });

    it('is caught where its own hash was made anew, at the next revision', () => {
      const folder = copy();
      editRevisions(folder, (all) => {
        const edited = forged(all[16]);
        return all.with(16, { ...edited, hash: hashOf(edited) });
      });
      expect(verify(folder).findings).toContain('Place 18 (SC-2026-0018): does not follow the revision before it.');
    });

    it('is caught at the very end, where nothing follows', () => {
      const folder = copy();
      editRevisions(folder, (all) => rehashed([...all.slice(0, -1), forged(all.at(-1))]));
      const { code, findings } = verify(folder);
      expect(code).toBe(1);
      expect(findings[0]).toMatch(/^head\.json: at the export there were 40 revisions/);
    });

    it('is caught where the whole chain was hashed anew, by the seals', () => {
      const folder = copy();
      editRevisions(folder, (all) => rehashed(all.with(16, forged(all[16]))));
      expect(verify(folder).findings).toContain(
        'Seal of 2026-09-01 (place 28): place 28 has another hash; the ledger was rewritten.',
      );
    });

    it('is caught where it hides behind a second form of the same JSON', () => {
      const folder = copy();
      editLines(folder, 'revisions.jsonl', (all) => all.with(16, (all[16] ?? '').replace('{', '{"place":99,')));
      expect(verify(folder).findings[0]).toMatch(/^Place 17 \(SC-2026-0017\): the content is not what was hashed/);
    });

    it('is caught in what no longer reads as a revision', () => {
      const folder = copy();
      editLines(folder, 'revisions.jsonl', (all) => all.with(3, 'null').with(4, '{"place"'));
      expect(verify(folder)).toMatchObject({ code: 1 });
      expect(verify(folder).findings[0]).toBe('revisions.jsonl, line 4 (place 4): cannot be read.');
    });
  });

  it('catches an inserted revision', () => {
    const folder = copy();
    editRevisions(folder, (all) => all.toSpliced(9, 0, forged(all[9])));
    const { code, findings } = verify(folder);
    expect(code).toBe(1);
    expect(findings).toContain(
      'Place 10 (SC-2026-0010): place 11 was expected; revisions were deleted, inserted or reordered.',
    );
    const hidden = copy();
    editRevisions(hidden, (all) => rehashed(all.toSpliced(9, 0, forged(all[9]))));
    expect(verify(hidden).findings[0]).toMatch(/^Seal of 2026-09-01/);
  });

  it('catches a deleted revision, and names its row where a later one shows that it is missing', () => {
    const folder = copy();
    // The first of two revisions that attach something to row 1.
    editRevisions(folder, (all) => all.toSpliced(24, 1));
    expect(verify(folder)).toMatchObject({
      code: 1,
      findings: [
        'Place 26 (SC-2026-0001): place 25 was expected; revisions were deleted, inserted or reordered.',
        'Place 26 (SC-2026-0001): does not follow the revision before it.',
        'Place 26 (SC-2026-0001): is revision 3 of its row, revision 2 was expected.',
        expect.stringMatching(/^head\.json: .*here are 39, up to place 40/),
        'The file revisions.jsonl is not as it was exported.',
      ],
    });
  });

  it('catches two revisions in the other order', () => {
    const folder = copy();
    editLines(folder, 'revisions.jsonl', ([a = '', b = '', ...rest]) => [b, a, ...rest]);
    const { code, findings } = verify(folder);
    expect(code).toBe(1);
    expect(findings[0]).toBe(
      'Place 2 (SC-2026-0002): place 1 was expected; revisions were deleted, inserted or reordered.',
    );
  });

  describe('a cut end', () => {
    const cut = (folder: string): void => editLines(folder, 'revisions.jsonl', (all) => all.slice(0, 30));

    it('is caught by seals and head', () => {
      const folder = copy();
      cut(folder);
      const { code, findings } = verify(folder);
      expect(code).toBe(1);
      expect(findings).toContain(
        'Seal of 2026-09-03 (place 31): there is no place 31, the ledger ends at place 30; the rest was cut off.',
      );
      expect(findings.some((line) => line.startsWith('head.json: at the export there were 40'))).toBe(true);
    });

    it('is caught where seals and head.json were cut to fit, by the signature', () => {
      const folder = copy();
      cut(folder);
      editLines(folder, 'seals.jsonl', (all) => all.slice(0, 2));
      const [count, hash] = earlyHead.split(':');
      editLines(folder, 'head.json', ([line = '']) => [
        canonicalJson({ ...JSON.parse(line), count: Number(count), hash }),
      ]);
      expect(verify(folder).findings).toContain('head.json: the signature is wrong.');
    });

    it('is caught where head.json is gone', () => {
      const folder = copy();
      cut(folder);
      editLines(folder, 'seals.jsonl', (all) => all.slice(0, 2));
      rmSync(join(folder, 'head.json'));
      expect(verify(folder)).toMatchObject({ code: 1, findings: ['The file head.json is missing.'] });
    });

    it('is caught where everything is an older genuine export, by a later document', () => {
      expect(verify(early, ['--fingerprint', fingerprint])).toMatchObject({ code: 0 });
      expect(verify(early, ['--fingerprint', fingerprint, '--head', lateHead])).toMatchObject({
        code: 1,
        findings: ['Figures of the document: there is no place 40, the ledger ends at place 30; the rest was cut off.'],
      });
    });
  });

  describe('a bundle that was hashed and signed again as a whole', () => {
    function rewritten(key = forgersKey()): string {
      const folder = copy();
      editRevisions(folder, (all) => rehashed(all.with(16, forged(all[16]))));
      resealed(folder, key);
      return folder;
    }

    it('agrees with itself, which the verifier says is not enough', () => {
      const { code, text } = verify(rewritten());
      expect(code).toBe(0);
      expect(text).toContain('signing again with another key would not show');
    });

    it('is caught by the fingerprint of a document', () => {
      const key = forgersKey();
      const { code, findings } = verify(rewritten(key), ['--fingerprint', fingerprint]);
      expect(code).toBe(1);
      expect(findings[0]).toContain(`The key of this evidence is ${key.fingerprint}, not the one in the document`);
    });

    it('is caught by the figures of a document even where the right key signed it', () => {
      const { key } = ledger;
      const folder = rewritten(key);
      expect(verify(folder, ['--fingerprint', fingerprint])).toMatchObject({ code: 0 });
      expect(verify(folder, ['--fingerprint', fingerprint, '--head', earlyHead])).toMatchObject({
        code: 1,
        findings: ['Figures of the document: place 30 has another hash; the ledger was rewritten.'],
      });
    });
  });

  it('catches an edited and a deleted seal', () => {
    const edited = copy();
    editLines(edited, 'seals.jsonl', (all) => all.with(1, (all[1] ?? '').replace('"count":29', '"count":28')));
    expect(verify(edited).findings).toContain('Seal of 2026-09-02 (place 28): the signature is wrong.');
    const deleted = copy();
    editLines(deleted, 'seals.jsonl', (all) => all.toSpliced(4, 1));
    expect(verify(deleted)).toMatchObject({
      code: 1,
      findings: ['The file seals.jsonl is not as it was exported.'],
    });
    const other = forgersKey();
    const foreign = copy();
    editLines(foreign, 'seals.jsonl', (all) => {
      const { day, count, head, at } = JSON.parse(all[4] ?? '') as Record<string, string>;
      const signature = other.sign(`wardwatch-seal-1\n${day}\n${count}\n${head}\n${at}\n`);
      return all.with(4, canonicalJson({ day, count, head, at, signature, publicKey: other.publicKey }));
    });
    expect(verify(foreign).findings).toContain(
      `Seal of 2026-09-05 (place 33): signed with another key, ${other.fingerprint}.`,
    );
    expect(verify(foreign, ['--fingerprint', fingerprint]).findings[0]).toContain('signed with another key');
    // A lost key that was replaced: a document printed each of the two.
    const both = ['--fingerprint', fingerprint, '--fingerprint', other.fingerprint];
    expect(verify(foreign, both).findings).toEqual(['The file seals.jsonl is not as it was exported.']);
  });

  it('catches an attachment that was changed or taken away, and names the row', () => {
    const [name = expect.fail()] = (
      JSON.parse(readFileSync(join(bundle, 'revisions.jsonl'), 'utf8').split('\n')[24] ?? '') as {
        row: { attachments: { hash: string }[] };
      }
    ).row.attachments.map(({ hash }) => hash);
    const changed = copy();
    writeFileSync(join(changed, 'attachments', name), '%PDF-1.7 biên bản khác');
    expect(verify(changed)).toMatchObject({
      code: 1,
      findings: [
        `Place 25 (SC-2026-0001): the attachment ${name} was changed.`,
        `The file attachments/${name} is not as it was exported.`,
      ],
    });
    const missing = copy();
    rmSync(join(missing, 'attachments', name));
    expect(verify(missing).findings).toContain(`Place 25 (SC-2026-0001): the attachment ${name} is missing.`);
  });

  it('catches a file that was put in, and texts that were changed', () => {
    const folder = copy();
    writeFileSync(join(folder, 'attachments', 'x.pdf'), 'x');
    writeFileSync(join(folder, 'README.txt'), 'x');
    const { code, findings } = verify(folder);
    expect(code).toBe(1);
    expect(findings).toEqual([
      'The file README.txt is not as it was exported.',
      expect.stringContaining('The file attachments/x.pdf is no part of this evidence.'),
    ]);
  });

  it('shows a verifier that was replaced, when another copy looks', () => {
    const folder = copy();
    writeFileSync(join(folder, 'verify.mjs'), "console.log('RESULT: VALID.')");
    expect(verify(folder)).toMatchObject({ code: 0 });
    expect(verifyFromOutside(folder).findings).toEqual(['The file verify.mjs is not as it was exported.']);
  });

  it('says so where it cannot go on', () => {
    const folder = copy();
    editLines(folder, 'revisions.jsonl', (all) =>
      all.with(0, '{"place":1,"hash":"x","row":{"id":"SC-2026-0001","attachments":[null]}}'),
    );
    const { code, text } = verify(folder);
    expect(code).toBe(1);
    expect(text).toContain('RESULT: COULD NOT BE VERIFIED');
    expect(verifyFromOutside(join(root, 'none'))).toMatchObject({ code: 1 });
  });
});
