import * as v from 'valibot';
import { factName, factValue, isValueOf } from './fact.ts';
import { metricValues } from './metric.ts';
import { instant, monotonic } from './time.ts';

/** One fact as it stands, and the device's wall time of its last change. */
export const currentFact = v.pipe(
  v.object({ fact: factName, value: factValue, since: instant }),
  v.check((current) => isValueOf(current.fact, current.value), 'the value does not belong to this fact'),
);
export type CurrentFact = v.InferOutput<typeof currentFact>;

/** The device's present, sent before any history so that the board is right at once. Not journaled. */
export const snapshot = v.object({
  at: instant,
  mono: monotonic,
  bootedAt: instant,
  facts: v.pipe(v.array(currentFact), v.maxLength(64)),
  metrics: metricValues,
});
export type Snapshot = v.InferOutput<typeof snapshot>;
