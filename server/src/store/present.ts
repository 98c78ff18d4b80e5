import type { DeviceRow } from '@wardwatch/shared/api';
import {
  type FactName,
  type FactValue,
  isFixedFact,
  type MetricValues,
  type Snapshot,
  spread,
} from '@wardwatch/shared/model';
import type { AcceptedEntry } from './store.ts';

/** Facts of services and watched devices that are kept as a device's present; beyond, those stated longest ago go. */
const MAX_FAMILY_FACTS = 64;

/** Metrics of one device that are kept as its present; beyond, those not heard of for longest go. */
const MAX_METRICS = 128;

interface Stated {
  value: FactValue | null;
  /** When it became so. */
  since: number;
  /** The latest time for which it was stated. */
  asOf: number;
}

/** What a device last said of itself, all times corrected. */
export interface Present {
  facts: { [name in FactName]?: Stated };
  metrics: DeviceRow['metrics'];
  booted: { at: number; asOf: number } | null;
  /** Time of the newest snapshot: it stated every fact there was. */
  snapshotAt: number;
}

const NOTHING_KNOWN: Present = { facts: {}, metrics: {}, booted: null, snapshotAt: 0 };

/** Reads what `JSON.stringify` of a present wrote; `{}` is a new device's. */
export function parsePresent(text: string): Present {
  // The column holds nothing but this module's own values.
  const known: Partial<Present> = JSON.parse(text);
  return { ...NOTHING_KNOWN, ...known };
}

/** The present after one more entry. Newest wins by corrected time; history changes nothing. */
export function withEntry(present: Present, { entry, correctedAt, offsetMs, quality }: AcceptedEntry): Present {
  if (quality === 'suspect') return present;
  switch (entry.kind) {
    case 'fact':
      return withFact(present, entry.fact, { value: entry.value, since: correctedAt, asOf: correctedAt });
    case 'metrics':
      return { ...present, metrics: withMetrics(present.metrics, entry.values, correctedAt) };
    case 'event':
      return entry.event === 'boot' ? withBoot(present, entry.bootedAt + offsetMs, correctedAt) : present;
    case 'alive':
      break;
  }
  return present;
}

/**
 * The present after a snapshot with corrected times. A fact that it leaves out is no longer stated; metrics stay,
 * each with its own time.
 */
export function withSnapshot(present: Present, snapshot: Snapshot, correctedAt: number): Present {
  if (correctedAt < present.snapshotAt) return present;
  const later = Object.entries(present.facts).filter(([, stated]) => stated !== undefined && stated.asOf > correctedAt);
  const stated = snapshot.facts.map(({ fact, value, since }) => [fact, { value, since, asOf: correctedAt }] as const);
  const booted = withBoot(present, snapshot.bootedAt, correctedAt).booted;
  const metrics = withMetrics(present.metrics, snapshot.metrics, correctedAt);
  return { facts: bounded(Object.fromEntries([...stated, ...later])), metrics, booted, snapshotAt: correctedAt };
}

/** The facts as the board reads them. */
export function presentFacts(present: Present): DeviceRow['facts'] {
  const facts = Object.entries(present.facts);
  return Object.fromEntries(
    facts.flatMap(([name, stated]) => (stated ? [[name, { value: stated.value, since: stated.since }]] : [])),
  );
}

function withFact(present: Present, name: FactName, stated: Stated): Present {
  const knownAsOf = Math.max(present.snapshotAt, present.facts[name]?.asOf ?? 0);
  return stated.asOf < knownAsOf ? present : { ...present, facts: bounded({ ...present.facts, [name]: stated }) };
}

function bounded(facts: Present['facts']): Present['facts'] {
  const all = Object.entries(facts);
  const ofFamilies = all.filter(([name]) => !isFixedFact(name));
  if (ofFamilies.length <= MAX_FAMILY_FACTS) return facts;
  const newest = ofFamilies.toSorted(([, a], [, b]) => (b?.asOf ?? 0) - (a?.asOf ?? 0)).slice(0, MAX_FAMILY_FACTS);
  return Object.fromEntries([...all.filter(([name]) => isFixedFact(name)), ...newest]);
}

function withBoot(present: Present, at: number, asOf: number): Present {
  return asOf < (present.booted?.asOf ?? 0)
    ? present
    : { ...present, booted: { at: Math.max(0, Math.round(at)), asOf } };
}

function withMetrics(known: DeviceRow['metrics'], values: MetricValues, at: number): DeviceRow['metrics'] {
  const merged = { ...known };
  for (const [name, value] of Object.entries(values)) {
    if (at >= (known[name]?.at ?? 0)) merged[name] = { value: spread(value)[1], at };
  }
  const names = Object.entries(merged);
  if (names.length <= MAX_METRICS) return merged;
  return Object.fromEntries(names.toSorted(([, a], [, b]) => b.at - a.at).slice(0, MAX_METRICS));
}
