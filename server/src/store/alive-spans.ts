import { MAX_PROOF_MS, PROOF_GRACE_MS } from '@wardwatch/shared/outage';
import type { AcceptedEntry } from './store.ts';

/** A span of time in which an agent is proven to have run. */
export interface AliveSpan {
  from: number;
  until: number;
  /** Proofs in it. */
  ticks: number;
}

/**
 * What an entry proves; undefined where it proves nothing. Proof of life and figures speak for the interval that they
 * close; a fact or an event for its own instant. (A start after a stop says itself from when the agent did not run.)
 */
export function proofOf({ entry, correctedAt, quality }: AcceptedEntry): AliveSpan | undefined {
  if (quality === 'suspect') return undefined;
  // These two speak of the time before them, in which the agent did not run.
  if (entry.kind === 'event' && (entry.event === 'boot' || entry.event === 'start')) return undefined;
  const intervalMs = entry.kind === 'alive' ? entry.everyMs : entry.kind === 'metrics' ? entry.spanMs : 0;
  const coveredMs = intervalMs === 0 ? 0 : Math.min(intervalMs, MAX_PROOF_MS) + PROOF_GRACE_MS;
  return { from: correctedAt - coveredMs, until: correctedAt, ticks: 1 };
}

/** The union of spans; those that touch become one. Order and portions make no difference. */
export function joinSpans(spans: readonly AliveSpan[]): AliveSpan[] {
  const joined: AliveSpan[] = [];
  for (const next of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && next.from <= last.until) {
      last.until = Math.max(last.until, next.until);
      last.ticks += next.ticks;
    } else joined.push({ ...next });
  }
  return joined;
}
