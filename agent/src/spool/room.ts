import { rm } from 'node:fs/promises';
import { loadSegment, type Segment, writeSegment } from './segment.ts';
import { addDropped, type Dropped, type SpoolBounds } from './spool.ts';

/** What giving up a segment, or a part of it, costs; and the deed itself. */
export interface RoomPlan {
  /** Entries not yet acknowledged that go. */
  dropped: Dropped | undefined;
  /** Does it. Gives back what is left of the segment: one, or none. */
  carryOut(folder: string, epoch: string): Promise<Segment[]>;
}

/**
 * Which segment has to give: the oldest with metrics that are too old; for lack of room the oldest with metrics, and
 * where no metrics are left the oldest. Never the last, which is being written. Undefined where nothing has to go.
 *
 * @param now wall time of the newest entry.
 */
export function pickVictim(
  segments: readonly Segment[],
  bytes: number,
  bounds: SpoolBounds,
  now: number,
): Segment | undefined {
  const settled = segments.slice(0, -1);
  const withMetrics = settled.filter((segment) => segment.metrics > 0);
  const aged = withMetrics.find((segment) => segment.newestAt < now - bounds.maxAgeMs);
  if (aged || bytes <= bounds.maxBytes) return aged;
  return withMetrics[0] ?? settled[0];
}

/** Leaves everything but the metrics of a segment. */
export async function compactSegment(segment: Segment, acknowledged: number): Promise<RoomPlan> {
  const records = (await loadSegment(segment.file))?.records ?? [];
  const kept = records.filter((record) => !record.expendable && record.seq > acknowledged);
  const gone = records.filter((record) => record.expendable && record.seq > acknowledged);
  return {
    dropped: gone.reduce<Dropped | undefined>(addDropped, undefined),
    carryOut: async (folder, epoch) => {
      if (kept.length > 0) return [await writeSegment(folder, epoch, segment.base, kept)];
      await rm(segment.file, { force: true });
      return [];
    },
  };
}

/** Gives up a whole segment. */
export async function deleteSegment(segment: Segment, acknowledged: number): Promise<RoomPlan> {
  const records = (await loadSegment(segment.file))?.records ?? [];
  return {
    dropped: records.filter((record) => record.seq > acknowledged).reduce<Dropped | undefined>(addDropped, undefined),
    carryOut: async () => {
      await rm(segment.file, { force: true });
      return [];
    },
  };
}
