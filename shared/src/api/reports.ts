import * as v from 'valibot';
import {
  boundStatement,
  indicator,
  instant,
  localDate,
  namedSystem,
  passage,
  wardReport,
  displayName,
} from '../model/index.ts';

const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Types and size of a report file. */
export const REPORT_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain',
} as const;
export const MAX_REPORT_BYTES = 20 * 1024 * 1024;

/** A report in a list. */
export const reportHead = v.object({
  id: wardReport.entries.id,
  title: v.string(),
  number: v.nullable(v.string()),
  datedOn: v.nullable(localDate),
  period: v.string(),
  loadedAt: instant,
  /** Statements that were found or placed, of those of the catalogue. */
  located: v.number(),
  statements: v.number(),
});
export type ReportHead = v.InferOutput<typeof reportHead>;
/** `GET /api/reports`, newest first. */
export const reportList = v.object({ reports: v.array(reportHead) });

export const statementRow = v.object({ ...boundStatement.entries, revision });
export type StatementRow = v.InferOutput<typeof statementRow>;
/** `GET /api/reports/{id}`; also the answer to `POST /api/reports?name=…` with the file as its body. */
export const reportDetail = v.object({
  report: v.object({ ...wardReport.entries, revision }),
  statements: v.array(statementRow),
  /** What was seen on the way in: tracked changes were taken as accepted, a part was left out. */
  notes: v.array(v.picklist(['tracked-changes', 'no-sections', 'images-left-out', 'text-cut'])),
});
export type ReportDetail = v.InferOutput<typeof reportDetail>;
export const loadReportQuery = v.object({ name: displayName });

/** `PATCH /api/reports/{id}`: what the text does not tell. */
export const updateReportRequest = v.object({
  number: v.nullable(displayName),
  datedOn: v.nullable(localDate),
  period: v.pipe(v.string(), v.maxLength(40)),
  title: displayName,
  revision,
});
export type UpdateReportRequest = v.InferOutput<typeof updateReportRequest>;

/** `POST /api/reports/{id}/statements/{statement}`: accept where it was found, place it elsewhere, or say that it is absent. */
export const bindStatementRequest = v.object({
  passage: v.nullable(passage),
  state: v.picklist(['accepted', 'placed', 'absent']),
  target: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000))),
  dueOn: v.nullable(localDate),
  revision,
});
export type BindStatementRequest = v.InferOutput<typeof bindStatementRequest>;

/** `GET /api/indicators`, `POST /api/indicators`. */
export const indicatorRow = v.object({ ...indicator.entries, revision });
export type IndicatorRow = v.InferOutput<typeof indicatorRow>;
export const indicatorList = v.object({ indicators: v.array(indicatorRow) });

/** `GET /api/systems`, `POST /api/systems`: the systems that the ward's report names. */
export const systemRow = v.object({ ...namedSystem.entries, revision });
export type SystemRow = v.InferOutput<typeof systemRow>;
export const systemList = v.object({ systems: v.array(systemRow) });
