import * as v from 'valibot';
import { localDate } from './calendar.ts';
import { equipmentKind, remark } from './inventory.ts';
import { siteKind } from './site.ts';
import { displayName } from './text.ts';

const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100_000));

/** How a criterion is looked at. Thresholds are the criterion's own and may be edited. */
export const criterionCheck = v.variant('kind', [
  /** Share of opening hours in which the site's own network worked, by the ledger's causes, percent. */
  v.object({ kind: v.literal('lan-availability'), minPercent: percent }),
  /** Share of opening hours in which the site's line worked, percent; latency at most so many milliseconds (null: not asked). */
  v.object({ kind: v.literal('line-availability'), minPercent: percent, maxLatencyMs: v.nullable(count) }),
  /** Share of opening hours in which the site was on the line at all, whatever took it off, percent. */
  v.object({ kind: v.literal('availability'), minPercent: percent }),
  /** Equipment of one of the kinds is in use. */
  v.object({ kind: v.literal('equipment'), kinds: v.pipe(v.array(equipmentKind), v.minLength(1)) }),
  /** Every piece of main network equipment has a UPS in use beside it. */
  v.object({ kind: v.literal('ups-cover'), kinds: v.pipe(v.array(equipmentKind), v.minLength(1)) }),
  /** Measured runtime on battery, minutes; a measurement is good for so many months. */
  v.object({ kind: v.literal('ups-runtime'), minMinutes: count, maxAgeMonths: count }),
  /** Antivirus on, signatures at most so many days old, on every monitored computer. */
  v.object({ kind: v.literal('antivirus'), maxSignatureDays: count }),
  /** Supported operating system, updated within so many days, on every monitored computer. */
  v.object({ kind: v.literal('patched'), maxUpdateDays: count }),
  /** Clocks in sync on every monitored computer. */
  v.object({ kind: v.literal('clock-sync') }),
  /** Memory, supported system and age of every monitored computer. */
  v.object({ kind: v.literal('computer-fit'), minMemoryGb: count, maxAgeYears: count }),
  /** The list of equipment was gone through within so many months. */
  v.object({ kind: v.literal('survey'), maxAgeMonths: count }),
  /** A person says so, within so many months (null: for ever). */
  v.object({ kind: v.literal('declared'), maxAgeMonths: v.nullable(count) }),
]);
export type CriterionCheck = v.InferOutput<typeof criterionCheck>;

/** Something that a ready site has. The set is data: names, thresholds, sources and weights are the ward's to edit. */
export const criterion = v.object({
  /** `RC-P1`. */
  id: v.pipe(v.string(), v.regex(/^RC-[A-Z]\d{1,2}$/)),
  name: displayName,
  scope: v.pipe(v.array(siteKind), v.minLength(1)),
  isMandatory: v.boolean(),
  check: criterionCheck,
  /** Ids of references, or words of the source. */
  sources: v.array(remark),
  isActive: v.boolean(),
});
export type Criterion = v.InferOutput<typeof criterion>;

/** Outcome of one criterion at one site. */
export const CRITERION_RESULTS = ['met', 'partly', 'not-met', 'no-data', 'not-applicable'] as const;
export type CriterionResult = (typeof CRITERION_RESULTS)[number];

/** What a person says of a criterion at a site. */
export const declaration = v.object({
  siteId: v.string(),
  criterionId: v.string(),
  result: v.picklist(['met', 'partly', 'not-met', 'not-applicable']),
  on: localDate,
  /** Document or place that shows it. */
  proof: remark,
});
export type Declaration = v.InferOutput<typeof declaration>;
