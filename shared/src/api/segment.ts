import * as v from 'valibot';
import { instant } from '../model/index.ts';

/** A segment of a timeline, as sent. */
export const segmentRow = v.object({ from: instant, until: instant, value: v.string() });
export type SegmentRow = v.InferOutput<typeof segmentRow>;
