import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it, vi } from 'vitest';
import { filesOf, verify } from './bundle.fixtures.ts';
import { type EvidenceReader, prepareEvidence } from './evidence.ts';
import { exportToFolder } from './export-folder.ts';
import { exportToZip, MAX_ZIP_BYTES, MAX_ZIP_FILES } from './export-zip.ts';
import { addRows, attach, type Ledger, newLedger, sealDays } from './seal.fixtures.ts';

// Real databases and processes.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const prepared = ({ store, key, clock }: Ledger, reader: EvidenceReader = store.ledger) =>
  prepareEvidence(reader, key, clock.now());

async function small(ledger: Ledger): Promise<void> {
  const [row = expect.fail(), other = expect.fail()] = await addRows(ledger, 3);
  await attach(ledger, row, Buffer.alloc(700_000, 1));
  await sealDays(ledger, other, 2);
}

async function unzipped(evidence: Parameters<typeof exportToZip>[0], folder: string): Promise<string> {
  const zip = exportToZip(evidence);
  if (!zip.ok) throw new Error(zip.error);
  const archive = new Uint8Array(await new Response(zip.stream).arrayBuffer());
  for (const [name, content] of Object.entries(unzipSync(archive))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

describe('an evidence bundle', () => {
  it('is the same in a folder and as a ZIP file, and both are valid', async () => {
    await using ledger = await newLedger();
    await small(ledger);
    const folder = join(ledger.folder, 'out', 'folder');
    const evidence = await prepared(ledger);
    expect(await exportToFolder(evidence, folder)).toEqual({ ok: true, files: 7 });
    const zip = await unzipped(await prepared(ledger), join(ledger.folder, 'zip'));
    expect(filesOf(zip)).toEqual(filesOf(folder));
    for (const name of filesOf(folder)) {
      expect(readFileSync(join(zip, name)).equals(readFileSync(join(folder, name))), name).toBe(true);
    }
    expect(verify(zip, ['--fingerprint', ledger.key.fingerprint])).toMatchObject({ code: 0, findings: [] });
    const text = readFileSync(join(folder, 'README.txt'), 'utf8');
    // Two days after 08:00 in Việt Nam.
    for (const fact of [ledger.key.fingerprint, evidence.head.hash, '2026-09-03 08:00']) expect(text).toContain(fact);
  });

  it('of an empty ledger is valid too', async () => {
    await using ledger = await newLedger();
    const folder = join(ledger.folder, 'out');
    await exportToFolder(await prepared(ledger), folder);
    expect(verify(folder)).toMatchObject({ code: 0, findings: [] });
  });

  it('never touches a folder that holds anything', async () => {
    await using ledger = await newLedger();
    expect(await exportToFolder(await prepared(ledger), ledger.folder)).toEqual({ ok: false, error: 'not-empty' });
    expect(filesOf(ledger.folder)).not.toContain('README.txt');
  });

  it('holds what there was when it began, whatever is written meanwhile', async () => {
    await using ledger = await newLedger();
    await small(ledger);
    const evidence = await prepared(ledger);
    await small(ledger);
    const folder = join(ledger.folder, 'out');
    await exportToFolder(evidence, folder);
    expect(verify(folder).text).toContain('RESULT: VALID. 6 revisions, 2 seals, 1 attachments.');
  });

  it('of a broken chain is exported all the same, and the verifier says where it breaks', async () => {
    await using ledger = await newLedger();
    await small(ledger);
    ledger.raw("delete from outage_revisions where place = 2; update outage_revisions set by_id = 'x' where place = 5");
    ledger.raw("update attachments set content = x'00'; update outage_revisions set body = '{' where place = 6");
    const folder = join(ledger.folder, 'out');
    await exportToFolder(await prepared(ledger), folder);
    const { code, findings } = verify(folder);
    expect(code).toBe(1);
    expect(findings.slice(0, 4)).toEqual([
      'Place 3 (SC-2026-0003): place 2 was expected; revisions were deleted, inserted or reordered.',
      'Place 3 (SC-2026-0003): does not follow the revision before it.',
      'Place 5 (SC-2026-0002): the content is not what was hashed; it was edited.',
      'Place 5 (SC-2026-0002): is revision 2 of its row, revision 1 was expected.',
    ]);
    expect(findings).toContainEqual(expect.stringMatching(/^Place 4 \(SC-2026-0001\): the attachment .* was changed/));
  });

  it('of a chain that was cut behind a seal shows the cut', async () => {
    await using ledger = await newLedger();
    await small(ledger);
    ledger.raw('delete from outage_revisions where place > 5');
    const folder = join(ledger.folder, 'out');
    await exportToFolder(await prepared(ledger), folder);
    expect(verify(folder).findings).toEqual([
      'Seal of 2026-09-02 (place 6): there is no place 6, the ledger ends at place 5; the rest was cut off.',
    ]);
  });

  it('leaves out a file that the store has lost, and the verifier names its row', async () => {
    await using ledger = await newLedger();
    await small(ledger);
    ledger.raw('delete from attachments');
    const folder = join(ledger.folder, 'out');
    await exportToFolder(await prepared(ledger), folder);
    expect(verify(folder).findings).toEqual([expect.stringMatching(/^Place 4 \(SC-2026-0001\): .* is missing\.$/)]);
  });

  it('asks for one attachment at a time, and for none that the reader does not wait for', async () => {
    await using ledger = await newLedger();
    let [row = expect.fail()] = await addRows(ledger, 1);
    for (let file = 0; file < 6; file++) row = await attach(ledger, row, Buffer.alloc(500_000, file));
    let asked = 0;
    const real = ledger.store.ledger;
    const counting: EvidenceReader = {
      chain: (from, limit) => real.chain(from, limit),
      head: () => real.head(),
      seals: () => real.seals(),
      attachment: (hash) => {
        asked += 1;
        return real.attachment(hash);
      },
    };
    const zip = exportToZip(await prepared(ledger, counting));
    if (!zip.ok) throw new Error(zip.error);
    const reader = zip.stream.getReader();
    let received = 0;
    while (received < 600_000) received += (await reader.read()).value?.byteLength ?? expect.fail();
    expect(asked).toBeLessThanOrEqual(3);
    await reader.cancel();
    expect(asked).toBeLessThanOrEqual(3);
  });

  it('that no ZIP file can hold is refused before a byte is sent', async () => {
    await using ledger = await newLedger();
    const evidence = await prepared(ledger);
    expect(exportToZip({ ...evidence, bytes: MAX_ZIP_BYTES + 1 })).toEqual({ ok: false, error: 'too-large' });
    const many = new Map(Array.from({ length: MAX_ZIP_FILES + 1 }, (_, index) => [hex(index), 1]));
    expect(exportToZip({ ...evidence, attachments: many })).toEqual({ ok: false, error: 'too-large' });
  });
});

function hex(index: number): string {
  return createHash('sha256').update(String(index)).digest('hex');
}
