import * as v from 'valibot';
import { durationMs } from './time.ts';

/** How often a point that reports by push may do so: from ten seconds to an hour, milliseconds. */
export const pointPace = v.pipe(durationMs, v.minValue(10_000), v.maxValue(3_600_000));
