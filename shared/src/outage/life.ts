import { type Interval, intersect } from '../lib/index.ts';
import type { EventEntry, FactName, FactValue, STOP_CAUSES } from '../model/index.ts';
import type { DeviceEvidence, JournalEvidence } from './evidence.ts';
import { DEFAULT_BEAT_MS, lastAliveOf, runsOf } from './runs.ts';
import { factTimeline, fill, type Segment, segmentAt, subtract, union } from './timeline.ts';

/** What a device did, as far as it told. */
export const LIVES = [
  'running',
  /** It said goodbye, and has not come back. */
  'stopped',
  'asleep',
  /** It stopped without goodbye and booted again: its power, or the machine, failed. */
  'dark',
  /** Our program died; the machine ran on. */
  'agent-dead',
  /** It ran, but its journal of that time was thrown away. */
  'dropped',
  /** Nothing tells (yet). */
  'silent',
] as const;
export type Life = (typeof LIVES)[number];

/** Why the machine stopped, as its operating system tells. */
export type StopCause = (typeof STOP_CAUSES)[number];

/** A time in which a device is not proven to have run, with what began and what ended it. */
export interface Gap extends Interval {
  life: Exclude<Life, 'running'>;
  /** Why it stopped, where it said so. */
  stop: { at: number; reason: string } | null;
  /** The boot that ended it. */
  boot: { at: number; bootedAt: number; clean: boolean | null; why: StopCause | null } | null;
}

/** A stretch of a device's life. */
export interface LifeSegment extends Interval {
  value: Life;
}

/** A device's timelines over a window, without gap or overlap. */
export interface DeviceTimelines {
  deviceId: string;
  /** When it belonged to the site. */
  terms: readonly Interval[];
  /** When it is proven to have run; also outside the window, as far as the evidence reaches. */
  running: Interval[];
  life: LifeSegment[];
  /** Gaps that touch the window, whole. */
  gaps: Gap[];
  heard: Interval[];
  /** Up to the end of the window; from before it, as far as the evidence reaches. */
  facts: Partial<Record<FactName, Segment<FactValue>[]>>;
  /** When each fact was stated, in order: spans without length, with what the device said about it. */
  statedAt: Partial<Record<FactName, Statement[]>>;
  /** When its UPS tested itself, in order. */
  upsTests: Interval[];
  beatMs: number;
}

/** An instant at which a fact was stated. */
export interface Statement extends Interval {
  /** Why the value is what it is, in the device's words: `timeout`. */
  detail?: string;
}

/** Seconds after a goodbye or a boot in which another proof may still belong to the same moment. */
const MOMENT_MS = 10_000;

/** What a device did and saw over a window. What lies after the last proof is `silent`. */
export function deviceTimelines(device: DeviceEvidence, window: Interval): DeviceTimelines {
  const entries = inOrder(device.entries);
  const heard = union(device.heard);
  const { proven, holes } = runsOf(entries, [...device.proven, ...heard], device.beatMs);
  const running = subtract(proven, holes);
  const gaps = gapsBetween(running, entries, window);
  const dropped = droppedSpans(entries);
  const tests = upsTests(entries, running);
  return {
    deviceId: device.deviceId,
    terms: union(device.terms),
    running,
    life: lifeOf(running, gaps, dropped, window),
    gaps,
    heard: clip(subtract(heard, holes), window),
    upsTests: tests,
    beatMs: device.beatMs ?? DEFAULT_BEAT_MS,
    ...factsOf(entries, { running, tests }, window),
  };
}

/** The timelines of all facts that occur in the entries. */
function factsOf(
  entries: readonly JournalEvidence[],
  { running, tests }: { running: readonly Interval[]; tests: readonly Interval[] },
  window: Interval,
): Pick<DeviceTimelines, 'facts' | 'statedAt'> {
  const all: Pick<DeviceTimelines, 'facts' | 'statedAt'> = { facts: {}, statedAt: {} };
  for (const [fact, stated] of statementsOf(entries)) {
    // What was stated last before the window counts in it as well.
    const from = Math.min(window.from, stated[0]?.at ?? window.from);
    const segments = factTimeline(stated, running, { from, until: window.until });
    all.facts[fact] = fact === 'mains' ? withoutTests(segments, tests, { from, until: window.until }) : segments;
    all.statedAt[fact] = stated.map(statementOf);
  }
  return all;
}

