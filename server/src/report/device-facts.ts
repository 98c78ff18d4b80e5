import type { DeviceEvents, DeviceFacts, DeviceRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { type EventEntry, FACT_NAMES, type FactName, isFixedFact } from '@wardwatch/shared/model';
import {
  BRIDGE_MS,
  factTimeline,
  PROOF_REACH_MS,
  type JournalEvidence,
  runningTimeline,
  runsOf,
} from '@wardwatch/shared/outage';
import type { JournalStore, StoredEntry } from '../store/store.ts';

/**
 * The timelines of a device over a window: when it ran, and each fact. What lies after the last proof of life is
 * unknown, up to `now` at the latest.
 */
export async function deviceFacts(
  journal: Pick<JournalStore, 'entries' | 'aliveSpans'>,
  device: DeviceRow,
  window: Interval,
  now: number,
): Promise<DeviceFacts> {
  const inWindow = await journal.entries(device.id, window);
  // A fact stated before the window holds into it where the device ran on: look back to the oldest of them.
  const from = Math.min(window.from, ...inWindow.map((entry) => entry.correctedAt));
  const whole = { from, until: window.until };
  // What comes just after the window speaks for its end: a start tells of the silence before it.
  const reach = { from: from - PROOF_REACH_MS, until: window.until + PROOF_REACH_MS };
  const [entries, spans] = await Promise.all([journal.entries(device.id, reach), journal.aliveSpans(device.id, reach)]);
  const { proven, holes } = runsOf(entries.map(evidenceOf), [...spans, ...heardSpan(device, spans, now)]);
  const ran = runningTimeline(proven, holes, whole).filter((segment) => segment.value === 'yes');
  return {
    ...window,
    running: runningTimeline(proven, holes, window),
    facts: namesIn(entries).map((fact) => {
      const stated = entries.flatMap(({ entry, correctedAt }) =>
        entry.kind === 'fact' && entry.fact === fact ? [{ at: correctedAt, value: entry.value }] : [],
      );
      return { fact, segments: factTimeline(stated, ran, window) };
    }),
  };
}

/** Names of the facts that occur: the fixed ones in their own order, then those of services and watched devices. */
function namesIn(entries: readonly StoredEntry[]): FactName[] {
  const names = new Set(entries.flatMap(({ entry }) => (entry.kind === 'fact' ? [entry.fact] : [])));
  const fixed = FACT_NAMES.filter((name) => names.has(name));
  return [...fixed, ...[...names].filter((name) => !isFixedFact(name)).sort()];
}

function evidenceOf({ correctedAt: at, bootId, seq, entry }: StoredEntry): JournalEvidence {
  return { at, bootId, seq, entry };
}

/** The time between the newest proof in the journal and the last frame that was heard, where the two are close. */
function heardSpan(device: DeviceRow, spans: readonly Interval[], now: number): Interval[] {
  const heardUntil = device.connected ? now : device.lastHeardAt;
  const provenUntil = Math.max(...spans.map((span) => span.until));
  if (heardUntil === null || heardUntil <= provenUntil || heardUntil - provenUntil > BRIDGE_MS) return [];
  return [{ from: provenUntil, until: heardUntil }];
}

/** The events of a device over a window, oldest first. */
export async function deviceEvents(
  journal: Pick<JournalStore, 'entries'>,
  device: DeviceRow,
  window: Interval,
): Promise<DeviceEvents> {
  const entries = await journal.entries(device.id, window);
  return {
    events: entries.flatMap(({ entry, correctedAt }) =>
      entry.kind === 'event' && correctedAt >= window.from && correctedAt < window.until
        ? [{ at: correctedAt, event: entry.event, data: eventData(entry) }]
        : [],
    ),
  };
}

function eventData({
  seq: _seq,
  at: _at,
  mono: _mono,
  kind: _kind,
  event: _event,
  ...data
}: EventEntry): Record<string, unknown> {
  return data;
}
