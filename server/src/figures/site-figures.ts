import type { SiteFigures, SiteRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { Criterion, Declaration, EquipmentItem, SiteProfile, State } from '@wardwatch/shared/model';
import { type DeviceEvidence, houseStage, judgeSite, scoreOf, siteStage } from '@wardwatch/shared/readiness';
import type { RowPart } from '../report/row-parts.ts';
import type { SubjectSums } from '../report/site-availability.ts';
import { availabilityFigure, underCauses } from './availability-figure.ts';
import { sumsOf } from './outage-figures.ts';
import { wifiState } from './wifi.ts';

/** What is known of a site at the end of a period. */
export interface SiteFacts {
  site: SiteRow;
  profile: SiteProfile | undefined;
  items: readonly EquipmentItem[];
  declarations: readonly Declaration[];
  devices: readonly DeviceEvidence[];
  latencyMs: number | null;
  sums: SubjectSums;
  /** Its outages that count. */
  parts: readonly RowPart[];
  /** The last 24 hours: its connectivity, and when it was open. */
  lastDay: { spans: readonly (Interval & { state: State })[]; open: readonly Interval[]; window: Interval };
}

/** The last day of the figures, and their last instant. */
export interface Moment {
  day: string;
  asOf: number;
}

/** Everything that is said of one site. */
export function siteFigures(facts: SiteFacts, criteria: readonly Criterion[], moment: Moment): SiteFigures {
  const { site, profile, items, sums, lastDay } = facts;
  const { day } = moment;
  const { stage, since, paper } = site.kind === 'cultural-house' ? houseStage(items, day) : siteStage(items, day);
  const line = profile?.subscriptions.find(({ isBackup }) => !isBackup);
  const judgements = judgementsOf(facts, criteria, moment);
  return {
    siteId: site.id,
    code: profile?.code ?? null,
    name: site.name,
    kind: site.kind,
    groupNumber: profile?.groupNumber ?? null,
    provider: site.provider ?? line?.provider ?? null,
    plan: line?.plan ?? '',
    feeder: site.feeder,
    stage,
    stageSince: since,
    stagePaper: paper,
    wifi:
      site.kind === 'cultural-house' ? wifiState(stage, lastDay.spans, lastDay.open, lastDay.window) : 'not-equipped',
    isMonitored: isMonitored(sums),
    open: availabilityFigure(sums.open),
    whole: availabilityFigure(sums.whole),
    ...sumsOf(facts.parts),
    criteria: judgements,
    score: scoreOf(judgements),
  };
}

/** Whether anything in service could report at some time of the period. */
export function isMonitored({ whole }: Pick<SubjectSums, 'whole'>): boolean {
  return whole.upMs + whole.downMs + whole.offMs + whole.plannedMs + whole.unknownMs + whole.excludedMs > 0;
}

function judgementsOf(
  facts: SiteFacts,
  criteria: readonly Criterion[],
  { day, asOf }: Moment,
): SiteFigures['criteria'] {
  const { site, profile, items, declarations, devices, latencyMs, sums } = facts;
  const surveyOn = profile?.survey?.on ?? null;
  return judgeSite(criteria, {
    siteId: site.id,
    kind: site.kind,
    items,
    declarations,
    devices,
    open: availabilityFigure(sums.open),
    lan: underCauses(sums.open, ['local-network']),
    line: underCauses(sums.open, ['internet-line', 'dns']),
    latencyMs,
    // A survey that was made later says nothing of the day.
    surveyOn: surveyOn !== null && surveyOn <= day ? surveyOn : null,
    day,
    asOf,
  });
}
