import type { Interval } from '@wardwatch/shared/lib';
import type { EntryBody, FactName, FactValue } from '@wardwatch/shared/model';
import { chanceFor } from './chance.ts';
import { type DeviceRun, deviceRuns } from './device-runs.ts';
import { deviceSessions, type DeviceWorld, deviceWorld, type SimSession } from './device-sessions.ts';
import { pointStory } from './point-story.ts';
import { unite } from './spans.ts';
import type { AliveMs, Dated, DeviceStory, JournalLine } from './story.ts';
import { serviceLines, upsLines } from './sense-lines.ts';
import type { SimDevice } from './ward-sites.ts';
import type { SiteWorld, WardTruth } from './ward-truth.ts';

export type { DeviceStory } from './story.ts';

const MINUTE_MS = 60_000;
const TICK_MS = 15_000;
const PULSE_MS = 15_000;
/** The longest interval that a proof of life may speak for. */
const LONGEST_PROOF_MS = 10 * MINUTE_MS;

/**
 * What a device journals and delivers. Proof of life is written each minute, or, to load a long history in little time,
 * each ten minutes while nothing changes.
 */
export function deviceStory(truth: WardTruth, world: SiteWorld, device: SimDevice, aliveMs: AliveMs): DeviceStory {
  if (device.pushMs !== null) return pointStory(truth, world, device, device.pushMs, aliveMs);
  const runs = deviceRuns(truth, world, device);
  const reach = deviceWorld(truth, world, device);
  const sessions = deviceSessions(truth, device, reach, runs);
  const chance = chanceFor(truth.seed, `journal ${device.key}`);
  const phase = Math.round(chance.between(0, TICK_MS));
  const written = runs.flatMap((run, index): Omit<JournalLine, 'deliveredAt'>[] => {
    const stamp = stamper(run);
    return [
      ...opening(run, runs[index - 1], Math.round(chance.between(0, PULSE_MS))).map((body) => stamp(run.from, body)),
      ...facts(run, world, device, reach, sessions, phase).map(({ at, body }) => stamp(at, body)),
      ...serviceLines(run, world, device, reach).map(({ at, body }) => stamp(at, body)),
      ...upsLines(run, world, device).map(({ at, body }) => stamp(at, body)),
      ...proofs(run, aliveMs).map(({ at, body }) => stamp(at, body)),
      ...(run.ends === 'stopped' ? [stamp(run.until, { kind: 'event', event: 'stop', reason: 'shutdown' })] : []),
    ].sort((a, b) => a.at - b.at);
  });
  return { device, runs, sessions, lines: delivered(written, sessions) };
}

function stamper({ bootId, bootedAt }: DeviceRun): (at: number, body: EntryBody) => Omit<JournalLine, 'deliveredAt'> {
  return (at, body) => ({ at, bootId, mono: at - bootedAt, body });
}

/** What an agent writes first: how it began, and what it knows of the time before. */
function opening(run: DeviceRun, before: DeviceRun | undefined, sinceMark: number): EntryBody[] {
  const lastAliveAt = before ? (before.ends === 'stopped' ? before.until : before.until - sinceMark) : null;
  if (run.begins === 'resume' && before) {
    return [
      { kind: 'event', event: 'suspend', from: before.until, fromMono: before.until - run.bootedAt },
      { kind: 'event', event: 'resume', sleptMs: run.from - before.until },
    ];
  }
  if (run.begins === 'start') {
    const lastAliveMono = lastAliveAt === null ? null : lastAliveAt - run.bootedAt;
    return [{ kind: 'event', event: 'start', clean: false, lastAliveAt, lastAliveMono }];
  }
  const clean = before ? before.ends === 'stopped' : null;
  const how = before ? 'journal' : 'none';
  return [{ kind: 'event', event: 'boot', bootedAt: run.bootedAt, clean, how, lastAliveAt }];
}

