export { type AvailabilitySums, availabilityOf, common, doesCount, MIN_COVERAGE } from './availability.ts';
export { type Case, CAUSE_TABLE, type CauseRow, judgeCause } from './cause-table.ts';
export { decide, type Decision, type DecisionOutcome, type DecisionRefused } from './decide.ts';
export { type Derived, deriveOutage, type SiteTies } from './derive.ts';
export {
  DEFAULT_RULES,
  type DeviceEvidence,
  type JournalEvidence,
  type PlannedSpan,
  type Rules,
  type SiteEvidence,
  type Term,
} from './evidence.ts';
export { judgeSite, type SiteFindings, type SiteOutage, type SubjectSpan } from './judge-site.ts';
export { type DeviceTimelines, deviceTimelines, type Gap, type Life, type LifeSegment, LIVES } from './life.ts';
export type { Neighbour } from './neighbours.ts';
export { plannedSpans } from './planned-spans.ts';
export { contentOf, type CountMinutes, reconcile, type RowChange, type RowContent } from './reconcile.ts';
export {
  BRIDGE_MS,
  bridgeOf,
  DEFAULT_BEAT_MS,
  MAX_PROOF_MS,
  PROOF_GRACE_MS,
  PROOF_REACH_MS,
  type RunEvidence,
  runsOf,
} from './runs.ts';
export {
  judgeServer,
  listeningSpans,
  RECONNECT_MS,
  SERVER_JOIN_MS,
  type ServerEvidence,
  upToNow,
} from './server-outages.ts';
export { lookPaceOf, looksBy, type ServicePaces } from './look-pace.ts';
export {
  factTimeline,
  isCovered,
  runningTimeline,
  type Segment,
  segmentAt,
  type StatedFact,
  subtract,
  union,
  valueAt,
} from './timeline.ts';
export { NOTICE_SLACK_MS, type OutageView } from './view.ts';
export {
  judgeWard,
  type NeighbourSpans,
  neighboursAt,
  subjectsAsked,
  type WardFindings,
  type WardSite,
} from './ward.ts';
export {
  askedAbout,
  calendarOf,
  minutesIn,
  openAround,
  type SiteProfile,
  tiedTo,
  tiesOf,
  type WardSettings,
} from './ward-settings.ts';
