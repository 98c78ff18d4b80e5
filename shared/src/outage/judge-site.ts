import { type Interval, lengthMs } from '../lib/index.ts';
import type { Bounds, DownSign, SpanReason, State, Subject } from '../model/index.ts';
import type { Rules, SiteEvidence } from './evidence.ts';
import { type Interruption, interruptionsOf } from './interruptions.ts';
import { type DeviceTimelines, deviceTimelines } from './life.ts';
import { signOf } from './neighbours.ts';
import { DISPUTE_MS, graceOf, type Stretch, subjectSpans } from './subject-spans.ts';
import { dutyHours } from './sweep.ts';
import { MAX_CHAIN, type OutageView, viewOf } from './view.ts';

/** A span of a subject's timeline, as it is kept. */
export interface SubjectSpan extends Interval {
  subject: Subject;
  /** As it counts: planned time is `planned`. */
  state: State;
  /** What would hold without the window, where it is planned. */
  under: State | null;
  /** Why it is unknown, or what was seen as it went down. */
  reason: SpanReason | null;
}

/** An outage of a subject at a site, before its neighbours are asked. */
export interface SiteOutage {
  subject: Subject;
  from: number;
  /** Null while it goes on. */
  until: number | null;
  start: Bounds;
  end: Bounds | null;
  /** Times that it came back for less than the merge gap. */
  interruptions: number;
  /** When it was down, oldest first; up to now where it goes on. */
  down: Interval[];
  sign: DownSign;
  view: OutageView;
}

/** What the evidence of one site says about a window. */
export interface SiteFindings {
  spans: SubjectSpan[];
  /** Those long enough for the list. */
  outages: SiteOutage[];
  /** The window begins, or ends before now, in the middle of something: judge a larger one. */
  isCutAtStart: boolean;
  isCutAtEnd: boolean;
  /** When the passing of time alone changes something. */
  nextAt: number | null;
}

/** When nothing is known to change, the site is looked at again after a day. */
const LOOK_AGAIN_MS = 24 * 3_600_000;

/**
 * Judges a window of one site from its own evidence: every subject's timeline, and the outages in it. A function of
 * the set of entries alone. What it says about the middle of a window does not depend on where the window is cut, as
 * long as neither end is cut (`isCutAtStart`, `isCutAtEnd`).
 *
 * @param now the present, not before the end of the window.
 */
export function judgeSite(evidence: SiteEvidence, window: Interval, rules: Rules, now: number): SiteFindings {
  const timelines = evidence.devices.map((device) => deviceTimelines(device, window));
  const spans = subjectSpans(evidence, timelines, window, rules, now);
  const began = Math.min(...evidence.devices.flatMap((device) => device.terms.map((term) => term.from)));
  const findings: SiteFindings = { spans: [], outages: [], isCutAtStart: false, isCutAtEnd: false, nextAt: null };
  let site: readonly Joined[] = [];
  const undecided: number[] = [];
  for (const [subject, stretches] of spans) {
    const found = interruptionsOf(subject, stretches, timelines, window, rules, now);
    const outages = joinInterruptions(found, evidence, timelines, rules, now);
    // The site itself comes first.
    if (subject === 'site') site = outages.filter((one) => one.until === null || isListed(one, evidence, rules, now));
    const untold = outages.filter((outage) => !isTold(outage, site, rules));
    const listed = untold.filter((outage) => isListed(outage, evidence, rules, now));
    findings.outages.push(...listed);
    undecided.push(...decidedAt(stretches.at(-1), untold, rules));
    findings.spans.push(...stretches.map((stretch) => spanOf(subject, stretch, outages)));
    findings.isCutAtStart ||= window.from > began && isCut(stretches[0], stretches[1], rules);
    findings.isCutAtEnd ||= window.until < now && isCut(stretches.at(-1), stretches.at(-2), rules);
  }
  findings.nextAt = nextChange(evidence, undecided, rules, now);
  return findings;
}

interface Joined extends SiteOutage {
  before: Interruption['before'];
}

