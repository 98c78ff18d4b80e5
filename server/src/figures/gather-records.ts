import type { CriterionRow } from '@wardwatch/shared/api';
import type {
  BoundStatement,
  BudgetLine,
  Declaration,
  EquipmentItem,
  Indicator,
  NamedSystem,
  SiteProfile,
} from '@wardwatch/shared/model';
import type { RecordStore } from '../store/record-store.ts';
import { criteriaOf } from './criteria.ts';

/** What people keep by hand, as far as figures need it. */
export interface RecordFacts {
  criteria: CriterionRow[];
  profiles: ReadonlyMap<string, SiteProfile>;
  items: EquipmentItem[];
  declarations: Declaration[];
  systems: NamedSystem[];
}

/** Reads all kinds, one query each. */
export async function gatherRecords(records: RecordStore): Promise<RecordFacts> {
  const [criteria, profiles, items, declarations, systems] = await Promise.all([
    records.all('criterion'),
    records.all('profile'),
    records.all('equipment'),
    records.all('declaration'),
    records.all('system'),
  ]);
  return {
    criteria: criteriaOf(criteria),
    profiles: new Map(profiles.map(({ body }) => [body.siteId, body])),
    items: items.map(({ body }) => body),
    declarations: declarations.map(({ body }) => body),
    systems: systems.map(({ body }) => body),
  };
}

/** What the statements of a report are judged by beside the figures. */
export interface ReportFacts {
  bound: BoundStatement[];
  indicators: Indicator[];
  lines: BudgetLine[] | null;
}

/** Undefined where there is no such report. */
export async function gatherReport(records: RecordStore, reportId: string): Promise<ReportFacts | undefined> {
  if (!(await records.one('report', reportId))) return undefined;
  const [bound, indicators, papers] = await Promise.all([
    records.all('statement'),
    records.all('indicator'),
    records.all('paper'),
  ]);
  const requests = papers.map(({ body }) => body).filter(({ kind }) => kind === 'budget-request');
  const newest = requests.toSorted((a, b) => b.createdAt - a.createdAt)[0];
  return {
    bound: bound.map(({ body }) => body).filter((one) => one.reportId === reportId),
    indicators: indicators.map(({ body }) => body),
    lines: newest?.lines ?? null,
  };
}
