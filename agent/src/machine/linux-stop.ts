import { open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../lib/errors.ts';
import type { RunProgram } from './program.ts';
import { RECORD_TOLERANCE_MS, type StopEvidence, type StopQuestion } from './stop-evidence.ts';
import { JOURNAL_FIELDS, stopInJournal } from './systemd-journal.ts';
import { parseWtmp, stopInWtmp } from './wtmp.ts';

/** Read from the end of the file of login records: some three thousand of them. */
const WTMP_TAIL_BYTES = 1_200_000;
const JOURNAL_TIMEOUT_MS = 5_000;
const JOURNAL_BYTES = 256 * 1024;

/** Names of what kdump leaves: by time alone (Debian), or host and time (Red Hat). Crashes of programs lie there too. */
const KDUMP_NAME = /^\d{12}$|-\d{4}-\d{2}-\d{2}-\d{2}:\d{2}:\d{2}$/;

/** What it takes to ask Linux; `root` is `/` but in tests. */
export interface LinuxStopSources {
  root: string;
  /** As `process.arch`. */
  architecture: string;
  run: RunProgram;
}

/**
 * What Linux knows of the last stop: traces of a crash first, since nothing else explains them, then `wtmp`, then the
 * end of the journal of the boot before (one child, once at the start). Undefined where nothing tells: `wtmp` is no
 * longer kept (Debian 13), and the journal is not for this user to read.
 */
export async function linuxStop(
  sources: LinuxStopSources,
  question: StopQuestion,
  signal: AbortSignal,
): Promise<StopEvidence | undefined> {
  if (await hasCrashed(sources.root, question)) return { clean: false, how: 'crash-dump', why: 'crash' };
  return (await wtmpStop(sources, question)) ?? (await journalStop(sources.run, question, signal));
}

/** Whether the kernel or kdump left a trace of a crash since the agent was last alive. */
async function hasCrashed(root: string, question: StopQuestion): Promise<boolean> {
  const traces = await Promise.all([
    tracesIn(path.join(root, 'sys/fs/pstore'), (name) => name.startsWith('dmesg-')),
    // systemd moves what the firmware kept to a folder of its own, early in the boot.
    tracesIn(path.join(root, 'var/lib/systemd/pstore'), () => true),
    tracesIn(path.join(root, 'var/crash'), (name) => KDUMP_NAME.test(name)),
  ]);
  return traces.flat().some((at) => at > question.lastAliveAt - RECORD_TOLERANCE_MS);
}

/** Times of what lies in a folder by such a name; none where it is missing or not for this user. */
async function tracesIn(folder: string, isTrace: (name: string) => boolean): Promise<number[]> {
  const names = await orAbsent(readdir(folder));
  const found = (names ?? []).filter(isTrace).map((name) => orAbsent(stat(path.join(folder, name))));
  return (await Promise.all(found)).flatMap((one) => (one ? [one.mtimeMs] : []));
}

async function wtmpStop(sources: LinuxStopSources, question: StopQuestion): Promise<StopEvidence | undefined> {
  const file = path.join(sources.root, 'var/log/wtmp');
  const current = await orAbsent(readTail(file));
  if (!current) return undefined;
  const records = parseWtmp(current, sources.architecture);
  const found = stopInWtmp(records, question);
  if (found) return found;
  // The file is begun anew each month, and the boot in question may stand at the end of the one before.
  const rotated = await orAbsent(readFile(`${file}.1`));
  return rotated && stopInWtmp([...parseWtmp(rotated, sources.architecture), ...records], question);
}

async function readTail(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, WTMP_TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function journalStop(
  run: RunProgram,
  question: StopQuestion,
  signal: AbortSignal,
): Promise<StopEvidence | undefined> {
  const result = await run(
    {
      file: '/usr/bin/journalctl',
      args: [
        // The journal of a user tells nothing of how the machine stopped; who may read no other one gets none.
        '--system',
        '--boot=-1',
        '--lines=50',
        '--output=json',
        `--output-fields=${JOURNAL_FIELDS.join(',')}`,
        '--no-pager',
        '--quiet',
      ],
      timeoutMs: JOURNAL_TIMEOUT_MS,
      maxBytes: JOURNAL_BYTES,
    },
    signal,
  );
  if (result.outcome !== 'ended' || result.code !== 0) return undefined;
  return stopInJournal(result.stdout.toString('utf8'), question);
}

/** Undefined where it is missing or not for this user to read. */
async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(systemCode(error) ?? '')) return undefined;
    throw error;
  }
}
