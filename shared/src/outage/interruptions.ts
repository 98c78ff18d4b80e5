import type { Interval } from '../lib/index.ts';
import type { Bounds, Subject } from '../model/index.ts';
import type { Rules } from './evidence.ts';
import type { DeviceTimelines } from './life.ts';
import { DEFAULT_LOOK_MS, isService } from './look-pace.ts';
import type { Stretch } from './subject-spans.ts';
import { isCovered, touching } from './timeline.ts';

/** A time without a break in which a subject was down. */
export interface Interruption {
  subject: Subject;
  from: number;
  /** Null while it goes on. */
  until: number | null;
  start: Bounds;
  end: Bounds | null;
  /** Whether it began with a silence rather than with something that was seen. */
  isSilence: boolean;
  /** State right before; undefined where the window begins with it. */
  before: Stretch['state'] | undefined;
}

/** The interruptions of a subject, oldest first. One that reaches the end of the window at `now` goes on. */
export function interruptionsOf(
  subject: Subject,
  stretches: readonly Stretch[],
  timelines: readonly DeviceTimelines[],
  window: Interval,
  rules: Rules,
  now: number,
): Interruption[] {
  const found: Interruption[] = [];
  for (let index = 0; index < stretches.length; index += 1) {
    const first = stretches[index];
    if (first?.state !== 'down') continue;
    const before = stretches[index - 1];
    while (stretches[index + 1]?.state === 'down') index += 1;
    const last = stretches[index] ?? first;
    const isOpen = last.until === window.until && window.until >= now;
    found.push({
      subject,
      from: first.from,
      until: isOpen ? null : last.until,
      start: startBounds(subject, first, before, rules),
      end: isOpen ? null : endBounds({ subject, from: first.from, until: last.until }, last, timelines, rules),
      isSilence: first.by === 'silence',
      before: before?.state,
    });
  }
  return found;
}

/** A device that is connected gives a sign of life this often (the protocol's heartbeat, and some). */
const SIGN_OF_LIFE_MS = 15_000;

/** How far apart two observations of a subject lie. */
function paceOf(subject: Subject, { beatMs = 0 }: Stretch, rules: Rules): number {
  return Math.max(rules.probeMs, beatMs, isService(subject) ? DEFAULT_LOOK_MS : 0);
}

/** Between the last good observation and the first bad one; a silence begins after the last sign of life. */
function startBounds(subject: Subject, first: Stretch, before: Stretch | undefined, rules: Rules): Bounds {
  const paceMs = paceOf(subject, first, rules);
  if (first.by === 'silence') {
    const latest = Math.min(first.from + Math.max(paceMs, SIGN_OF_LIFE_MS), first.until);
    return { earliest: first.from, latest };
  }
  const earliest = Math.max(first.from - paceMs, before?.from ?? -Infinity);
  return { earliest, latest: first.from };
}

/** Between the last bad observation, or the boot that ended a silence, and the first good one. */
function endBounds(
  { subject, from, until }: Interval & { subject: Subject },
  last: Stretch,
  timelines: readonly DeviceTimelines[],
  rules: Rules,
): Bounds {
  const boots = timelines
    .flatMap(({ gaps, terms }) =>
      touching(gaps, until - 2 * rules.settleMs, until).map(({ boot }) => ({ boot, terms })),
    )
    .flatMap(({ boot, terms }) => {
      const isNear = boot && boot.at <= until && boot.at > until - rules.settleMs;
      return isNear && isCovered(terms, boot.at) ? [boot.bootedAt] : [];
    });
  return { earliest: Math.max(from, Math.min(until - paceOf(subject, last, rules), ...boots)), latest: until };
}
