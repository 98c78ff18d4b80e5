export { factTimeline, runningTimeline, type Segment, type StatedFact, subtract, union } from './timeline.ts';
