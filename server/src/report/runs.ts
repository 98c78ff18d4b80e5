import type { Interval } from '@wardwatch/shared/lib';
import type { StoredEntry } from '../store/store.ts';

/** The longest interval that a proof of life speaks for, and its grace: what may lie before a first start. */
const FIRST_START_REACH_MS = 610_000;

/** When a device is proven to have run, and when it says itself that it did not. */
export interface RunEvidence {
  proven: Interval[];
  holes: Interval[];
}

/**
 * Reads the runs of an agent from its own starts. Between two starts there was one process: it ran from the first of
 * them to the sign of life that the second one found. The last run lasts to the last proof of any kind.
 *
 * @param entries of one device, oldest first, with usable times.
 * @param provenUntil the last proof of life that is known, from the journal or from the session; null for none.
 */
export function runsOf(entries: readonly StoredEntry[], provenUntil: number | null): RunEvidence {
  const evidence: RunEvidence = { proven: [], holes: [] };
  let startedAt: number | undefined;
  for (const { entry, correctedAt } of entries) {
    if (entry.kind !== 'event') continue;
    const offset = correctedAt - entry.at;
    if (entry.event === 'boot' || entry.event === 'start') {
      // Without a last sign of life it is the first start: what a later proof covers before it does not count.
      const aliveUntil = entry.lastAliveAt === null ? null : entry.lastAliveAt + offset;
      if (startedAt !== undefined && aliveUntil !== null) evidence.proven.push({ from: startedAt, until: aliveUntil });
      evidence.holes.push({ from: aliveUntil ?? correctedAt - FIRST_START_REACH_MS, until: correctedAt });
      startedAt = correctedAt;
    } else if (entry.event === 'suspend') {
      evidence.holes.push({ from: entry.from + offset, until: correctedAt });
    }
  }
  if (startedAt !== undefined && provenUntil !== null) evidence.proven.push({ from: startedAt, until: provenUntil });
  return { proven: evidence.proven.filter(isSpan), holes: evidence.holes.filter(isSpan) };
}

function isSpan({ from, until }: Interval): boolean {
  return from < until;
}
