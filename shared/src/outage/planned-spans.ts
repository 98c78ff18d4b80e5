import type { Interval } from '../lib/index.ts';
import type { PlannedWindow } from '../model/index.ts';
import type { SiteTies } from './derive.ts';
import type { PlannedSpan } from './evidence.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** The occurrences of planned windows that fall on a site and touch the window, in order of their start. */
export function plannedSpans(windows: readonly PlannedWindow[], site: SiteTies, window: Interval): PlannedSpan[] {
  return windows
    .filter((one) => one.cancelledAt === null && covers(one, site))
    .flatMap((one) => occurrences(one, window).map((span) => Object.assign(span, describe(one))))
    .sort((a, b) => a.from - b.from);
}

function describe({ id, kind, source, reason, enteredAt }: PlannedWindow): Omit<PlannedSpan, keyof Interval> {
  return { windowId: id, kind, source: source === '' ? reason : source, enteredAt };
}

function covers({ scope }: PlannedWindow, site: SiteTies): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'sites':
      return scope.siteIds.includes(site.siteId);
    case 'feeder':
      return scope.feeder === site.feeder;
    case 'provider':
      return scope.provider === site.provider;
    default:
      return scope satisfies never;
  }
}

function occurrences({ from, until, weekly, repeatUntil }: PlannedWindow, window: Interval): Interval[] {
  if (!weekly) return touches({ from, until }, window) ? [{ from, until }] : [];
  const lengthMs = until - from;
  const last = Math.min(window.until, repeatUntil ?? Infinity);
  const spans: Interval[] = [];
  const skipped = Math.max(0, Math.ceil((window.from - until) / WEEK_MS));
  for (let start = from + skipped * WEEK_MS; start < last; start += WEEK_MS) {
    spans.push({ from: start, until: start + lengthMs });
  }
  return spans.filter((span) => touches(span, window));
}

function touches(span: Interval, window: Interval): boolean {
  return span.from < window.until && span.until > window.from;
}
