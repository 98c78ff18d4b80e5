export {
  DEFAULT_RULES,
  type DeviceEvidence,
  type JournalEvidence,
  type PlannedSpan,
  type Rules,
  type SiteEvidence,
  type Term,
} from './evidence.ts';
export { factTimeline, runningTimeline, type Segment, type StatedFact, subtract, union } from './timeline.ts';
