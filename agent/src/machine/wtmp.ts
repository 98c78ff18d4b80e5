import { RECORD_TOLERANCE_MS, type StopEvidence, type StopQuestion } from './stop-evidence.ts';

/** Where the fields of a record lie. `struct utmp` of glibc has 32-bit times on x86-64 and 64-bit ones on arm64. */
interface Layout {
  bytes: number;
  seconds: number;
  readSeconds: (record: Buffer, offset: number) => number;
}

const LAYOUTS: Readonly<Record<string, Layout>> = {
  x64: { bytes: 384, seconds: 340, readSeconds: (record, offset) => record.readInt32LE(offset) },
  arm64: { bytes: 400, seconds: 344, readSeconds: (record, offset) => Number(record.readBigInt64LE(offset)) },
};

/** Kinds of records that matter, utmp(5). */
const RUN_LVL = 1;
const BOOT_TIME = 2;
const USER_OFFSET = 44;
const USER_BYTES = 32;

/** A record of `wtmp` that says something about the machine; those about people are passed over unread. */
export interface MachineRecord {
  kind: 'boot' | 'shutdown' | 'restart';
  at: number;
}

/**
 * Records about the machine in a file of login records, in their order. A file may begin in mid-record where only its
 * end was read: then `bytes` must hold whole records from its end on.
 *
 * @param architecture as `process.arch`; one whose layout is not known gives nothing.
 */
export function parseWtmp(bytes: Buffer, architecture: string): MachineRecord[] {
  const layout = LAYOUTS[architecture];
  if (!layout) return [];
  const records: MachineRecord[] = [];
  for (let from = bytes.length % layout.bytes; from < bytes.length; from += layout.bytes) {
    const record = bytes.subarray(from, from + layout.bytes);
    const kind = kindOf(record);
    if (kind) records.push({ kind, at: layout.readSeconds(record, layout.seconds) * 1_000 });
  }
  return records;
}

function kindOf(record: Buffer): MachineRecord['kind'] | undefined {
  const type = record.readInt16LE(0);
  if (type === BOOT_TIME) return 'boot';
  if (type !== RUN_LVL) return undefined;
  const user = record.toString('latin1', USER_OFFSET, USER_OFFSET + USER_BYTES).replace(/\0.*$/s, '');
  // The level that is entered stands in the low byte of the process id: 0 halts, 6 restarts.
  const level = String.fromCharCode(record.readInt32LE(4) & 0xff);
  if (level === '6') return 'restart';
  return user === 'shutdown' || level === '0' ? 'shutdown' : undefined;
}

/**
 * How the boot of the question ended, by the records: a record of a shutdown before the next record of a boot is a
 * clean stop, none is an unclean one. Undefined where the file does not belong to this boot (it is no longer kept, or
 * the clock jumped), or does not reach back far enough.
 */
export function stopInWtmp(records: readonly MachineRecord[], question: StopQuestion): StopEvidence | undefined {
  const boots = records.flatMap(({ kind }, index) => (kind === 'boot' ? [index] : []));
  const current = records[boots.at(-1) ?? -1];
  if (!current || Math.abs(current.at - question.bootedAt) > RECORD_TOLERANCE_MS) return undefined;
  // The boot after the one in which the agent was last alive: others may lie between that and now.
  const next = boots.find((index) => (records[index]?.at ?? 0) > question.lastAliveAt);
  if (next === undefined) return undefined;
  const before = boots.findLast((index) => index < next);
  const isThatBoot = Math.abs((records[before ?? -1]?.at ?? -Infinity) - question.wasBootedAt) <= RECORD_TOLERANCE_MS;
  const stop = records.slice((before ?? -1) + 1, next).findLast(({ kind }) => kind !== 'boot');
  // Without the record of its beginning (the file was rotated) a shutdown still tells, and its absence does not.
  const isOfIt = isThatBoot || (before === undefined && (stop?.at ?? 0) >= question.lastAliveAt - RECORD_TOLERANCE_MS);
  if (!isOfIt) return undefined;
  if (!stop) return { clean: false, how: 'wtmp' };
  return { clean: true, how: 'wtmp', ...(stop.kind === 'restart' ? { why: 'restart' } : {}) };
}
