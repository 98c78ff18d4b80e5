import * as v from 'valibot';
import { factName, factValue, isValueOf, targetId } from './fact.ts';
import { seq } from './ids.ts';
import { metricValues } from './metric.ts';
import { posture } from './posture.ts';
import { plainText } from './text.ts';
import { durationMs, instant, monotonic } from './time.ts';

const base = {
  seq,
  /** Wall time of the device, uncorrected. */
  at: instant,
  /** Milliseconds since boot at the same moment. */
  mono: monotonic,
};

/** Why a value is what it is, for a reader: "timeout", "refused". Never an address of a person or a secret. */
const detail = v.optional(plainText(200));

/** A named condition of the device changed; it holds until the next `fact` entry of the same name. */
export const factEntry = v.pipe(
  v.object({ ...base, kind: v.literal('fact'), fact: factName, value: factValue, detail }),
  v.check((entry) => isValueOf(entry.fact, entry.value), 'the value does not belong to this fact'),
);

/**
 * Proof that the agent ran on and that its facts still hold. Written every `everyMs`.
 */
export const aliveEntry = v.object({ ...base, kind: v.literal('alive'), everyMs: durationMs });

/** Measured figures over the last `spanMs`. The only kind that may be dropped first, and the ledger never needs it. */
export const metricsEntry = v.object({ ...base, kind: v.literal('metrics'), spanMs: durationMs, values: metricValues });

/** What a stop was for. */
export const STOP_REASONS = ['shutdown', 'restart', 'update', 'sleep', 'uninstall', 'request'] as const;

/**
 * Why the machine stopped before a boot, as the operating system tells: `power-loss` is "without goodbye and without
 * a crash of its own".
 */
export const STOP_CAUSES = [
  'shutdown',
  'restart',
  'update',
  'crash',
  'power-loss',
  'power-button',
  'sleep-failed',
] as const;

/** Where an agent reads power from. */
export const POWER_SOURCES = ['nut', 'apcupsd', 'snmp', 'system', 'none'] as const;

const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const event = { ...base, kind: v.literal('event') };

export const eventEntry = v.variant('event', [
  /** First run of the agent since the machine booted. */
  v.object({
    ...event,
    event: v.literal('boot'),
    bootedAt: instant,
    /** Whether the machine was shut down properly before; null where nothing tells. */
    clean: v.nullable(v.boolean()),
    /**
     * How that is known: `journal` (the agent's own last words), `wtmp`, `systemd-journal`, `crash-dump`,
     * `windows-events`, `push`, `none`.
     */
    how: plainText(40),
    /** Why it stopped, where the operating system tells. */
    why: v.optional(v.picklist(STOP_CAUSES)),
    /** Last durable proof of life before, wall time of that boot. */
    lastAliveAt: v.nullable(instant),
  }),
  /** The agent's process started again within the same boot. */
  v.object({
    ...event,
    event: v.literal('start'),
    /** Whether the process before said goodbye. */
    clean: v.nullable(v.boolean()),
    lastAliveAt: v.nullable(instant),
    lastAliveMono: v.nullable(monotonic),
  }),
  v.object({ ...event, event: v.literal('stop'), reason: v.picklist(STOP_REASONS) }),
  /** The machine slept from `from`; written on resume, because sleep gives no warning. */
  v.object({ ...event, event: v.literal('suspend'), from: instant, fromMono: monotonic }),
  v.object({ ...event, event: v.literal('resume'), sleptMs: durationMs }),
  /** The wall clock was stepped; positive is forward. */
  v.object({ ...event, event: v.literal('clock-step'), byMs: v.pipe(v.number(), v.safeInteger()) }),
  /** Machine and network as they are now; written when they change. */
  v.object({
    ...event,
    event: v.literal('identity'),
    os: plainText(120),
    osVersion: plainText(120),
    agentVersion: plainText(40),
    gateway: v.nullable(plainText(80)),
    interfaces: v.pipe(v.array(plainText(80)), v.maxLength(32)),
  }),
  /** Where power is read from, and what the UPS says of itself. Written when it changes. */
  v.object({
    ...event,
    event: v.literal('power-source'),
    source: v.picklist(POWER_SOURCES),
    model: v.nullable(plainText(120)),
    /** Day on which the battery was made or replaced, as the UPS words it. */
    batteryDate: v.nullable(plainText(40)),
    /** UPSs that answer here; more than one means that only the first is followed unless the agent is told which. */
    count: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  }),
  /** The UPS tests itself: on battery for a moment, and no power cut. */
  v.object({
    ...event,
    event: v.literal('ups-test'),
    result: v.picklist(['started', 'passed', 'failed', 'ended']),
  }),
  /** A real discharge, at its end, and once before when the battery runs low, since the end may never be written. */
  v.object({
    ...event,
    event: v.literal('discharge'),
    /** Milliseconds on battery so far. */
    lastedMs: durationMs,
    chargeFrom: percent,
    chargeTo: percent,
    /** Mean load in percent of what the UPS can carry; null where it does not tell. */
    load: v.nullable(percent),
    isOver: v.boolean(),
  }),
  /** What a security checklist asks of the machine. Written when it changes. */
  v.object({ ...event, event: v.literal('posture'), ...posture.entries }),
  /** A watched device started again: its own uptime went back. */
  v.object({ ...event, event: v.literal('watched-restart'), id: targetId, uptimeMs: durationMs }),
  /** Entries thrown away for lack of room. */
  v.object({
    ...event,
    event: v.literal('spool-dropped'),
    metrics: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    others: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    from: instant,
    until: instant,
  }),
]);

/** One entry of an agent's journal. */
export const entry = v.union([factEntry, aliveEntry, metricsEntry, eventEntry]);

export type FactEntry = v.InferOutput<typeof factEntry>;
export type AliveEntry = v.InferOutput<typeof aliveEntry>;
export type MetricsEntry = v.InferOutput<typeof metricsEntry>;
export type EventEntry = v.InferOutput<typeof eventEntry>;
export type EventName = EventEntry['event'];
export type Entry = v.InferOutput<typeof entry>;

type WithoutStamp<T> = T extends unknown ? Omit<T, 'seq' | 'at' | 'mono'> : never;

/** An entry before the collector stamps its time and the spool gives it its `seq`. */
export type EntryBody = WithoutStamp<Entry>;

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;

/** A stamped entry before the spool gives it its `seq`. */
export type StampedEntry = WithoutSeq<Entry>;

/** The schema for one kind of entry, so that a mistake is reported against what the entry claims to be. */
export function entrySchemaFor(kind: unknown) {
  switch (kind) {
    case 'fact':
      return factEntry;
    case 'alive':
      return aliveEntry;
    case 'metrics':
      return metricsEntry;
    case 'event':
      return eventEntry;
    default:
      return undefined;
  }
}
