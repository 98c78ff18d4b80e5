import type { AcceptedEntry } from './store.ts';

/** A run of proofs of life, each close enough to the next. */
export interface AliveSpan {
  from: number;
  until: number;
  /** How far apart two proofs may be and still prove what lies between. */
  reachMs: number;
  /** Proofs in it. */
  ticks: number;
}

/** What a proof reaches beyond twice its interval: a late timer, a slow disk. */
const GRACE_MS = 10_000;

/** The proof of life that an entry gives, as a span without length; undefined where it gives none. */
export function proofOf({ entry, correctedAt, quality }: AcceptedEntry): AliveSpan | undefined {
  if (quality === 'suspect') return undefined;
  // These two speak of the time before them, in which the agent did not run.
  if (entry.kind === 'event' && (entry.event === 'boot' || entry.event === 'start')) return undefined;
  const everyMs = entry.kind === 'alive' ? entry.everyMs : 0;
  return { from: correctedAt, until: correctedAt, reachMs: 2 * everyMs + GRACE_MS, ticks: 1 };
}

/**
 * Joins spans that lie within the longer of their reaches, until none is left to join. The result does not depend on
 * the order or the portions in which they come, because joining only ever makes spans longer and their reach greater.
 */
export function joinSpans(spans: readonly AliveSpan[]): AliveSpan[] {
  const joined: AliveSpan[] = [];
  for (const next of spans.toSorted((a, b) => a.from - b.from || a.until - b.until)) {
    let span = next;
    for (let last = joined.at(-1); last && areClose(last, span); last = joined.at(-1)) {
      joined.pop();
      span = joinTwo(last, span);
    }
    joined.push(span);
  }
  return joined;
}

function areClose(a: AliveSpan, b: AliveSpan): boolean {
  return b.from - a.until <= Math.max(a.reachMs, b.reachMs);
}

function joinTwo(a: AliveSpan, b: AliveSpan): AliveSpan {
  return {
    from: Math.min(a.from, b.from),
    until: Math.max(a.until, b.until),
    reachMs: Math.max(a.reachMs, b.reachMs),
    ticks: a.ticks + b.ticks,
  };
}