/** Interruptions of one sign that lie close together are one outage. */
function joinInterruptions(
  found: readonly Interruption[],
  evidence: SiteEvidence,
  timelines: readonly DeviceTimelines[],
  rules: Rules,
  now: number,
): Joined[] {
  const outages: Joined[] = [];
  for (const next of found) {
    const view = viewOf(next, evidence, timelines, rules);
    const sign = signOf(view);
    const down = { from: next.from, until: next.until ?? now };
    const last = outages.at(-1);
    if (last?.sign === sign && last.until !== null && next.from - last.until < rules.mergeGapMs) {
      last.until = next.until;
      last.end = next.end;
      last.interruptions += 1;
      last.down.push(down);
      last.view.until = next.until;
      last.view.chain.push(...view.chain.filter((one) => !last.view.chain.some((known) => isSame(known, one))));
      last.view.chain.splice(MAX_CHAIN);
    } else {
      const { subject, from, until, start, end, before } = next;
      outages.push({ subject, from, until, start, end, before, interruptions: 0, down: [down], sign, view });
    }
  }
  return outages;
}

function isSame(a: OutageView['chain'][number], b: OutageView['chain'][number]): boolean {
  return a.kind === b.kind && a.at === b.at && a.deviceId === b.deviceId;
}

/** Long enough, and for a device on duty in opening hours: one that was on before. That it never came on is no outage. */
function isListed(outage: Joined, evidence: SiteEvidence, rules: Rules, now: number): boolean {
  if ((outage.until ?? now) - outage.from < rules.minListMs) return false;
  const device = evidence.devices.find(({ deviceId }) => outage.subject === `device:${deviceId}`);
  const term = device?.terms.find((one) => one.from <= outage.from && one.until > outage.from);
  return term?.duty !== 'hours' || outage.before === 'up';
}

/**
 * A power cut that the site's own outage tells of from its first minutes to its end is not a second row. One that a
 * UPS bridged for longer, or that went on when the site was back, is told by itself.
 */
function isTold(outage: Joined, sites: readonly Joined[], rules: Rules): boolean {
  return (
    outage.subject === 'power' &&
    sites.some(
      (site) =>
        site.sign === 'powerless' &&
        site.from < (outage.until ?? Infinity) &&
        site.from - outage.from < rules.minListMs &&
        (site.until ?? Infinity) >= (outage.until ?? Infinity) - rules.togetherMs,
    )
  );
}

function spanOf(subject: Subject, stretch: Stretch, outages: readonly SiteOutage[]): SubjectSpan {
  const { from, until, state, isPlanned } = stretch;
  const outage = state === 'down' ? holding(outages, from) : undefined;
  const reason = outage?.sign ?? stretch.reason;
  return { subject, from, until, state: isPlanned ? 'planned' : state, under: isPlanned ? state : null, reason };
}

/** The outage that holds an instant; they are in order and do not overlap. */
function holding(outages: readonly SiteOutage[], at: number): SiteOutage | undefined {
  let low = 0;
  let high = outages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((outages[middle]?.until ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return outages[low];
}

/** Whether what happens at the edge of a window may reach over it. */
function isCut(edge: Stretch | undefined, beside: Stretch | undefined, rules: Rules): boolean {
  if (!edge) return false;
  const isUndecided =
    edge.state === 'down' ||
    edge.reason === 'brief' ||
    edge.reason === 'waiting' ||
    edge.waitsUntil !== undefined ||
    edge.by === 'dispute';
  const isClose = lengthMs(edge) < Math.max(rules.mergeGapMs, graceOf(edge, rules)) + rules.settleMs + rules.togetherMs;
  return isUndecided || (isClose && beside !== undefined);
}

/** When a subject that waits is decided by time alone: a silence becomes an outage, an outage gets long enough. */
function decidedAt(last: Stretch | undefined, outages: readonly Joined[], rules: Rules): number[] {
  const silence = last?.reason === 'waiting' ? [last.from + graceOf(last, rules)] : [];
  const stale = last?.waitsUntil === undefined ? [] : [last.waitsUntil];
  const dispute = last?.by === 'dispute' ? [last.from + DISPUTE_MS] : [];
  const open = outages.filter((outage) => outage.until === null).map((outage) => outage.from + rules.minListMs);
  return [...silence, ...stale, ...dispute, ...open];
}

function nextChange(evidence: SiteEvidence, undecided: readonly number[], rules: Rules, now: number): number {
  const hasHours = evidence.devices.some((device) =>
    device.terms.some((term) => term.duty === 'hours' && term.until > now),
  );
  const spans = [...(hasHours ? dutyHours(evidence.open, rules) : []), ...evidence.planned];
  const edges = spans.flatMap((span) => [span.from, span.until]);
  const terms = evidence.devices.flatMap((device) => device.terms.flatMap((term) => [term.from, term.until]));
  return Math.min(...[...undecided, ...edges, ...terms, now + LOOK_AGAIN_MS].filter((at) => at > now));
}
