import * as v from 'valibot';
import { factName, factValue, isValueOf } from './fact.ts';
import { seq } from './ids.ts';
import { metricValues } from './metric.ts';
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

const event = { ...base, kind: v.literal('event') };

export const eventEntry = v.variant('event', [
  /** First run of the agent since the machine booted. */
  v.object({
    ...event,
    event: v.literal('boot'),
    bootedAt: instant,
    /** Whether the machine was shut down properly before; null where nothing tells. */
    clean: v.nullable(v.boolean()),
    /** How that is known: `journal` (the agent's own last words), `none`. */
    how: plainText(40),
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
