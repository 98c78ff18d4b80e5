import type {
  AvailabilityFigure,
  Judgement,
  OutageFigure,
  OutageSum,
  ServiceFigure,
  SiteFigures,
} from '../api/index.ts';
import { startOfDay } from '../calendar/index.ts';
import type { BoundStatement, BudgetLine, EquipmentItem, Indicator, LifeStage, NamedSystem } from '../model/index.ts';
import { dueAfter } from './due.ts';
import type { StatementInput } from './input.ts';

const HOUR = 3_600_000;
const NONE: OutageSum = { count: 0, wholeMs: 0, openMs: 0 };
const FROM = startOfDay('2026-04-01');
const UNTIL = startOfDay('2026-07-01');

/** 100 hours measured of those that the calendar opens, so many of them down. */
export function open(downHours = 0, coverage = 1, blips = 0): AvailabilityFigure {
  return {
    availability: coverage < 0.8 ? null : (100 - downHours) / 100,
    coverage,
    upMs: (100 - downHours) * HOUR,
    downMs: downHours * HOUR,
    blips,
  };
}

/** A judgement of a criterion, mandatory, with a figure where one is given. */
export function judgement(
  criterionId: string,
  result: Judgement['result'],
  figure: [number, number, 'pieces' | 'minutes'] | null = null,
): Judgement {
  return {
    criterionId,
    result,
    basis: 'measured',
    isMandatory: true,
    at: FROM,
    figure: figure && { have: figure[0], need: figure[1], unit: figure[2] },
    deviceIds: [],
    itemIds: [],
  };
}

/** A place that is watched and in use, without trouble, but what is given. */
export function site(siteId: string, kind: SiteFigures['kind'], more: Partial<SiteFigures> = {}): SiteFigures {
  return {
    siteId,
    code: null,
    name: siteId,
    kind,
    groupNumber: null,
    provider: null,
    plan: '',
    feeder: null,
    stage: 'in-use',
    stageSince: null,
    stagePaper: '',
    wifi: 'not-equipped',
    isMonitored: true,
    open: open(),
    whole: open(),
    confirmed: NONE,
    suspected: NONE,
    criteria: [],
    score: { met: 0, counted: 0, mandatoryMet: 0, mandatoryCounted: 0 },
    ...more,
  };
}

/** An outage at a place, of so many opening hours, that an officer confirmed or not. */
export function outage(siteId: string, cause: OutageFigure['cause'], hours: number, isConfirmed = true): OutageFigure {
  return {
    id: `SC-${siteId}-${cause}-${hours}`,
    siteId,
    from: FROM,
    until: FROM + hours * HOUR,
    wholeMs: hours * HOUR,
    openMs: hours * HOUR,
    cause,
    isConfirmed,
    confidence: 'probable',
    services: [],
    interruptions: 0,
    notes: [],
    attachments: [],
    ticket: null,
  };
}

/** A service that stands for a system, seen alike from both offices, so many hours down, confirmed or not. */
export function service(systemId: string, downHours = 0, isConfirmed = true, coverage = 1): ServiceFigure {
  const sum = downHours > 0 ? { count: 1, wholeMs: downHours * HOUR, openMs: downHours * HOUR } : NONE;
  const seen = {
    open: open(downHours, coverage),
    confirmed: isConfirmed ? sum : NONE,
    suspected: isConfirmed ? NONE : sum,
    outageIds: downHours > 0 ? [`SC-${systemId}`] : [],
  };
  const siteIds = ['hq', 'centre'];
  const bySite = siteIds.map((siteId) => ({ siteId, ...seen }));
  return { serviceId: `service-${systemId}`, name: systemId, systemIds: [systemId], siteIds, ...seen, bySite };
}

/** A firewall at the headquarters, or another item, that went through the stages given. */
export function item(...stages: [LifeStage, string][]): EquipmentItem {
  return {
    id: 'TB-0001',
    siteId: 'hq',
    kind: 'firewall',
    name: 'Tường lửa',
    quantity: 1,
    criterionId: 'RC-S1',
    stages: stages.map(([stage, on]) => ({ stage, on, paper: '' })),
    deviceId: null,
    specs: '',
    note: '',
  };
}

