import type { Duty, Evidence, FactName, FactValue } from '../model/index.ts';
import type { PlannedSpan, Rules, SiteEvidence } from './evidence.ts';
import type { Interruption } from './interruptions.ts';
import type { DeviceTimelines, Gap } from './life.ts';
import { firstAfter, isCovered, lastUpTo, segmentAt, touching } from './timeline.ts';

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
  mains: { value: FactValue; at: number } | null;
  /** What it saw a moment after the start; null where it did not run or could not tell. */
  gateway: { value: FactValue; at: number } | null;
  internet: { value: FactValue; at: number } | null;
  dns: { value: FactValue; at: number } | null;
  hub: { value: FactValue; at: number } | null;
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
  /** What followed, for the chain: boots, mains coming back. */
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
      return term && timeline ? [deviceView(timeline, term.duty, from, moment, rules)] : [];
    }),
    isOpen: isCovered(evidence.open, from),
    planned: evidence.planned.filter((span) => span.from - NOTICE_SLACK_MS <= from && span.until > from),
    chain: chainOf(timelines, from, until, rules),
  };
}

function deviceView(timeline: DeviceTimelines, duty: Duty, from: number, moment: number, rules: Rules): DeviceView {
  const ranOn = isLife(timeline, from, 'running') && isLife(timeline, moment, 'running');
  const seen = (fact: FactName): DeviceView['gateway'] =>
    statedAt(timeline, fact, moment) ?? statedAt(timeline, fact, from);
  // In order, and apart: the first that ends later is the only one that can hold the start.
  const later = timeline.gaps[firstAfter(timeline.gaps, from)];
  const gap = later && later.from <= from + rules.togetherMs ? later : null;
  return {
    deviceId: timeline.deviceId,
    duty,
    ranOn,
    gap,
    isFresh: gap !== null && Math.abs(gap.from - from) <= rules.togetherMs,
    mains: mainsAt(timeline, moment),
    gateway: seen('gateway'),
    internet: seen('internet'),
    dns: seen('dns'),
    hub: seen('hub'),
    lastLife: lastUpTo(timeline.running, from)?.until ?? null,
  };
}

function isLife(timeline: DeviceTimelines, at: number, life: string): boolean {
  return segmentAt(timeline.life, at)?.value === life;
}

/** A fact as it was known at an instant, with the last time that it was stated by then. */
function statedAt(timeline: DeviceTimelines, fact: FactName, instant: number): DeviceView['gateway'] {
  const segment = segmentAt(timeline.facts[fact] ?? [], instant);
  if (!segment || segment.value === 'unknown') return null;
  return { value: segment.value, at: lastUpTo(timeline.statedAt[fact] ?? [], instant)?.from ?? segment.from };
}

/** What was stated of mains up to an instant, in the run that reaches it or ended last before. */
function mainsAt(timeline: DeviceTimelines, moment: number): DeviceView['mains'] {
  const run = lastUpTo(timeline.running, moment);
  return run ? statedAt(timeline, 'mains', Math.min(moment, run.until - 1)) : null;
}

/** What was told of the outage's course after its start, oldest first. */
function chainOf(timelines: readonly DeviceTimelines[], from: number, until: number | null, rules: Rules): Evidence[] {
  const end = (until ?? Infinity) + rules.settleMs;
  const chain = timelines.flatMap(({ deviceId, gaps, facts, terms }): Evidence[] => [
    ...touching(gaps, from - rules.settleMs, end).flatMap(({ boot }): Evidence[] =>
      boot && boot.at > from && boot.at <= end && isCovered(terms, boot.at)
        ? [{ kind: 'boot', deviceId, at: boot.bootedAt }]
        : [],
    ),
    ...touching(facts.mains ?? [], from, end).flatMap((segment): Evidence[] =>
      segment.value === 'on' && segment.from > from && segment.from <= end && isCovered(terms, segment.from)
        ? [{ kind: 'mains-on', deviceId, at: segment.from }]
        : [],
    ),
  ]);
  return chain.sort((a, b) => a.at - b.at || (a.deviceId ?? '').localeCompare(b.deviceId ?? '')).slice(0, MAX_CHAIN);
}
