import { type Interval, intersect } from '../lib/index.ts';
import type { Evidence } from '../model/index.ts';
import type { Derived } from './derive.ts';
import type { SubjectSpan } from './judge-site.ts';
import { subtract, union } from './timeline.ts';

/** What the server wrote down about itself. */
export interface ServerEvidence {
  /** Spans in which it was alive. */
  alive: readonly Interval[];
  /** Spans in which none of its own canaries answered. */
  canariesDown: readonly Interval[];
}

/** After a start, or a time without a network, the server does not count as listening until agents had time to come back. */
export const RECONNECT_MS = 90_000;
/** A hole between two signs of life that is no longer than this is none. */
export const SERVER_JOIN_MS = 45_000;

/** A sign of life holds on to the present until the next one is due. */
export function upToNow({ alive, canariesDown }: ServerEvidence, now: number): ServerEvidence {
  const last = Math.max(...alive.map((span) => span.until));
  if (now <= last || now - last > SERVER_JOIN_MS) return { alive, canariesDown };
  return { alive: alive.map((span) => (span.until === last ? { ...span, until: now } : span)), canariesDown };
}

/** When the server ran, was settled, and had a network of its own. */
export function listeningSpans({ alive, canariesDown }: ServerEvidence): Interval[] {
  const settled = union(alive).map(({ from, until }) => ({ from: from + RECONNECT_MS, until }));
  const lonely = canariesDown.map(({ from, until }) => ({ from, until: until + RECONNECT_MS }));
  return subtract(settled, lonely);
}

/**
 * The server's own timeline, and its times of blindness as outages booked against the monitoring itself.
 *
 * @param window from the first sign of life on.
 */
export function judgeServer(
  { alive, canariesDown }: ServerEvidence,
  window: Interval,
  minListMs: number,
): { spans: SubjectSpan[]; derived: Derived[] } {
  const stopped = subtract([window], alive);
  const alone = subtract(
    canariesDown.flatMap((span) => intersect(span, window) ?? []),
    stopped,
  );
  const down = union([...stopped, ...alone]);
  const up = subtract([window], down);
  const spanOf =
    (state: 'up' | 'down') =>
    ({ from, until }: Interval): SubjectSpan => {
      return { subject: 'server', from, until, state, under: null, reason: state === 'down' ? 'failing' : null };
    };
  const spans = [...down.map(spanOf('down')), ...up.map(spanOf('up'))].sort((a, b) => a.from - b.from);
  const isCut = (span: Interval): boolean => span.from === window.from;
  const derived = down
    .filter((span) => span.until - span.from >= minListMs && !isCut(span))
    .map((span) => blindness(span, window, [...stopped.map(why('stopped')), ...alone.map(why('canaries'))]));
  return { spans, derived };
}

function why(text: 'stopped' | 'canaries') {
  return ({ from, until }: Interval): Evidence => ({ kind: 'server-blind', at: from, until, text });
}

function blindness(span: Interval, window: Interval, evidence: readonly Evidence[]): Derived {
  const { from, until } = span;
  const isOpen = until >= window.until;
  return {
    down: [span],
    outage: {
      siteId: null,
      subject: 'server',
      from,
      until: isOpen ? null : until,
      start: { earliest: from, latest: Math.min(from + SERVER_JOIN_MS, until) },
      end: isOpen ? null : { earliest: Math.max(from, until - SERVER_JOIN_MS), latest: until },
      interruptions: 0,
      downMs: until - from,
      suggested: {
        cause: 'monitoring',
        confidence: 'confirmed',
        rule: 'server-blind',
        evidence: evidence.filter((one) => one.at < until && (one.until ?? 0) > from).slice(0, 24),
      },
      services: [],
      declaredLate: false,
      incident: null,
    },
  };
}
