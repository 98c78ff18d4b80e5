import type { Duty, Evidence, FactName, FactValue } from '../model/index.ts';
import type { PlannedSpan, Rules, SiteEvidence, Term } from './evidence.ts';
import type { Interruption } from './interruptions.ts';
import type { DeviceTimelines, Gap } from './life.ts';
import { isService } from './look-pace.ts';
import { firstAfter, isCovered, lastUpTo, segmentAt, touching } from './timeline.ts';

/** A fact as it was known at a moment, with the last time that it was stated by then, and why it is so. */
export interface Seen {
  value: FactValue;
  at: number;
  detail?: string;
}

/** What one device of the site showed as an interruption began. */
export interface DeviceView {
  deviceId: string;
  duty: Duty;
  /** It ran at the start and a moment on. */
  ranOn: boolean;
  /** The gap in its life that covers the start, or began with it. */
  gap: Gap | null;
  /** Whether that gap began in the same moments as the interruption. */
  isFresh: boolean;
  /** What it stated of mains up to a moment after the start, in its last run. */
  mains: Seen | null;
  /** What it saw a moment after the start; null where it did not run or could not tell. */
  gateway: Seen | null;
  internet: Seen | null;
  dns: Seen | null;
  hub: Seen | null;
  /** The provider's first router beyond the gateway. */
  provider: Seen | null;
  /** What the UPS last said of itself, in its last run. */
  ups: Seen | null;
  /** For an outage of a service: what it saw of it. */
  service: Seen | null;
  /** Its UPS tested itself as the gap in its life began. */
  isInTest: boolean;
  /** When its last sign of life came before the start. */
  lastLife: number | null;
}

/** All that the decision table looks at, of one site's interruption. */
export interface OutageView {
  subject: Interruption['subject'];
  from: number;
  until: number | null;
  isSilence: boolean;
  devices: DeviceView[];
  /** Whether the start lies in opening hours. */
  isOpen: boolean;
  /** Windows and notices that cover the start. */
  planned: PlannedSpan[];
  /** What followed, for the chain: boots, a battery that runs low, mains coming back. */
  chain: Evidence[];
}

/** A cut announced for eight o'clock may come a little earlier. */
export const NOTICE_SLACK_MS = 30 * 60_000;
/** Things that followed and are told; more are counted by nobody. */
export const MAX_CHAIN = 12;

/** Gathers what the devices of a site showed around the start of an interruption. */
export function viewOf(
  outage: Pick<Interruption, 'subject' | 'from' | 'until' | 'isSilence'>,
  evidence: SiteEvidence,
  timelines: readonly DeviceTimelines[],
  rules: Rules,
): OutageView {
  const { subject, from, until, isSilence } = outage;
  const moment = Math.max(from, Math.min(from + rules.settleMs, (until ?? Infinity) - 1));
  return {
    subject,
    from,
    until,
    isSilence,
    devices: evidence.devices.flatMap((device, index) => {
      const term = device.terms.find((one) => one.from <= from && one.until > from);
      const timeline = timelines[index];
      return term && timeline ? [deviceView(timeline, term, outage, moment, rules)] : [];
    }),
    isOpen: isCovered(evidence.open, from),
    planned: evidence.planned.filter((span) => span.from - NOTICE_SLACK_MS <= from && span.until > from),
    chain: chainOf(timelines, from, until, rules),
  };
}

function deviceView(
  timeline: DeviceTimelines,
  term: Term,
  { subject, from }: Pick<Interruption, 'subject' | 'from'>,
  moment: number,
  rules: Rules,
): DeviceView {
  const ranOn = isLife(timeline, from, 'running') && isLife(timeline, moment, 'running');
  const seen = (fact: FactName): Seen | null => statedAt(timeline, fact, moment) ?? statedAt(timeline, fact, from);
  // In order, and apart: the first that ends later is the only one that can hold the start.
  const later = timeline.gaps[firstAfter(timeline.gaps, from)];
  const gap = later && later.from <= from + rules.togetherMs ? later : null;
  return {
    deviceId: timeline.deviceId,
    duty: term.duty,
    ranOn,
    gap: gap && since(gap, term.from),
    isFresh: gap !== null && Math.abs(gap.from - from) <= rules.togetherMs,
    mains: lastOf(timeline, 'mains', moment),
    ups: lastOf(timeline, 'ups', moment),
    provider: seen('provider'),
    service: isService(subject) ? seen(subject) : null,
    isInTest: gap !== null && timeline.upsTests.some((test) => test.from <= gap.from && test.until >= gap.from),
    gateway: seen('gateway'),
    internet: seen('internet'),
    dns: seen('dns'),
    hub: seen('hub'),
    lastLife: lastUpTo(timeline.running, from)?.until ?? null,
  };
}

/** A device that was never heard is silent since it belongs to the site: what is told of it needs a time. */
function since(gap: Gap, from: number): Gap {
  return Number.isFinite(gap.from) || Number.isFinite(gap.until) ? gap : { ...gap, from };
}

function isLife(timeline: DeviceTimelines, at: number, life: string): boolean {
  return segmentAt(timeline.life, at)?.value === life;
}

/** A fact as it was known at an instant. */
function statedAt(timeline: DeviceTimelines, fact: FactName, instant: number): Seen | null {
  const segment = segmentAt(timeline.facts[fact] ?? [], instant);
  if (!segment || segment.value === 'unknown') return null;
  const said = lastUpTo(timeline.statedAt[fact] ?? [], instant);
  const about = said?.detail === undefined ? {} : { detail: said.detail };
  return { value: segment.value, at: said?.from ?? segment.from, ...about };
}

/** What was stated of power up to an instant, in the run that reaches it or ended last before. */
function lastOf(timeline: DeviceTimelines, fact: 'mains' | 'ups', moment: number): Seen | null {
  const run = lastUpTo(timeline.running, moment);
  return run ? statedAt(timeline, fact, Math.min(moment, run.until - 1)) : null;
}

/** Facts that tell of the course of an outage. */
const CHAINED = [
  { fact: 'mains', value: 'on', kind: 'mains-on' },
  { fact: 'ups', value: 'low', kind: 'ups-low' },
] as const;

/** What was told of the outage's course after its start, oldest first. */
function chainOf(timelines: readonly DeviceTimelines[], from: number, until: number | null, rules: Rules): Evidence[] {
  const end = (until ?? Infinity) + rules.settleMs;
  const chain = timelines.flatMap(({ deviceId, gaps, facts, terms }): Evidence[] => [
    ...touching(gaps, from - rules.settleMs, end).flatMap(({ boot }): Evidence[] =>
      boot && boot.at > from && boot.at <= end && isCovered(terms, boot.at)
        ? [{ kind: 'boot', deviceId, at: boot.bootedAt }]
        : [],
    ),
    ...CHAINED.flatMap(({ fact, value, kind }) =>
      touching(facts[fact] ?? [], from, end).flatMap((segment): Evidence[] =>
        segment.value === value && segment.from > from && segment.from <= end && isCovered(terms, segment.from)
          ? [{ kind, deviceId, at: segment.from }]
          : [],
      ),
    ),
  ]);
  return chain.sort((a, b) => a.at - b.at || (a.deviceId ?? '').localeCompare(b.deviceId ?? '')).slice(0, MAX_CHAIN);
}
