import type { PlannedWindow, WindowScope } from '@wardwatch/shared/model';
import type { Names } from '../../components/outage-words.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Where a window stands at an instant. */
export type WindowPhase = 'current' | 'upcoming' | 'past' | 'cancelled';

/** Phases in the order in which they are listed. */
const PHASES: readonly WindowPhase[] = ['current', 'upcoming', 'past', 'cancelled'];

/** Where a window stands; a weekly one is in force from its first start to its last repeat. */
export function windowPhase(window: PlannedWindow, now: number): WindowPhase {
  if (window.cancelledAt !== null) return 'cancelled';
  if (now < window.from) return 'upcoming';
  const end = window.weekly ? (window.repeatUntil ?? Number.POSITIVE_INFINITY) : window.until;
  return now < end ? 'current' : 'past';
}

/** Whether it was entered only after it had begun: declared, not announced. */
export function isLate(window: Pick<PlannedWindow, 'from' | 'enteredAt'>): boolean {
  return window.enteredAt > window.from;
}

/** Windows in the order of the list: by phase, then the nearest first. */
export function sortedWindows(windows: readonly PlannedWindow[], now: number): PlannedWindow[] {
  const rank = (window: PlannedWindow): number => PHASES.indexOf(windowPhase(window, now));
  return windows.toSorted(
    (a, b) => rank(a) - rank(b) || (windowPhase(a, now) === 'upcoming' ? a.from - b.from : b.from - a.from),
  );
}

/** Who or what a window covers. */
export function scopeWords(scope: WindowScope, names: Names, t: Messages): string {
  switch (scope.kind) {
    case 'sites':
      return scope.siteIds.map((id) => names.site(id) ?? id).join(', ');
    case 'feeder':
      return t.windows.feeder(scope.feeder);
    case 'provider':
      return t.windows.provider(scope.provider);
    case 'all':
      break;
  }
  return t.windows.scopes.all;
}

/** When a window holds, with its repeats. */
export function spanWords(window: PlannedWindow, t: Messages, format: Format): string {
  const isOneDay = format.date(window.from) === format.date(window.until - 1);
  const until = isOneDay ? format.time(window.until) : format.dateTime(window.until);
  const span = t.windows.span(format.dateTime(window.from), until);
  if (!window.weekly) return span;
  const repeats =
    window.repeatUntil === null ? t.windows.weeklyForever : t.windows.weeklyUntil(format.date(window.repeatUntil - 1));
  return `${span}, ${repeats}`;
}
