import { resolve } from 'node:path';
import { prepareEvidence } from '../seal/evidence.ts';
import { exportToFolder } from '../seal/export-folder.ts';
import { loadSigningKey } from '../seal/signing-key.ts';
import { newestSeal } from '../seal/check-ledger.ts';
import { type CommandContext, EXIT, type ExitCode } from './command.ts';
import { readingStore } from './open-store.ts';

/** Writes the evidence bundle into an empty folder. A broken chain is exported too: the verifier tells. */
export function exportEvidence(context: CommandContext, folder: string): Promise<ExitCode> {
  const { config, clock, log, print } = context;
  return readingStore(config, log, async ({ ledger }) => {
    const sealedBy = newestSeal(await ledger.seals())?.publicKey;
    const loaded = await loadSigningKey({ folder: config.dataFolder, sealedBy, lostKeys: config.lostLedgerKeys });
    if (!loaded.ok) {
      print(loaded.message);
      return EXIT.failed;
    }
    const evidence = await prepareEvidence(ledger, loaded.key, clock.now());
    const target = resolve(folder);
    const done = await exportToFolder(evidence, target);
    if (!done.ok) {
      print(`${target} is not empty; name an empty or a new folder.`);
      return EXIT.failed;
    }
    print(`${done.files} files in ${target}`);
    print(`head         ${evidence.head.count}:${evidence.head.hash}`);
    print(`fingerprint  ${loaded.key.fingerprint}`);
    print(`verify       node "${target}/verify.mjs" --fingerprint ${loaded.key.fingerprint}`);
    return EXIT.ok;
  });
}