/** A fact is stated at the first tick of a run, and at each tick that finds it changed. */
function facts(
  run: DeviceRun,
  { mainsOff }: SiteWorld,
  device: SimDevice,
  { gatewayDown, lineDown }: DeviceWorld,
  sessions: readonly SimSession[],
  phase: number,
): Dated[] {
  const beyond = unite([...gatewayDown, ...lineDown]);
  const onTick = (at: number): number => Math.ceil((at - phase) / TICK_MS) * TICK_MS + phase;
  const stated = (fact: FactName, bad: readonly Interval[], words: readonly [FactValue, FactValue]): Dated[] =>
    changes(run, bad, onTick).map(({ at, isBad }) => ({
      at,
      body: { kind: 'fact', fact, value: words[isBad ? 1 : 0] },
    }));
  const hasMains = device.upsMs !== null || device.kind === 'laptop';
  return [
    ...stated('gateway', gatewayDown, ['up', 'down']),
    ...stated('internet', beyond, ['up', 'down']),
    ...stated('dns', beyond, ['up', 'down']),
    ...(hasMains ? stated('mains', mainsOff, ['on', 'off']) : []),
    ...hubFacts(run, sessions),
  ];
}

/** Values at the start of a run and at each tick after a change; what changes back before a tick is not seen. */
function changes(
  run: DeviceRun,
  bad: readonly Interval[],
  onTick: (at: number) => number,
): { at: number; isBad: boolean }[] {
  const first = run.from + 1_000;
  const isBadAt = (at: number): boolean => bad.some((span) => span.from <= at && span.until > at);
  const near = bad.filter((span) => span.until > run.from && span.from < run.until);
  const ticks = near.flatMap(({ from, until }) => [onTick(from), onTick(until)]);
  const result = [{ at: first, isBad: near.length > 0 && isBadAt(first) }];
  for (const at of [...new Set(ticks)].sort((a, b) => a - b)) {
    const isBad = near.some((span) => span.from <= at && span.until > at);
    if (at > first && at < run.until && result.at(-1)?.isBad !== isBad) result.push({ at, isBad });
  }
  return result;
}

/** The session with the server, as the agent sees it: an end only when it has waited in vain. */
function hubFacts(run: DeviceRun, sessions: readonly SimSession[]): Dated[] {
  const within = sessions.filter((one) => one.openedAt >= run.from && one.openedAt < run.until);
  return within.flatMap(({ openedAt, closedAt }, index): Dated[] => {
    const next = within[index + 1]?.openedAt ?? Infinity;
    const up: Dated = { at: openedAt, body: { kind: 'fact', fact: 'hub', value: 'up' } };
    if (closedAt === null || closedAt >= Math.min(run.until, next)) return [up];
    return [up, { at: closedAt, body: { kind: 'fact', fact: 'hub', value: 'down' } }];
  });
}

/** Proof of life each minute; in the middle of a long run it may be more seldom. */
function proofs(run: DeviceRun, aliveMs: number): Dated[] {
  const result: Dated[] = [];
  const lastLong = run.ends === 'open' ? run.until : run.until - LONGEST_PROOF_MS;
  for (let at = run.from + MINUTE_MS, everyMs = MINUTE_MS; at < run.until;) {
    result.push({ at, body: { kind: 'alive', everyMs } });
    everyMs = at + aliveMs <= lastLong ? aliveMs : MINUTE_MS;
    at += everyMs;
  }
  return result;
}

/** Each line goes with the session in which it was written, or with the first one after it. */
function delivered(lines: readonly Omit<JournalLine, 'deliveredAt'>[], sessions: readonly SimSession[]): JournalLine[] {
  let next = 0;
  return lines.map((line) => {
    while ((sessions[next]?.heardUntil ?? Infinity) < line.at) next += 1;
    const session = sessions[next];
    return { ...line, deliveredAt: session ? Math.max(line.at, session.openedAt) : null };
  });
}
