import type { DeviceEvents, DeviceFacts, DeviceRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { type EventEntry, FACT_NAMES } from '@wardwatch/shared/model';
import { factTimeline, runningTimeline } from '@wardwatch/shared/outage';
import type { JournalStore, StoredEntry } from '../store/store.ts';

/** An agent that was heard is proven to have run since its last entry of the journal, at most this long before. */
const HEARD_REACH_MS = 150_000;

/** The longest interval that a proof of life speaks for, and its grace. */
const FIRST_START_REACH_MS = 610_000;

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
  const [entries, spans] = await Promise.all([
    from < window.from ? journal.entries(device.id, whole) : inWindow,
    journal.aliveSpans(device.id, { from: from - HEARD_REACH_MS, until: window.until }),
  ]);
  const stored = entries.filter((entry) => entry.quality !== 'suspect');
  const holes = stored.flatMap(reportedHole);
  const proven = [...spans, ...heardSpan(device, spans, now)];
  const ran = runningTimeline(proven, holes, whole).filter((segment) => segment.value === 'yes');
  return {
    ...window,
    running: runningTimeline(proven, holes, window),
    facts: FACT_NAMES.flatMap((fact) => {
      const stated = stored.flatMap(({ entry, correctedAt }) =>
        entry.kind === 'fact' && entry.fact === fact ? [{ at: correctedAt, value: entry.value }] : [],
      );
      if (stated.length === 0) return [];
      return [{ fact, segments: factTimeline(stated, ran, window) }];
    }),
  };
}

/** The time between the newest proof in the journal and the last frame that was heard. */
function heardSpan(device: DeviceRow, spans: readonly Interval[], now: number): Interval[] {
  const heardUntil = device.connected ? now : device.lastHeardAt;
  const provenUntil = Math.max(...spans.map((span) => span.until));
  if (heardUntil === null || heardUntil <= provenUntil || heardUntil - provenUntil > HEARD_REACH_MS) return [];
  return [{ from: provenUntil, until: heardUntil }];
}

/** The time in which the device says itself that it did not run: before a new start, and asleep. */
function reportedHole({ entry, correctedAt }: StoredEntry): Interval[] {
  if (entry.kind !== 'event') return [];
  const offset = correctedAt - entry.at;
  switch (entry.event) {
    case 'boot':
    case 'start':
      // Without a last proof of life it is the first start: what a later proof covers before it does not count.
      return [
        {
          from: entry.lastAliveAt === null ? correctedAt - FIRST_START_REACH_MS : entry.lastAliveAt + offset,
          until: correctedAt,
        },
      ];
    case 'suspend':
      return [{ from: entry.from + offset, until: correctedAt }];
    case 'stop':
    case 'resume':
    case 'clock-step':
    case 'identity':
    case 'spool-dropped':
    default:
      return [];
  }
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
