import type { Interval } from '@wardwatch/shared/lib';
import type { EntryBody, FactName, FactValue } from '@wardwatch/shared/model';
import { chanceFor } from './chance.ts';
import type { DeviceRun } from './device-runs.ts';
import type { SimSession } from './device-sessions.ts';
import type { AliveMs, Dated, DeviceStory, JournalLine } from './story.ts';
import { shared, unite, without } from './spans.ts';
import type { SimDevice } from './ward-sites.ts';
import type { SiteWorld, WardTruth } from './ward-truth.ts';

const SECOND_MS = 1_000;
/** A router is up so long before its first push. */
const FIRST_PUSH_MS = 20 * SECOND_MS;
/** The longest interval that a proof of life may speak for. */
const LONGEST_PROOF_MS = 600_000;
/** Pushes that a point misses before it counts as gone. */
const MISSED_PUSHES = 3;

/**
 * What a router that pushes tells: it is the network box of its site, so it runs where the gateway is there. What it saw
 * while nothing of it got through comes with the next push, unless it lost its power meanwhile.
 */
export function pointStory(
  truth: WardTruth,
  world: SiteWorld,
  device: SimDevice,
  pushMs: number,
  aliveMs: AliveMs,
): DeviceStory {
  const runs = runsOf(truth, world);
  const reach = shared(without([truth.period], world.lineDown), without(truth.serverAlive, truth.serverAlone));
  const phase = Math.round(chanceFor(truth.seed, `pushes ${device.key}`).between(0, pushMs));
  const pushes = runs.map((run) => pushesIn(run, reach, pushMs, phase));
  const lines = runs.flatMap((run, index) => linesOf(run, { pushes, index, reach, world, aliveMs }));
  return { device, runs, sessions: sessionsOf(truth, pushes.flat(), pushMs), lines };
}

function runsOf({ period }: WardTruth, { gatewayDown }: SiteWorld): DeviceRun[] {
  return without([period], gatewayDown).map(({ from, until }, index): DeviceRun => {
    const bootId = `boot-${String(index + 1).padStart(6, '0')}`;
    return { from, until, bootId, bootedAt: from, begins: 'boot', ends: until >= period.until ? 'open' : 'dark' };
  });
}

/** One soon after the start, then one at each beat where the server is reached. */
function pushesIn({ from, until }: Interval, reach: readonly Interval[], pushMs: number, phase: number): number[] {
  return shared([{ from: from + FIRST_PUSH_MS, until }], reach).flatMap((span) => {
    const isFirst = span.from === from + FIRST_PUSH_MS;
    const pushes = isFirst ? [span.from] : [];
    for (let at = Math.ceil((span.from - phase) / pushMs) * pushMs + phase; at < span.until; at += pushMs) {
      if (at > (pushes.at(-1) ?? -Infinity)) pushes.push(at);
    }
    return pushes;
  });
}

interface Telling {
  /** Of each run. */
  pushes: readonly (readonly number[])[];
  index: number;
  reach: readonly Interval[];
  world: SiteWorld;
  aliveMs: AliveMs;
}

function linesOf(run: DeviceRun, { pushes, index, reach, world, aliveMs }: Telling): JournalLine[] {
  const own = pushes[index] ?? [];
  const lastBefore = pushes.slice(0, index).flat().at(-1) ?? null;
  const last = own.at(-1);
  // What a run saw after its last push went with its power.
  if (last === undefined) return [];
  const boot: EntryBody = {
    kind: 'event',
    event: 'boot',
    bootedAt: run.bootedAt,
    clean: null,
    how: 'push',
    lastAliveAt: lastBefore,
  };
  const told = [
    { at: run.from, body: boot },
    ...stated('gateway', run, [], ['up', 'down']),
    ...stated('internet', run, world.lineDown, ['up', 'down']),
    ...stated('hub', run, without([run], reach), ['up', 'down']),
    ...proofs(own, aliveMs),
  ];
  const sorted = told.filter(({ at }) => at <= last).sort((a, b) => a.at - b.at);
  let next = 0;
  return sorted.map(({ at, body }) => {
    while ((own[next] ?? Infinity) < at) next += 1;
    return { at, bootId: run.bootId, mono: at - run.bootedAt, body, deliveredAt: own[next] ?? null };
  });
}

/** A fact at the start of a run and at each change. */
function stated(
  fact: FactName,
  run: Interval,
  bad: readonly Interval[],
  [good, wrong]: readonly [FactValue, FactValue],
): Dated[] {
  const near = shared([run], bad);
  const dated = (at: number, value: FactValue): Dated => ({ at: Math.round(at), body: { kind: 'fact', fact, value } });
  return [
    ...(near[0]?.from === run.from ? [] : [dated(run.from, good)]),
    ...near.flatMap(({ from, until }) =>
      until < run.until ? [dated(from, wrong), dated(until, good)] : [dated(from, wrong)],
    ),
  ];
}

/** Each push proves the time since the one before, in pieces; while nothing changes one in a while is enough. */
function proofs(pushes: readonly number[], aliveMs: AliveMs): Dated[] {
  const result: Dated[] = [];
  let proven = pushes[0] ?? 0;
  for (const [index, at] of pushes.entries()) {
    const isEdge = index === 0 || index === pushes.length - 1;
    const isQuiet = at - proven < aliveMs && (pushes[index + 1] ?? Infinity) - at <= aliveMs;
    if (isQuiet && !isEdge) continue;
    result.push(...piecesOf(proven, at));
    proven = at;
  }
  return result;
}

/** Proofs that cover a span, the last at its end. */
function piecesOf(from: number, until: number): Dated[] {
  const count = Math.max(1, Math.ceil((until - from) / LONGEST_PROOF_MS));
  return Array.from({ length: count }, (_, index): Dated => {
    const at = until - index * LONGEST_PROOF_MS;
    return { at, body: { kind: 'alive', everyMs: Math.min(LONGEST_PROOF_MS, at - from) } };
  });
}

/** A server that stops closes its sessions, each at its last push. */
function sessionsOf({ serverAlive, period }: WardTruth, pushes: readonly number[], pushMs: number): SimSession[] {
  return serverAlive.flatMap((alive) => {
    const heard = pushes.filter((at) => at >= alive.from && at < alive.until);
    const spans = unite(heard.map((at) => ({ from: at, until: at + MISSED_PUSHES * pushMs })));
    return spans.map(({ from, until }): SimSession => {
      const isOpen = until >= period.until && alive.until >= period.until;
      if (isOpen) return { openedAt: from, heardUntil: period.until, closedAt: null };
      const closedAt = Math.min(until, alive.until);
      return { openedAt: from, heardUntil: until - MISSED_PUSHES * pushMs, closedAt };
    });
  });
}