/** An indicator with one value. */
export function indicator(id: string, on: string, part: number | null, whole: number | null = null): Indicator {
  return { id, name: id, owner: '', values: [{ on, part, whole, note: '' }] };
}

/** A system with a state said by hand. */
export function system(id: string, status: NamedSystem['status']): NamedSystem {
  return { id, serviceIds: [], status, on: '2026-06-01', note: '' };
}

/** A line of a budget request with the criteria that it is asked for. */
export function budgetLine(...criteria: string[]): BudgetLine {
  return {
    id: '1',
    priceId: null,
    name: 'Bộ lưu điện',
    specs: '',
    unit: 'cái',
    quantity: 1,
    unitPrice: 1,
    vatPercent: 8,
    kind: 'one-off',
    phase: 1,
    priceBasis: '',
    siteIds: [],
    criteria,
    statements: [],
    outageIds: [],
    quotations: [],
  };
}

/** A statement that stands in a report. */
export function bound(statementId: string, more: Partial<BoundStatement> = {}): BoundStatement {
  return {
    reportId: 'BC-0001',
    statementId,
    passage: { block: 0, start: 0, end: 1 },
    state: 'accepted',
    score: 1,
    target: null,
    dueOn: dueAfter(statementId, '2026-q1'),
    ...more,
  };
}

/** What a case says of the ward; what it does not say is well, over and fully covered. */
export interface Ward {
  hq?: Partial<SiteFigures> | undefined;
  centre?: Partial<SiteFigures> | undefined;
  /** No place at all. */
  isEmpty?: boolean;
  outages?: OutageFigure[];
  services?: ServiceFigure[];
  houses?: Partial<StatementInput['figures']['houses']>;
  indicators?: Indicator[];
  systems?: NamedSystem[];
  items?: EquipmentItem[];
  lines?: BudgetLine[] | null;
  day?: string;
  isOver?: boolean;
  computers?: [monitored: number, all: number];
  bound?: Partial<BoundStatement>;
}

/** The second quarter of 2026 of a ward, with one statement of a report. */
export function inputOf(statementId: string, ward: Ward = {}): StatementInput {
  const isOver = ward.isOver ?? true;
  const [computersMonitored, computers] = ward.computers ?? [10, 10];
  return {
    figures: {
      period: '2026-q2',
      from: FROM,
      until: UNTIL,
      asOf: isOver ? UNTIL : (FROM + UNTIL) / 2,
      isOver,
      ledger: { count: 0, head: '', keyFingerprint: '' },
      monitoring: {
        sites: 2,
        sitesMonitored: 2,
        computers,
        computersMonitored,
        openCoverage: 1,
        holes: 0,
        minListMs: 300_000,
        probeMs: 60_000,
        unconfirmedDays: [],
      },
      sites: ward.isEmpty ? [] : [site('hq', 'headquarters', ward.hq), site('centre', 'one-stop-centre', ward.centre)],
      outages: ward.outages ?? [],
      confirmed: NONE,
      suspected: NONE,
      byCause: [],
      previous: null,
      services: ward.services ?? [],
      houses: {
        total: 30,
        equipped: 0,
        installing: 0,
        funded: 0,
        requested: 30,
        suspended: 0,
        notEquipped: 0,
        wifiLive: 0,
        wifiNoData: 0,
        ...ward.houses,
      },
      score: { met: 0, counted: 0, mandatoryMet: 0, mandatoryCounted: 0 },
      counterfactuals: [],
    },
    bound: [bound(statementId, ward.bound)],
    indicators: ward.indicators ?? [],
    systems: ward.systems ?? [],
    items: ward.items ?? [],
    lines: ward.lines ?? null,
    day: ward.day ?? '2026-06-30',
  };
}
