import type { RunningOutage, SiteRow, SiteStateNow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { LedgerRow, Subject } from '@wardwatch/shared/model';
import {
  askedAbout,
  type Derived,
  deriveOutage,
  judgeSite,
  listeningSpans,
  lookPaceOf,
  looksBy,
  minutesIn,
  neighboursAt,
  type NeighbourSpans,
  openAround,
  plannedSpans,
  reconcile,
  type RowChange,
  type ServicePaces,
  type SiteEvidence,
  type SiteFindings,
  type SiteOutage,
  subjectsAsked,
  tiedTo,
  tiesOf,
  upToNow,
  type WardSettings,
} from '@wardwatch/shared/outage';
import {
  heldOn,
  type LedgerNews,
  type LedgerStore,
  type RowWrite,
  type SiteCheckpoint,
  type SiteJudgement,
  type StoredSpan,
} from '../store/ledger-store.ts';
import { changedSpans } from './span-changes.ts';

/** What a judgement reads. */
export type LedgerReader = Pick<
  LedgerStore,
  'checkpoint' | 'checkpoints' | 'evidence' | 'serverSpans' | 'spans' | 'rowsOf' | 'rowStarts' | 'row' | 'proofsAround'
>;

/** How far around what changed the rules may have to look. */
export const REACH_MS = 20 * 60_000;
/** How often a window is made larger before the whole life of the site is judged. */
const MAX_STEPS = 12;

interface Judging {
  ledger: LedgerReader;
  settings: WardSettings<SiteRow>;
  site: SiteRow;
  now: number;
  /** All sites are judged anew and again: what bears on others is seen in the second pass. */
  isFirstPass?: boolean;
  /** Judges no further than this if it can: the rest comes with the next slice. */
  upTo?: number;
}

/** When the site's first device came. */
export type Began = number;

/**
 * Judges what changed at a site: loads the evidence of a window around it, makes the window larger until neither of its
 * edges cuts through something, and says what must be written.
 *
 * @param changed the span that is news.
 * @param began when the site's first device came; nothing before is looked at.
 */
export async function judgeSiteAround(
  judging: Judging,
  changed: Interval,
  began: Began,
  answered: readonly LedgerNews[],
): Promise<SiteJudgement> {
  const { ledger, site, now, settings } = judging;
  const checkpoint = await ledger.checkpoint(site.id);
  const { window, evidence, findings } = await settleWindow(judging, changed, began, checkpoint);
  const before = await spansBefore(ledger, site.id, window, checkpoint);
  const derived = await withNeighbours(judging, findings);
  const stored = await ledger.rowsOf(site.id, window);
  const changes = reconcile(stored, derived, minutesIn(settings, site), now);
  const isPresent = window.until >= now;
  return {
    siteId: site.id,
    window,
    spans: findings.spans,
    rows: changes.map(byEngine),
    present: isPresent ? presentOf(site, evidence, findings, derived, stored, window) : null,
    checkpoint: isPresent
      ? { siteId: site.id, asOf: now, nextAt: earliest(findings.nextAt, looksAgainAt(findings, settings.paces, now)) }
      : checkpoint && checkpoint.asOf >= window.until
        ? checkpoint
        : { siteId: site.id, asOf: window.until, nextAt: now },
    alsoNews: judging.isFirstPass === true ? [] : await newsForOthers(judging, changedSpans(before, findings.spans)),
    answered,
    at: now,
  };
}

/** When other sites have looked at a service that fails here: from then on it counts that they saw it up. */
function looksAgainAt({ outages }: SiteFindings, paces: ServicePaces, now: number): number | null {
  const ahead = outages.flatMap(({ subject, from, until }) => {
    const at = looksBy(from, lookPaceOf(subject, paces));
    return until === null && subject.startsWith('service:') && at > now ? [at] : [];
  });
  return ahead.length === 0 ? null : Math.min(...ahead);
}

function earliest(...instants: readonly (number | null)[]): number | null {
  const known = instants.flatMap((at) => at ?? []);
  return known.length === 0 ? null : Math.min(...known);
}

/** A change of the engine's own. */
export function byEngine(change: RowChange): RowWrite {
  return { ...change, by: 'engine' };
}

interface Settled {
  window: Interval;
  evidence: SiteEvidence;
  findings: SiteFindings;
}

async function settleWindow(
  judging: Judging,
  changed: Interval,
  began: Began,
  checkpoint: SiteCheckpoint | undefined,
): Promise<Settled> {
  const { settings, site, now, ledger, upTo = now } = judging;
  // What was judged up to now before may have been provisional.
  const asOf = checkpoint?.asOf ?? began;
  const reachesPresent = changed.until + REACH_MS >= asOf;
  let from = Math.max(began, Math.min(changed.from, reachesPresent ? asOf : Infinity) - REACH_MS);
  let until = reachesPresent ? Math.min(now, upTo) : Math.min(now, changed.until + REACH_MS);
  for (let step = 0; ; step += 1) {
    ({ from, until } = await withLinkedRows(ledger, site.id, { from, until }, now));
    if (step >= MAX_STEPS) [from, until] = [began, now];
    from = Math.min(from, until);
    const window = { from, until };
    const evidence = await readSiteEvidence(judging, window);
    const findings = judgeSite(evidence, window, settings.rules, now);
    const isWhole = from <= began && until >= now;
    if (isWhole || (!findings.isCutAtStart && !findings.isCutAtEnd)) return { window, evidence, findings };
    const more = Math.max(3_600_000, until - from);
    if (findings.isCutAtStart) from = Math.max(began, from - more);
    if (findings.isCutAtEnd) until = Math.min(now, until + more);
  }
}

/** Rows that were merged or split are judged together. */
async function withLinkedRows(ledger: LedgerReader, siteId: string, window: Interval, now: number): Promise<Interval> {
  const rows = await ledger.rowsOf(siteId, window);
  const ids = new Set(rows.flatMap((row) => [row.mergedInto, row.split?.of ?? null, ...row.merged]));
  const linked = await Promise.all([...ids].flatMap((id) => (id === null ? [] : [ledger.row(id)])));
  const all: LedgerRow[] = [
    ...rows.filter((row) => row.merged.length > 0 || row.split),
    ...linked.filter((row) => row !== undefined),
  ];
  return {
    from: Math.min(window.from, ...all.map((row) => Math.min(row.from, row.own.from) - REACH_MS)),
    until: Math.min(now, Math.max(window.until, ...all.map((row) => (row.until ?? now) + REACH_MS))),
  };
}

/** Everything that decides the timelines of the site over a window. */
export async function readSiteEvidence(
  { ledger, settings, site, now }: Judging,
  window: Interval,
): Promise<SiteEvidence> {
  const [devices, server] = await Promise.all([
    ledger.evidence(site.id, window, now),
    ledger.serverSpans({ from: window.from - REACH_MS, until: window.until }),
  ]);
  return {
    siteId: site.id,
    hostsServer: site.hostsServer,
    devices,
    open: openAround(settings, site, window),
    planned: plannedSpans(settings.windows, tiesOf(site), {
      from: window.from - REACH_MS,
      until: window.until + 2 * 86_400_000,
    }),
    listening: listeningSpans(upToNow(server, now)),
  };
}

/** What was known of the window before; what held when the site was last judged held on until now. */
async function spansBefore(
  ledger: LedgerReader,
  siteId: string,
  window: Interval,
  checkpoint: SiteCheckpoint | undefined,
): Promise<StoredSpan[]> {
  const spans = await ledger.spans([siteId], window);
  const asOf = checkpoint?.asOf ?? -Infinity;
  return spans.map((span) => heldOn(span, asOf, window.until));
}

async function withNeighbours(judging: Judging, findings: SiteFindings): Promise<Derived[]> {
  const { settings, site } = judging;
  const derived: Derived[] = [];
  for (const outage of findings.outages) {
    const asked = subjectsAsked(outage);
    const others = asked.length === 0 ? [] : await neighbourSpans(judging, outage, asked);
    derived.push(
      deriveOutage(tiesOf(site), outage, neighboursAt(outage, tiesOf(site), others, settings.rules, settings.paces)),
    );
  }
  return derived;
}

async function neighbourSpans(
  { ledger, settings, site, now }: Judging,
  { subject, from: at }: Pick<SiteOutage, 'subject' | 'from'>,
  subjects: readonly string[],
): Promise<NeighbourSpans[]> {
  const others = askedAbout(settings, site, subject);
  if (others.length === 0) return [];
  const reachMs = REACH_MS + lookPaceOf(subject, settings.paces);
  const window = { from: at - reachMs, until: Math.min(now, at + reachMs) };
  const ids = others.map((other) => other.id);
  const [spans, checkpoints] = await Promise.all([ledger.spans(ids, window, subjects), ledger.checkpoints(ids)]);
  const bySite = Map.groupBy(spans, (span) => span.siteId);
  return others.map((other) => {
    const asOf = checkpoints.get(other.id)?.asOf ?? Infinity;
    const held = (bySite.get(other.id) ?? []).map((span) => heldOn(span, asOf, window.until));
    return { ties: tiesOf(other), spans: held };
  });
}

/** Rows of other sites whose cause may read differently now: one piece of news for each site. */
async function newsForOthers(
  judging: Judging,
  changed: ReadonlyMap<Subject, readonly Interval[]>,
): Promise<NonNullable<SiteJudgement['alsoNews']>> {
  const { settings, site } = judging;
  const { togetherMs, settleMs } = settings.rules;
  const near = togetherMs + settleMs;
  const power = [...(changed.get('site') ?? []), ...(changed.get('power') ?? [])];
  const starts = await startsNear(judging, { sites: tiedTo(settings, site), subjects: ['site', 'power'], near }, power);
  for (const [subject, spans] of changed) {
    if (!subject.startsWith('service:')) continue;
    const asked = { sites: askedAbout(settings, site, subject), subjects: [subject] };
    const reach = Math.max(near, looksBy(0, lookPaceOf(subject, settings.paces)));
    starts.push(...(await startsNear(judging, { ...asked, near: reach }, spans)));
  }
  return [...Map.groupBy(starts, (start) => start.siteId)].map(([siteId, list]) => {
    const at = list.map((start) => start.from);
    return { siteId, from: Math.min(...at), until: Math.max(...at) + 1 };
  });
}

/** Starts of rows of these sites and subjects in the moments around what changed. */
async function startsNear(
  { ledger }: Judging,
  { sites, subjects, near }: { sites: readonly SiteRow[]; subjects: readonly Subject[]; near: number },
  changed: readonly Interval[],
): Promise<{ siteId: string; from: number }[]> {
  if (changed.length === 0 || sites.length === 0) return [];
  const hull = {
    from: Math.min(...changed.map((span) => span.from)) - near,
    until: Math.max(...changed.map((span) => span.until)) + near,
  };
  const ids = sites.map((other) => other.id);
  const starts = await ledger.rowStarts(ids, hull, subjects);
  return starts.filter(({ from }) => changed.some((span) => from >= span.from - near && from <= span.until + near));
}

function presentOf(
  site: SiteRow,
  evidence: SiteEvidence,
  findings: SiteFindings,
  derived: readonly Derived[],
  stored: readonly LedgerRow[],
  window: Interval,
): SiteJudgement['present'] {
  const own = findings.spans.filter((span) => span.subject === 'site');
  const last = own.at(-1);
  if (!last) return null;
  const firstOfState = own.findLastIndex((span) => span.state !== last.state) + 1;
  const began = own[firstOfState]?.from ?? last.from;
  const isSameAsBefore = began <= window.from && site.state?.state === last.state;
  const state: SiteStateNow = {
    state: last.state,
    since: isSameAsBefore ? Math.min(site.state?.since ?? began, began) : began,
    reason: last.reason,
    onBattery: findings.spans.findLast((span) => span.subject === 'power')?.state === 'down',
    degraded: last.state === 'up' && findings.spans.some((span) => isFailingNow(span, last.until)),
  };
  return { state, running: runningNow(findings, derived, stored, last.state === 'down' ? began : undefined) };
}

function isFailingNow(span: SiteFindings['spans'][number], now: number): boolean {
  return span.until === now && span.state === 'down' && (span.subject === 'dns' || span.subject.startsWith('service:'));
}

/** Outages that go on; a site that is down is among them before it is long enough for the list. */
function runningNow(
  findings: SiteFindings,
  derived: readonly Derived[],
  stored: readonly LedgerRow[],
  downSince: number | undefined,
): RunningOutage[] {
  const running = derived
    .filter(({ outage }) => outage.until === null)
    .map(({ outage }): RunningOutage => {
      const row = stored.find(
        (one) => one.subject === outage.subject && one.own.until === null && one.status !== 'withdrawn',
      );
      const cause = row?.confirmed?.cause ?? outage.suggested.cause;
      return {
        id: row?.mergedInto ?? row?.id ?? null,
        subject: outage.subject,
        from: outage.from,
        cause,
        confidence: row?.confirmed ? 'confirmed' : outage.suggested.confidence,
      };
    });
  const isListed = running.some((one) => one.subject === 'site');
  if (downSince === undefined || isListed) return running;
  return [
    { id: null, subject: 'site', from: downSince, cause: 'undetermined', confidence: 'undetermined' },
    ...running,
  ];
}
