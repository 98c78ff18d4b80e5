import * as v from 'valibot';
import { localDate } from './calendar.ts';
import { remark } from './inventory.ts';
import { displayName } from './text.ts';
import { instant } from './time.ts';

/** A paragraph of a report. */
export const reportBlock = v.object({
  /** `II.3`: number of its section and of its part; empty before the first section. */
  section: v.string(),
  kind: v.picklist(['heading', 'paragraph']),
  text: v.pipe(v.string(), v.maxLength(20_000)),
});
export type ReportBlock = v.InferOutput<typeof reportBlock>;

/** Most paragraphs of a report, and characters of all of them. */
export const MAX_REPORT_BLOCKS = 2_000;
export const MAX_REPORT_CHARACTERS = 400_000;

/** A report of the ward, as it was loaded; its text is never changed. */
export const wardReport = v.object({
  /** `BC-0001`. */
  id: v.pipe(v.string(), v.regex(/^BC-\d{4,6}$/)),
  title: displayName,
  /** `148/BC-UBND`; null where the text does not tell and nobody has said. */
  number: v.nullable(displayName),
  datedOn: v.nullable(localDate),
  /** Quarter that it speaks of: `periodKey`. */
  period: v.string(),
  fileName: displayName,
  /** SHA-256 of the file, hex. */
  fileHash: v.string(),
  blocks: v.pipe(v.array(reportBlock), v.minLength(1), v.maxLength(MAX_REPORT_BLOCKS)),
  loadedAt: instant,
});
export type WardReport = v.InferOutput<typeof wardReport>;

/** A passage of a report: characters `[start, end)` of one of its blocks. */
export const passage = v.pipe(
  v.object({
    block: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    start: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    end: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  }),
  v.check(({ start, end }) => start < end, 'a passage has a length'),
);
export type Passage = v.InferOutput<typeof passage>;

/** A statement of the catalogue in a report. */
export const boundStatement = v.object({
  reportId: v.string(),
  /** Id in the catalogue: `C03`. */
  statementId: v.pipe(v.string(), v.regex(/^C\d{2}$/)),
  /** Null where it was not found, or a person says that the report does not say it. */
  passage: v.nullable(passage),
  /** `found`: by section and terms; `accepted`, `placed`: a person looked; `absent`: a person says that it is not there. */
  state: v.picklist(['found', 'missing', 'accepted', 'placed', 'absent']),
  /** How sure the place is, 0 to 1; 1 for a person's. */
  score: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Target in place of the catalogue's: null leaves that one. */
  target: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000))),
  dueOn: v.nullable(localDate),
});
export type BoundStatement = v.InferOutput<typeof boundStatement>;

/** How a statement stands to the figures. */
export const STATEMENT_VERDICTS = ['supported', 'contradicted', 'insufficient', 'manual', 'not-applicable'] as const;
export type StatementVerdict = (typeof STATEMENT_VERDICTS)[number];

/** A figure of an indicator on a day: a share (`part` of `whole`), or words alone. */
export const indicatorValue = v.pipe(
  v.object({
    on: localDate,
    part: v.nullable(v.pipe(v.number(), v.minValue(0))),
    whole: v.nullable(v.pipe(v.number(), v.minValue(0))),
    note: remark,
  }),
  v.check(({ part, whole }) => part === null || whole === null || part <= whole, 'the part is at most the whole'),
  v.check(({ part, whole }) => whole === null || (whole > 0 && part !== null), 'a whole has a part'),
);
export type IndicatorValue = v.InferOutput<typeof indicatorValue>;

/** A figure that nobody measures: kept by hand, with its history and its owner. */
export const indicator = v.object({
  /** `CT-C08`: of which statement. */
  id: v.pipe(v.string(), v.regex(/^CT-C\d{2}$/)),
  name: displayName,
  /** Unit that reports it. */
  owner: remark,
  /** In order of days. */
  values: v.pipe(v.array(indicatorValue), v.maxLength(400)),
});
export type Indicator = v.InferOutput<typeof indicator>;

/** One of the systems that the report names: how it is watched, or why not. */
export const namedSystem = v.object({
  /** `HT-05`. */
  id: v.pipe(v.string(), v.regex(/^HT-\d{2}$/)),
  /** Services of the agents' configuration that look at it. */
  serviceIds: v.array(v.string()),
  /** Said by hand where nothing is measured. */
  status: v.nullable(v.picklist(['in-use', 'not-in-use', 'partly'])),
  on: v.nullable(localDate),
  note: remark,
});
export type NamedSystem = v.InferOutput<typeof namedSystem>;
