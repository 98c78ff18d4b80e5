import type { Interval } from '../lib/index.ts';
import type { DownSign } from '../model/index.ts';
import { type Derived, deriveOutage, type SiteTies } from './derive.ts';
import type { Rules, SiteEvidence } from './evidence.ts';
import { judgeSite, type SiteFindings, type SiteOutage, type SubjectSpan } from './judge-site.ts';
import type { Neighbour } from './neighbours.ts';
import { segmentAt } from './timeline.ts';

/** The timelines of a site that shares something with another one. */
export interface NeighbourSpans {
  ties: SiteTies;
  /** Of its subjects, each in order and without overlap; around the outage in question. */
  spans: readonly SubjectSpan[];
}

/** Subjects of other sites that bear on an outage. */
export function subjectsAsked(outage: Pick<SiteOutage, 'subject'>): SubjectSpan['subject'][] {
  if (outage.subject === 'site' || outage.subject === 'power') return ['site', 'power'];
  return outage.subject.startsWith('service:') ? [outage.subject] : [];
}

/** What sites that share a feeder, a provider or a service showed as an outage began. */
export function neighboursAt(
  outage: Pick<SiteOutage, 'subject' | 'from'>,
  site: SiteTies,
  others: readonly NeighbourSpans[],
  rules: Rules,
): Neighbour[] {
  return others.flatMap(({ ties, spans }): Neighbour[] => {
    if (ties.siteId === site.siteId || subjectsAsked(outage).length === 0) return [];
    const sharesFeeder = site.feeder !== null && ties.feeder === site.feeder;
    const sharesProvider = site.provider !== null && ties.provider === site.provider;
    const own = spans.filter((span) => span.subject === outage.subject);
    const isService = outage.subject.startsWith('service:');
    const watchesService = isService && isWatched(own, outage.from);
    if (!sharesFeeder && !sharesProvider && !watchesService) return [];
    const power = spans.filter((span) => span.subject === 'power');
    const mains = segmentAt(power, outage.from + rules.settleMs);
    const lostMains = startsNear(power, outage.from, rules);
    return [
      {
        siteId: ties.siteId,
        sharesFeeder,
        sharesProvider,
        watchesService,
        isPowered: (mains?.under ?? mains?.state) === 'up',
        isPowerless: lostMains.length > 0,
        mainsLostAt: mainsLostAt(power, outage.from, rules),
        ...signAt(own, outage.from, rules),
      },
    ];
  });
}

function isWatched(spans: readonly SubjectSpan[], at: number): boolean {
  const span = segmentAt(spans, at);
  return span !== undefined && span.state !== 'not-equipped' && span.reason !== 'no-statement';
}

/** How the site's own outage of the same moments began, that one stood already, or that it ran on. */
function signAt(spans: readonly SubjectSpan[], at: number, rules: Rules): Pick<Neighbour, 'sign' | 'at' | 'standing'> {
  const near = startsNear(spans, at, rules);
  const nearest = near.sort((a, b) => Math.abs(a.from - at) - Math.abs(b.from - at))[0];
  if (nearest) return { sign: signIn(nearest), at: nearest.from, standing: null };
  const now = segmentAt(spans, at);
  if (now && isDown(now)) return { sign: 'unknown', at, standing: downSign(now) };
  return { sign: (now?.under ?? now?.state) === 'up' ? 'up' : 'unknown', at, standing: null };
}

/** How far back a neighbour's loss of mains is looked for: less than what is read around an outage. */
export const LOOK_BACK_MS = 15 * 60_000;

function mainsLostAt(power: readonly SubjectSpan[], at: number, rules: Rules): number | null {
  const isOff = isDown(segmentAt(power, at + rules.settleMs));
  const start = power.findLast(
    (span, index) => span.from <= at + rules.settleMs && isDown(span) && !isJoined(power[index - 1], span),
  );
  return isOff && start && at - start.from <= LOOK_BACK_MS ? start.from : null;
}

/** Spans with which the subject went down in the moments around an instant. */
function startsNear(spans: readonly SubjectSpan[], at: number, rules: Rules): SubjectSpan[] {
  return spans.filter(
    (span, index) => isDown(span) && !isJoined(spans[index - 1], span) && Math.abs(span.from - at) <= rules.togetherMs,
  );
}

function downSign(span: SubjectSpan): DownSign | null {
  const sign = signIn(span);
  return sign === 'unknown' || sign === 'up' ? null : sign;
}

function isDown(span: SubjectSpan | undefined): boolean {
  return span?.state === 'down' || span?.under === 'down';
}

function isJoined(before: SubjectSpan | undefined, span: SubjectSpan): boolean {
  return isDown(before) && before?.until === span.from;
}

function signIn({ reason }: SubjectSpan): Neighbour['sign'] {
  switch (reason) {
    case 'powerless':
    case 'line':
    case 'lan':
    case 'dark':
    case 'stopped':
    case 'silent':
    case 'failing':
      return reason;
    case 'blind':
    case 'brief':
    case 'waiting':
    case 'off-duty':
    case 'no-statement':
    case 'dropped':
    case 'agent-stopped':
    case 'behind':
    case null:
      return 'unknown';
    default:
      return reason satisfies never;
  }
}

/** A site with its evidence. */
export interface WardSite {
  ties: SiteTies;
  evidence: SiteEvidence;
}

/** What the evidence says of one site of a ward. */
export interface WardFindings extends SiteFindings {
  siteId: string;
  derived: Derived[];
}

/** Judges a window of all sites together: each by its own evidence, then causes with what the neighbours showed. */
export function judgeWard(sites: readonly WardSite[], window: Interval, rules: Rules, now: number): WardFindings[] {
  const found = sites.map(({ ties, evidence }) => ({ ties, findings: judgeSite(evidence, window, rules, now) }));
  const spans: NeighbourSpans[] = found.map(({ ties, findings }) => ({ ties, spans: findings.spans }));
  return found.map(({ ties, findings }) =>
    Object.assign(findings, {
      siteId: ties.siteId,
      derived: findings.outages.map((outage) => deriveOutage(ties, outage, neighboursAt(outage, ties, spans, rules))),
    }),
  );
}
