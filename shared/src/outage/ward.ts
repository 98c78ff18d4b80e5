import type { Interval } from '../lib/index.ts';
import type { DownSign } from '../model/index.ts';
import { type Derived, deriveOutage, type SiteTies } from './derive.ts';
import type { Rules, SiteEvidence } from './evidence.ts';
import { judgeSite, type SiteFindings, type SiteOutage, type SubjectSpan } from './judge-site.ts';
import type { Neighbour } from './neighbours.ts';
import { isService, lookPaceOf, looksBy, type ServicePaces } from './look-pace.ts';
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
  return isService(outage.subject) ? [outage.subject] : [];
}

/** Sites that are asked about a service; more would make it no surer, and a city's cost grow with its square. */
export const MAX_ASKED = 200;

/**
 * What sites that share a feeder, a provider or a service showed as an outage began.
 *
 * @param paces how often each service is looked at: one whose failure another site sees a little later fails there, too.
 */
export function neighboursAt(
  outage: Pick<SiteOutage, 'subject' | 'from' | 'down'>,
  site: SiteTies,
  others: readonly NeighbourSpans[],
  rules: Rules,
  paces: ServicePaces,
): Neighbour[] {
  if (subjectsAsked(outage).length === 0) return [];
  const found = others.flatMap(({ ties, spans }): Neighbour[] => {
    if (ties.siteId === site.siteId) return [];
    const tied = tiesBetween(site, ties);
    const own = spans.filter((span) => span.subject === outage.subject);
    const watchesService = isService(outage.subject) && isWatched(own, outage.from);
    if (!tied.sharesFeeder && !tied.sharesProvider && !watchesService) return [];
    const power = spans.filter((span) => span.subject === 'power');
    const mains = segmentAt(power, outage.from + rules.settleMs);
    return [
      {
        siteId: ties.siteId,
        ...tied,
        watchesService,
        isPowered: (mains?.under ?? mains?.state) === 'up',
        isPowerless: startsNear(power, outage.from, rules.togetherMs).length > 0,
        mainsLostAt: mainsLostAt(power, outage.from, rules),
        ...signAt(own, outage, rules, lookPaceOf(outage.subject, paces)),
      },
    ];
  });
  return isService(outage.subject) ? someOf(found) : found;
}

function tiesBetween(
  site: SiteTies,
  other: SiteTies,
): Pick<Neighbour, 'sharesFeeder' | 'sharesProvider' | 'hasOtherProvider'> {
  const isKnown = site.provider !== null && other.provider !== null;
  return {
    sharesFeeder: site.feeder !== null && other.feeder === site.feeder,
    sharesProvider: isKnown && other.provider === site.provider,
    hasOtherProvider: isKnown && other.provider !== site.provider,
  };
}

/** Of more sites than are asked, some from all over their order: the same, however they were read. */
function someOf(found: readonly Neighbour[]): Neighbour[] {
  const watching = found.filter((one) => one.watchesService).sort((a, b) => (a.siteId < b.siteId ? -1 : 1));
  const step = Math.max(1, watching.length / MAX_ASKED);
  return watching.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}

function isWatched(spans: readonly SubjectSpan[], at: number): boolean {
  const span = segmentAt(spans, at);
  return span !== undefined && span.state !== 'not-equipped' && span.reason !== 'no-statement';
}

/** How the site's own outage of the same moments began, that one stood already, or that it ran on. */
function signAt(
  spans: readonly SubjectSpan[],
  { from: at, down }: Pick<SiteOutage, 'from' | 'down'>,
  rules: Rules,
  lookMs: number,
): Pick<Neighbour, 'sign' | 'at' | 'standing' | 'isUnsure'> {
  const isDownAt = isDown(segmentAt(spans, at));
  const end = down.at(-1)?.until ?? at;
  const near = startsNear(spans, at, Math.max(rules.togetherMs, lookMs === 0 ? 0 : looksBy(0, lookMs))).filter(
    // Of two that look seldom, one sees it so much later, as long as both see it at one time.
    (span) => Math.abs(span.from - at) <= rules.togetherMs || (span.from > at ? span.from < end : isDownAt),
  );
  const nearest = near.sort((a, b) => Math.abs(a.from - at) - Math.abs(b.from - at))[0];
  if (nearest) return { sign: signIn(nearest), at: nearest.from, standing: null, isUnsure: false };
  const now = segmentAt(spans, at);
  if (now && isDown(now)) return { sign: 'unknown', at, standing: downSign(now), isUnsure: false };
  if ((now?.under ?? now?.state) !== 'up') return { sign: 'unknown', at, standing: null, isUnsure: false };
  const hasLooked = lookMs === 0 || isUpThrough(spans, { from: at, until: looksBy(at, lookMs) }, down);
  return { sign: hasLooked ? 'up' : 'unknown', at, standing: null, isUnsure: !hasLooked };
}

/** Whether a site was up for so long into an outage that it has looked at the service while it failed elsewhere. */
function isUpThrough(spans: readonly SubjectSpan[], { from, until }: Interval, down: readonly Interval[]): boolean {
  const isOver = (down.at(-1)?.until ?? from) < until;
  const touched = spans.filter((span) => span.from < until && span.until > from);
  return (
    !isOver && touched.every((span) => (span.under ?? span.state) === 'up') && (touched.at(-1)?.until ?? from) >= until
  );
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
function startsNear(spans: readonly SubjectSpan[], at: number, withinMs: number): SubjectSpan[] {
  return spans.filter(
    (span, index) => isDown(span) && !isJoined(spans[index - 1], span) && Math.abs(span.from - at) <= withinMs,
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
export function judgeWard(
  sites: readonly WardSite[],
  window: Interval,
  rules: Rules,
  now: number,
  paces: ServicePaces = new Map(),
): WardFindings[] {
  const found = sites.map(({ ties, evidence }) => ({ ties, findings: judgeSite(evidence, window, rules, now) }));
  const spans: NeighbourSpans[] = found.map(({ ties, findings }) => ({ ties, spans: findings.spans }));
  return found.map(({ ties, findings }) =>
    Object.assign(findings, {
      siteId: ties.siteId,
      derived: findings.outages.map((outage) =>
        deriveOutage(ties, outage, neighboursAt(outage, ties, spans, rules, paces)),
      ),
    }),
  );
}
