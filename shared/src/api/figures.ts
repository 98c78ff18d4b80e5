import * as v from 'valibot';
import {
  cause,
  confidence,
  CRITERION_RESULTS,
  criterion,
  declaration,
  instant,
  LIFE_STAGES,
  localDate,
  siteKind,
  STATEMENT_VERDICTS,
} from '../model/index.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ms = count;
/** 0 to 1; null where nothing tells. */
const share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));

/** Outages summed up: down time by the clock, and in opening hours. */
export const outageSum = v.object({ count, wholeMs: ms, openMs: ms });
export type OutageSum = v.InferOutput<typeof outageSum>;

/** Availability of a site's connectivity in one calendar. */
export const availabilityFigure = v.object({
  /** up / (up + down); null where coverage is under 0.8 or nothing was measured. */
  availability: share,
  coverage: share,
  upMs: ms,
  downMs: ms,
  /** Failures too short for the ledger's list. */
  blips: count,
});
export type AvailabilityFigure = v.InferOutput<typeof availabilityFigure>;

/** Where a judgement comes from. */
export const BASES = ['measured', 'declared', 'inventory', 'none'] as const;

/** A criterion at a site. */
export const judgement = v.object({
  criterionId: v.string(),
  result: v.picklist(CRITERION_RESULTS),
  basis: v.picklist(BASES),
  isMandatory: v.boolean(),
  /** When it was measured, declared or entered last; null where nothing tells. */
  at: v.nullable(instant),
  /** What was seen: so many of so many, percent, minutes; null where there is no figure. */
  figure: v.nullable(
    v.object({ have: v.number(), need: v.number(), unit: v.picklist(['%', 'ms', 'minutes', 'pieces', 'months']) }),
  ),
  /** Devices and items that it rests on, the deficient ones first. */
  deviceIds: v.array(v.string()),
  itemIds: v.array(v.string()),
});
export type Judgement = v.InferOutput<typeof judgement>;

/** Criteria met of those that count (met + partly + not met; `no-data` counts, `not-applicable` does not). */
export const score = v.object({ met: count, counted: count, mandatoryMet: count, mandatoryCounted: count });
export type Score = v.InferOutput<typeof score>;

/** Whether free Wi-Fi of a house works. */
export const WIFI_STATES = ['live', 'not-live', 'no-data', 'not-equipped'] as const;

export const siteFigures = v.object({
  siteId: v.string(),
  code: v.nullable(v.string()),
  name: v.string(),
  kind: siteKind,
  groupNumber: v.nullable(count),
  provider: v.nullable(v.string()),
  plan: v.string(),
  feeder: v.nullable(v.string()),
  /** Of a cultural house: line and access point together; of others: `in-use` as soon as something is. */
  stage: v.picklist(LIFE_STAGES),
  /** Day of that stage, and the document that says so. */
  stageSince: v.nullable(localDate),
  stagePaper: v.string(),
  wifi: v.picklist(WIFI_STATES),
  isMonitored: v.boolean(),
  open: availabilityFigure,
  whole: availabilityFigure,
  /** Outages of its connectivity: confirmed by an officer, and the others. */
  confirmed: outageSum,
  suspected: outageSum,
  criteria: v.array(judgement),
  score,
});
export type SiteFigures = v.InferOutput<typeof siteFigures>;

/** An outage of a site's connectivity within the period; times are clipped to it. */
export const outageFigure = v.object({
  id: v.string(),
  siteId: v.nullable(v.string()),
  from: instant,
  until: v.nullable(instant),
  wholeMs: ms,
  openMs: ms,
  /** The officer's cause, or the suggested one. */
  cause,
  isConfirmed: v.boolean(),
  confidence,
  /** Services that failed with it. */
  services: v.array(v.string()),
  interruptions: count,
  notes: v.array(v.string()),
  attachments: v.array(v.string()),
  ticket: v.nullable(v.string()),
});
export type OutageFigure = v.InferOutput<typeof outageFigure>;

/** Outages of one cause, confirmed apart from suspected. */
export const causeFigure = v.object({ cause, confirmed: outageSum, suspected: outageSum });

/** A configured service over the opening hours of the sites that look at it; an outage counts once for a site. */
export const serviceFigure = v.object({
  serviceId: v.string(),
  name: v.string(),
  /** Systems of the ward's report that it stands for: `HT-14`. */
  systemIds: v.array(v.string()),
  siteIds: v.array(v.string()),
  open: availabilityFigure,
  confirmed: outageSum,
  suspected: outageSum,
  outageIds: v.array(v.string()),
  /** The same at each site; outages are only those with down time in opening hours. */
  bySite: v.array(
    v.object({
      siteId: v.string(),
      open: availabilityFigure,
      confirmed: outageSum,
      suspected: outageSum,
      outageIds: v.array(v.string()),
    }),
  ),
});
export type ServiceFigure = v.InferOutput<typeof serviceFigure>;

