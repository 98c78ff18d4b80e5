import { rm } from 'node:fs/promises';
import path from 'node:path';
import { factName, factValue } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { readIfThere, replaceFile } from './lib/files.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What a running agent tells about itself: rewritten at every pulse, read by `status`. Times are wall times of the device. */
const agentStatus = v.object({
  at: v.number(),
  pid: count,
  agentId: v.string(),
  version: v.string(),
  server: v.nullable(v.string()),
  uplink: v.object({
    state: v.picklist(['idle', 'connecting', 'challenged', 'welcomed', 'waiting', 'stopped']),
    since: v.number(),
    transport: v.picklist(['socket', 'exchange']),
    attempts: count,
    nextAttemptAt: v.nullable(v.number()),
    lastError: v.nullable(v.string()),
    batches: count,
    rejected: count,
  }),
  journal: v.object({
    entries: count,
    bytes: count,
    last: count,
    acknowledged: count,
    droppedMetrics: count,
    droppedOthers: count,
    lost: count,
    damaged: count,
    lastError: v.nullable(v.string()),
  }),
  configRevision: count,
  deniedTargets: count,
  facts: v.array(v.object({ fact: factName, value: factValue, since: v.number(), detail: v.optional(v.string()) })),
});
export type AgentStatus = v.InferOutput<typeof agentStatus>;

function statusFile(folder: string): string {
  return path.join(folder, 'status.json');
}

/** Replaces the status file; only a hint, so nobody waits for the disk. */
export function writeStatus(folder: string, status: AgentStatus): Promise<void> {
  return replaceFile(statusFile(folder), `${JSON.stringify(status)}\n`, { durable: false });
}

/** The last status written in a data folder; undefined where there is none that can be read. */
export async function readStatus(folder: string): Promise<AgentStatus | undefined> {
  const text = await readIfThere(statusFile(folder));
  if (text === undefined) return undefined;
  try {
    const parsed = v.safeParse(agentStatus, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    // Written by another version, or by hand: as good as none.
    return undefined;
  }
}

const refusal = v.object({ at: v.number(), message: v.string() });

/** Why the agent does not run on this machine, and since when; told here and nowhere else. */
export type Refusal = v.InferOutput<typeof refusal>;

function refusalFile(folder: string): string {
  return path.join(folder, 'refusal.json');
}

/** Keeps why the agent does not run, for `status`; undefined takes it back. */
export async function writeRefusal(folder: string, why: Refusal | undefined): Promise<void> {
  if (why) await replaceFile(refusalFile(folder), `${JSON.stringify(why)}\n`);
  else await rm(refusalFile(folder), { force: true });
}

/** Why the agent does not run; undefined where it does, or never tried. */
export async function readRefusal(folder: string): Promise<Refusal | undefined> {
  const text = await readIfThere(refusalFile(folder));
  if (text === undefined) return undefined;
  try {
    const parsed = v.safeParse(refusal, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    // Torn or written by hand: as good as none.
    return undefined;
  }
}