function statementOf({ at, detail }: Stated): Statement {
  const moment = { from: at, until: at };
  return detail === undefined ? moment : Object.assign(moment, { detail });
}

interface Stated {
  at: number;
  value: FactValue | null;
  detail: string | undefined;
}

/** What was stated of each fact, in order of its name, so that the order of arrival makes no difference. */
function statementsOf(entries: readonly JournalEvidence[]): [FactName, Stated[]][] {
  const byName = new Map<FactName, Stated[]>();
  for (const { entry, at } of entries) {
    if (entry.kind !== 'fact') continue;
    const known = byName.get(entry.fact);
    const stated = { at, value: entry.value, detail: entry.detail };
    if (known) known.push(stated);
    else byName.set(entry.fact, [stated]);
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A test of a UPS lasts no longer, even where its end was told later. */
const MAX_TEST_MS = 30 * 60_000;
/** A test of which no end was told is taken for a short one: a cut that comes later is no part of it. */
const UNTOLD_TEST_MS = 2 * 60_000;
/** A UPS says that it tests itself a moment after it went to its battery, or before. */
const TEST_EDGE_MS = 30_000;

/** Spans in which the device's UPS tested itself: from what it said as it began, to the end that it told. */
function upsTests(entries: readonly JournalEvidence[], running: readonly Interval[]): Interval[] {
  const told = entries.flatMap(({ entry, at }) =>
    entry.kind === 'event' && entry.event === 'ups-test' ? [{ at, isBegun: entry.result === 'started' }] : [],
  );
  return union(
    told.flatMap(({ at, isBegun }, index) => {
      if (!isBegun) return [];
      const next = told[index + 1];
      const isEndTold = next !== undefined && !next.isBegun;
      const untold = Math.min(at + UNTOLD_TEST_MS, next?.at ?? Infinity);
      const end = isEndTold ? next.at : (droppedAt(entries, running, { from: at, until: untold }) ?? untold);
      return [{ from: at, until: Math.min(end, at + MAX_TEST_MS) }];
    }),
  );
}

/**
 * When a device went dark on the battery on which the test had put it: the end of that test cannot have been told.
 * Undefined where it ran on, where mains came back, or where the battery was not on from the beginning of the test.
 *
 * @param test from its beginning, for as long as one that tells no end is believed.
 */
function droppedAt(
  entries: readonly JournalEvidence[],
  running: readonly Interval[],
  test: Interval,
): number | undefined {
  const dark = segmentAt(running, test.from)?.until;
  if (dark === undefined || dark > test.from + MAX_TEST_MS) return undefined;
  const mains = entries.filter(({ entry, at }) => entry.kind === 'fact' && entry.fact === 'mains' && at < dark);
  const last = mains.at(-1);
  const isOff = last?.entry.kind === 'fact' && last.entry.value === 'off';
  return isOff && last.at >= test.from - TEST_EDGE_MS && last.at <= test.until ? dark : undefined;
}

/** Mains without what a UPS's test makes of it: whether there was power while it tested itself, nothing tells. */
function withoutTests(
  segments: readonly Segment<FactValue>[],
  tests: readonly Interval[],
  window: Interval,
): Segment<FactValue>[] {
  if (tests.length === 0) return [...segments];
  const wide = tests.map(({ from, until }) => ({ from: from - TEST_EDGE_MS, until: until + TEST_EDGE_MS }));
  return fill(
    segments.flatMap((segment) => {
      // A cut that came before the test, or outlasts it, is one.
      const isOfTest =
        segment.value === 'off' && wide.some((test) => test.from <= segment.from && test.until >= segment.until);
      return isOfTest ? [] : [segment];
    }),
    window,
  );
}

/** Entries in order of time, each once. */
function inOrder(entries: readonly JournalEvidence[]): JournalEvidence[] {
  const unique = new Map(entries.map((entry) => [`${entry.bootId} ${entry.seq} ${entry.at}`, entry]));
  return [...unique.values()].sort((a, b) => a.at - b.at || a.seq - b.seq);
}

function gapsBetween(running: readonly Interval[], entries: readonly JournalEvidence[], window: Interval): Gap[] {
  const events = entries.flatMap(({ at, entry }) => (entry.kind === 'event' ? [{ at, entry }] : []));
  const gaps = subtract([{ from: -Infinity, until: Infinity }], running);
  return gaps
    .filter((gap) => gap.from < window.until && gap.until > window.from)
    .map((gap) => describeGap(gap, events));
}

interface DatedEvent {
  at: number;
  entry: EventEntry;
}

/** Reasons of a goodbye after which the machine itself is off; after any other it may well run on without us. */
const MACHINE_STOPS: ReadonlySet<string> = new Set(['shutdown', 'restart', 'sleep']);

/** @param events in order of time. */
function describeGap(gap: Interval, events: readonly DatedEvent[]): Gap {
  const first = firstAt(events, gap.from - MOMENT_MS);
  const near = events.slice(first, firstAt(events, gap.until + MOMENT_MS + 1));
  const stop = near.findLast(({ entry, at }) => entry.event === 'stop' && at <= gap.from + MOMENT_MS && at < gap.until);
  const start = near.find(({ entry, at }) => isStart(entry) && at > gap.from);
  const boot = start?.entry.event === 'boot' ? bootOf(start.entry, start.at) : null;
  const reason = stop?.entry.event === 'stop' ? { at: stop.at, reason: stop.entry.reason } : null;
  const slept = near.some(({ entry, at }) => entry.event === 'suspend' && at > gap.from);
  // Before its first proof of life nothing is known of a device, whatever it says as it comes.
  const life = gap.from === -Infinity ? 'silent' : lifeIn(reason?.reason, start?.entry, slept);
  return { ...gap, life, stop: reason, boot };
}

/** Index of the first event that is not before an instant. */
function firstAt(events: readonly DatedEvent[], instant: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.at ?? Infinity) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Stops that somebody asked for, as the operating system tells them. */
const ASKED_FOR: ReadonlySet<string> = new Set(['shutdown', 'restart', 'update']);

/**
 * What a device did in a gap: its own last words count before what it says as it comes back. A boot that knows nothing
 * of the time before it tells nothing.
 */
function lifeIn(stopReason: string | undefined, start: EventEntry | undefined, slept: boolean): Gap['life'] {
  if (stopReason !== undefined) return MACHINE_STOPS.has(stopReason) ? 'stopped' : 'agent-dead';
  const clean = start?.event === 'boot' ? wasClean(start) : null;
  if (clean !== null) return clean ? 'stopped' : 'dark';
  if (start?.event === 'start') return 'agent-dead';
  return slept ? 'asleep' : 'silent';
}

/** Whether the stop before a boot was asked for; null where nothing tells. */
function wasClean({ clean, why, how }: Boot): boolean | null {
  if (why !== undefined) return ASKED_FOR.has(why);
  // A point that pushes has no way to say goodbye: that it starts again is told by its uptime alone.
  return how === 'push' ? false : clean;
}

type Boot = Extract<EventEntry, { event: 'boot' }>;

function isStart(entry: EventEntry): entry is Extract<EventEntry, { event: 'boot' | 'start' }> {
  return entry.event === 'boot' || entry.event === 'start';
}

function bootOf(entry: Boot, at: number): NonNullable<Gap['boot']> {
  const earliest = lastAliveOf(entry, at) ?? -Infinity;
  const bootedAt = Math.max(earliest, Math.min(at, entry.bootedAt + at - entry.at));
  return { at, bootedAt, clean: entry.clean, why: entry.why ?? null };
}

/** Spans of which the journal was thrown away although the device ran. */
function droppedSpans(entries: readonly JournalEvidence[]): Interval[] {
  return entries.flatMap(({ at, entry }) =>
    entry.kind === 'event' && entry.event === 'spool-dropped' && entry.others > 0
      ? [{ from: entry.from + at - entry.at, until: entry.until + at - entry.at }]
      : [],
  );
}

function lifeOf(
  running: readonly Interval[],
  gaps: readonly Gap[],
  dropped: readonly Interval[],
  window: Interval,
): LifeSegment[] {
  const segments: LifeSegment[] = running.flatMap((run) => {
    const part = intersect(run, window);
    return part ? [{ ...part, value: 'running' as const }] : [];
  });
  for (const gap of gaps) {
    const lost = dropped.flatMap((span) => intersect(span, gap) ?? []);
    for (const part of clip(lost, window)) segments.push({ ...part, value: 'dropped' });
    for (const part of clip(subtract([gap], lost), window)) segments.push({ ...part, value: gap.life });
  }
  return segments.sort((a, b) => a.from - b.from);
}

function clip(intervals: readonly Interval[], window: Interval): Interval[] {
  return union(intervals.flatMap((interval) => intersect(interval, window) ?? []));
}
