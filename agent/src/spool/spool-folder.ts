import { copyFile, readdir, rename, rm, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from '@wardwatch/shared/lib';
import * as v from 'valibot';
import { DAMAGED, isThere, makeFolder, setAside, syncFolder } from '../lib/files.ts';
import { TwoSlotFile } from '../lib/two-slot-file.ts';
import { decodeEntry, encodeEntry, type EntryRecord } from './record.ts';
import { loadSegment, type LoadedSegment, type Segment, segmentBase, writeSegment } from './segment.ts';

const ACK_FILE = 'acknowledged';
const acknowledgement = v.object({ epoch: v.string(), upTo: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) });

/** The journal's folder as it was found, mended. The last segment is the one to append to; there always is one. */
export interface OpenedFolder {
  epoch: string;
  segments: Segment[];
  acknowledged: number;
  ackSlots: TwoSlotFile;
  /** Damaged segments, and segments of which a part could not be read. */
  damaged: number;
}

interface FolderOptions {
  folder: string;
  newEpoch: () => string;
  segmentBytes: number;
  log: Logger;
}

/**
 * Opens or makes the folder. A torn tail is cut off. Where numbers that somebody may have seen can no longer be
 * told, the entries that are left go on under a new epoch.
 */
export async function openFolder(options: FolderOptions): Promise<OpenedFolder> {
  await finishSwap(options.folder);
  await makeFolder(options.folder);
  const { loaded, badNewest, damaged } = await loadAll(options);
  const { slots, value } = await TwoSlotFile.open(path.join(options.folder, ACK_FILE));
  await removeStray(loaded);
  const newest = loaded.at(-1);
  const ack = v.safeParse(acknowledgement, value);
  const acknowledged = ack.success && ack.output.epoch === newest?.epoch ? ack.output.upTo : 0;
  if (!newest || badNewest !== undefined || newest.isDamaged) {
    await slots.close();
    if (newest) options.log.warn('spool-epoch-renewed', { reason: 'damaged', epoch: newest.epoch });
    const records = loaded.flatMap((one) => one.records).filter((record) => record.seq > acknowledged);
    return { ...(await writeFolder(options, records, badNewest)), damaged };
  }
  if (newest.restBytes > 0) await cutTail(newest, options.log);
  return {
    epoch: newest.epoch,
    segments: loaded.map((one) => one.segment),
    acknowledged,
    ackSlots: slots,
    damaged,
  };
}

/** Writes the position that `openFolder` reads back. */
export function writeAcknowledged(slots: TwoSlotFile, epoch: string, upTo: number): Promise<void> {
  return slots.write({ epoch, upTo }, { durable: false });
}

/**
 * Writes the records, renumbered from 1, as a new folder under a new epoch, and puts it in the place of the old one.
 * A kill at any moment leaves the old folder or the new one whole, and `openFolder` finishes what it interrupted.
 *
 * @param evidence a damaged file of the old folder, of which the new one keeps a copy.
 */
export async function writeFolder(
  options: FolderOptions,
  records: readonly EntryRecord[],
  evidence?: string,
): Promise<OpenedFolder> {
  const next = nextFolder(options.folder);
  await rm(next, { recursive: true, force: true });
  await makeFolder(next);
  const epoch = options.newEpoch();
  for (const group of renumber(records, options.segmentBytes)) {
    await writeSegment(next, epoch, group.base, group.records);
  }
  if (evidence !== undefined) await copyFile(evidence, path.join(next, `${path.basename(evidence)}${DAMAGED}`));
  await clearOld(options.folder);
  await rename(options.folder, oldFolder(options.folder));
  await rename(next, options.folder);
  await clearOld(options.folder);
  const { loaded } = await loadAll(options);
  const { slots } = await TwoSlotFile.open(path.join(options.folder, ACK_FILE));
  return { epoch, segments: loaded.map((one) => one.segment), acknowledged: 0, ackSlots: slots, damaged: 0 };
}

function nextFolder(folder: string): string {
  return `${folder}.next`;
}

function oldFolder(folder: string): string {
  return `${folder}.old`;
}

/**
 * Finishes a swap that a kill interrupted. While the folder is there it holds, and a draft beside it may be half
 * written; once it has been renamed away, the draft is known to be whole.
 */
async function finishSwap(folder: string): Promise<void> {
  for (const candidate of [nextFolder(folder), oldFolder(folder)]) {
    if (!(await isThere(folder)) && (await isThere(candidate))) await rename(candidate, folder);
  }
  await rm(nextFolder(folder), { recursive: true, force: true });
  await clearOld(folder);
}

/** Moves the files that were set aside for a person out of the old folder, and removes the rest of it. */
async function clearOld(folder: string): Promise<void> {
  const old = oldFolder(folder);
  if (!(await isThere(old))) return;
  for (const name of (await readdir(old)).filter((one) => one.endsWith(DAMAGED))) {
    await rename(path.join(old, name), path.join(folder, name));
  }
  // What replaces the old folder is on the disk under its name before the old one goes.
  await syncFolder(folder);
  await syncFolder(path.dirname(folder));
  await rm(old, { recursive: true, force: true });
}

function renumber(records: readonly EntryRecord[], segmentBytes: number): { base: number; records: EntryRecord[] }[] {
  const groups: { base: number; records: EntryRecord[] }[] = [{ base: 1, records: [] }];
  let bytes = 0;
  for (const [index, record] of records.entries()) {
    const seq = index + 1;
    const { seq: _old, ...entry } = decodeEntry(record);
    const line = encodeEntry(entry, seq);
    if (bytes >= segmentBytes) {
      groups.push({ base: seq, records: [] });
      bytes = 0;
    }
    groups.at(-1)?.records.push({ ...record, seq, line });
    bytes += line.length;
  }
  return groups;
}

async function loadAll(options: FolderOptions): Promise<{
  loaded: LoadedSegment[];
  badNewest: string | undefined;
  damaged: number;
}> {
  const loaded: LoadedSegment[] = [];
  let badNewest: string | undefined;
  let damaged = 0;
  const names = (await readdir(options.folder)).toSorted();
  await Promise.all(names.filter((n) => n.endsWith('.new')).map((n) => rm(path.join(options.folder, n))));
  for (const name of names.filter((one) => segmentBase(one) !== undefined)) {
    const file = path.join(options.folder, name);
    const one = await loadSegment(file);
    // Put aside before there is a new epoch, the newest would leave lower numbers to go on from after a kill.
    if (badNewest !== undefined) await setAside(badNewest);
    badNewest = one ? undefined : file;
    if (one) loaded.push(one);
    if (one && !one.isDamaged) continue;
    damaged += 1;
    options.log.error('spool-segment-damaged', { file, keptRecords: one?.records.length ?? 0 });
  }
  return { loaded, badNewest, damaged };
}

/** A roll that failed after its new segment was there leaves it empty, while its numbers go on in the one before. */
async function removeStray(loaded: LoadedSegment[]): Promise<void> {
  const [before, newest] = loaded.slice(-2);
  if (!before || !newest || newest.records.length > 0 || newest.segment.base > before.segment.last) return;
  await rm(newest.segment.file);
  loaded.pop();
}

async function cutTail(newest: LoadedSegment, log: Logger): Promise<void> {
  log.warn('spool-tail-cut', { file: newest.segment.file, bytes: newest.restBytes });
  await truncate(newest.segment.file, newest.segment.bytes);
}