/** What one kind of equipment would have avoided of the confirmed outages. */
export const counterfactual = v.object({
  remedy: v.picklist(['ups', 'backup-line', 'spare-device', 'watched-power']),
  criterionId: v.string(),
  /** Minutes that a UPS would have to last; null for others. */
  minutes: v.nullable(count),
  siteIds: v.array(v.string()),
  outageIds: v.array(v.string()),
  openMs: ms,
  wholeMs: ms,
});
export type Counterfactual = v.InferOutput<typeof counterfactual>;

/** Why a verdict is as it is; the console and the documents have words for each. */
export const VERDICT_REASONS = [
  'target-met',
  'target-missed',
  'gap-seen',
  'gap-closed',
  'coverage',
  'period-runs',
  'not-due',
  'no-target',
  'no-site',
  'no-value',
  'by-hand',
  'unconfirmed-only',
  'never-measured',
  'no-lines',
] as const;

/** A statement of a report against the figures. */
export const statementResult = v.object({
  statementId: v.string(),
  verdict: v.picklist(STATEMENT_VERDICTS),
  reason: v.picklist(VERDICT_REASONS),
  /** Whether something is missing, whatever the report says of it. */
  gap: v.picklist(['open', 'closed', 'unknown', 'none']),
  /** Order of the gaps: higher first. */
  weight: v.number(),
  /** Figures by name, for sentences: `n`, `openMs`, `percent`, `part`, `whole`, `target`, `missing`, `days`. */
  figures: v.record(v.string(), v.number()),
  causes: v.array(v.object({ cause, count, openMs: ms })),
  target: v.nullable(v.number()),
  dueOn: v.nullable(localDate),
  siteIds: v.array(v.string()),
  outageIds: v.array(v.string()),
  criterionIds: v.array(v.string()),
  indicatorId: v.nullable(v.string()),
});
export type StatementResult = v.InferOutput<typeof statementResult>;

/** Cultural houses by stage. */
export const houseFigures = v.object({
  total: count,
  equipped: count,
  installing: count,
  funded: count,
  requested: count,
  suspended: count,
  notEquipped: count,
  wifiLive: count,
  wifiNoData: count,
});
export type HouseFigures = v.InferOutput<typeof houseFigures>;

/** `GET /api/figures?period&report`: everything that pages and documents say of a period, from one place. */
export const wardFigures = v.object({
  /** `periodKey`, and its instants. */
  period: v.string(),
  from: instant,
  until: instant,
  /** Last instant that is in the figures: the end of the period, or now while it runs. */
  asOf: instant,
  isOver: v.boolean(),
  ledger: v.object({ count, head: v.string(), keyFingerprint: v.string() }),
  monitoring: v.object({
    sites: count,
    sitesMonitored: count,
    computers: count,
    computersMonitored: count,
    /** Over the opening hours of equipped sites. */
    openCoverage: share,
    /** Spans of the server's own blindness, which count nowhere. */
    holes: count,
    minListMs: ms,
    probeMs: ms,
    unconfirmedDays: v.array(v.string()),
  }),
  sites: v.array(siteFigures),
  outages: v.array(outageFigure),
  confirmed: outageSum,
  suspected: outageSum,
  byCause: v.array(causeFigure),
  /** Confirmed outages of the period before of the same length; null where nothing was measured then. */
  previous: v.nullable(outageSum),
  services: v.array(serviceFigure),
  houses: houseFigures,
  score,
  counterfactuals: v.array(counterfactual),
  /** In order of the catalogue; empty without a report. */
  statements: v.array(statementResult),
  reportId: v.nullable(v.string()),
});
export type WardFigures = v.InferOutput<typeof wardFigures>;

/** Query of `GET /api/figures`: `period` is a `periodKey`, `report` the id of a report (none: without statements). */
export const figuresQuery = v.object({
  period: v.pipe(v.string(), v.maxLength(40)),
  report: v.optional(v.pipe(v.string(), v.maxLength(40))),
});

const revision = count;

/** `GET /api/criteria`: the set, with what people declared. `POST /api/criteria` saves one. */
export const criterionRow = v.object({ ...criterion.entries, revision });
export type CriterionRow = v.InferOutput<typeof criterionRow>;
export const declarationRow = v.object({ ...declaration.entries, revision });
export type DeclarationRow = v.InferOutput<typeof declarationRow>;
export const criteriaList = v.object({ criteria: v.array(criterionRow), declarations: v.array(declarationRow) });
export type CriteriaList = v.InferOutput<typeof criteriaList>;
