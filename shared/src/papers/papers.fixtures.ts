import type {
  AvailabilityFigure,
  Judgement,
  OutageFigure,
  SiteFigures,
  StatementResult,
  WardFigures,
} from '../api/index.ts';
import { startOfDay } from '../calendar/index.ts';
import type {
  BudgetLine,
  EquipmentItem,
  LifeStage,
  Paper,
  PaperKind,
  Price,
  Reference,
  WardReport,
} from '../model/index.ts';
import { counterfactuals, DEFAULT_CRITERIA, houseFigures, scoreOf, sumScores } from '../readiness/index.ts';
import { STATEMENTS } from '../statements/index.ts';
import { DEFAULT_IDENTITY } from './identity.ts';
import type { PaperInput } from './input.ts';
import { PRICE_CATALOGUE } from './price-catalogue.ts';

const MINUTE_MS = 60_000;
const FROM = startOfDay('2026-04-01');
const UNTIL = startOfDay('2026-07-01');

/** An instant of the ward: `2026-05-12 07:30`. */
export function at(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}:00+07:00`);
}

/** The thing with some of it told otherwise. */
export function changed<Thing extends object>(thing: Thing, change: Partial<Thing>): Thing {
  return { ...thing, ...change };
}

export function measured(availability: number | null, coverage: number): AvailabilityFigure {
  const openMs = 1_000 * 3_600_000;
  const upMs = Math.round(openMs * (availability ?? 0));
  return { availability, coverage, upMs, downMs: openMs - upMs, blips: 0 };
}

export function judgement(
  criterionId: string,
  outcome: Judgement['result'],
  figure: Judgement['figure'] = null,
): Judgement {
  const isMandatory = DEFAULT_CRITERIA.some((one) => one.id === criterionId && one.isMandatory);
  return {
    criterionId,
    result: outcome,
    basis: 'measured',
    isMandatory,
    at: UNTIL - 1,
    figure,
    deviceIds: [],
    itemIds: [],
  };
}

const NO_SUM = { count: 0, wholeMs: 0, openMs: 0 };

export function site(siteId: string, name: string, more: Partial<SiteFigures>): SiteFigures {
  const criteria = more.criteria ?? [];
  return {
    siteId,
    code: null,
    name,
    kind: 'headquarters',
    groupNumber: null,
    provider: 'Nhà mạng A',
    plan: '150 Mbps',
    feeder: 'Lộ 471',
    stage: 'in-use',
    stageSince: '2026-01-10',
    stagePaper: '',
    wifi: 'not-equipped',
    isMonitored: true,
    open: measured(0.9952, 0.97),
    whole: measured(0.996, 0.98),
    confirmed: NO_SUM,
    suspected: NO_SUM,
    criteria,
    score: scoreOf(criteria),
    ...more,
  };
}

export function outage(
  id: string,
  siteId: string,
  from: string,
  minutes: number,
  more: Partial<OutageFigure> = {},
): OutageFigure {
  return {
    id,
    siteId,
    from: at(from),
    until: at(from) + minutes * MINUTE_MS,
    wholeMs: minutes * MINUTE_MS,
    openMs: minutes * MINUTE_MS,
    cause: 'mains-power',
    isConfirmed: true,
    confidence: 'confirmed',
    services: [],
    interruptions: 0,
    notes: [],
    attachments: [],
    ticket: null,
    ...more,
  };
}

const OUTAGES: OutageFigure[] = [
  outage('SC-2026-0003', 'hq', '2026-04-14 08:00', 45, {
    notes: ['Đóng lại aptomat\ntổng, khởi động lại thiết bị.'],
    attachments: ['Thông báo ngừng cấp điện.pdf'],
    services: ['Dịch vụ công trực tuyến'],
  }),
  outage('SC-2026-0007', 'centre', '2026-05-12 13:30', 135, { cause: 'internet-line', ticket: 'NM-118' }),
  outage('SC-2026-0009', 'nvh1', '2026-06-02 20:00', 600, {
    openMs: 60 * MINUTE_MS,
    isConfirmed: false,
    cause: 'device-off',
  }),
];

const OFFICE_CRITERIA = [
  judgement('RC-N1', 'met', { have: 99.9, need: 99.5, unit: '%' }),
  judgement('RC-N2', 'not-met', { have: 99.21, need: 99.5, unit: '%' }),
  judgement('RC-N3', 'not-met'),
  judgement('RC-P1', 'not-met', { have: 0, need: 3, unit: 'pieces' }),
  judgement('RC-P2', 'not-met', { have: 12, need: 30, unit: 'minutes' }),
  judgement('RC-S1', 'not-met'),
  judgement('RC-S2', 'met', { have: 8, need: 8, unit: 'pieces' }),
  judgement('RC-S3', 'not-met', { have: 6, need: 8, unit: 'pieces' }),
  judgement('RC-E1', 'not-met', { have: 7, need: 8, unit: 'pieces' }),
];

const SITES: SiteFigures[] = [
  site('hq', 'Trụ sở (mẫu)', {
    criteria: OFFICE_CRITERIA,
    confirmed: { count: 1, wholeMs: 45 * MINUTE_MS, openMs: 45 * MINUTE_MS },
  }),
  site('centre', 'Trung tâm Phục vụ hành chính công (mẫu)', {
    kind: 'one-stop-centre',
    open: measured(null, 0.61),
    criteria: [judgement('RC-N2', 'no-data'), judgement('RC-P1', 'met', { have: 2, need: 2, unit: 'pieces' })],
    confirmed: { count: 1, wholeMs: 135 * MINUTE_MS, openMs: 135 * MINUTE_MS },
  }),
  site('nvh1', 'Nhà văn hóa TDP số 1 (mẫu)', {
    kind: 'cultural-house',
    groupNumber: 1,
    wifi: 'live',
    open: measured(0.96, 0.9),
    suspected: { count: 1, wholeMs: 600 * MINUTE_MS, openMs: 60 * MINUTE_MS },
    criteria: [judgement('RC-H2', 'met'), judgement('RC-H3', 'met', { have: 96, need: 95, unit: '%' })],
  }),
  site('nvh2', 'Nhà văn hóa TDP số 2 (mẫu)', {
    kind: 'cultural-house',
    groupNumber: 2,
    provider: null,
    plan: '',
    feeder: null,
    stage: 'requested',
    stageSince: '2025-11-20',
    stagePaper: 'Tờ trình 61/TTr-UBND',
    isMonitored: false,
    open: measured(null, 0),
    whole: measured(null, 0),
    criteria: [judgement('RC-H2', 'not-met'), judgement('RC-H3', 'not-met')],
  }),
];

/** Quarter II of 2026 of a small ward: two offices, an equipped house and one that waits. */
export function figuresFixture(more: Partial<WardFigures> = {}): WardFigures {
  const sums = (isConfirmed: boolean) =>
    OUTAGES.filter((one) => one.isConfirmed === isConfirmed).reduce(
      (sum, { wholeMs, openMs }) => ({
        count: sum.count + 1,
        wholeMs: sum.wholeMs + wholeMs,
        openMs: sum.openMs + openMs,
      }),
      NO_SUM,
    );
  const ofCause = (cause: OutageFigure['cause']) => {
    const one = OUTAGES.find((each) => each.cause === cause);
    return { count: 1, wholeMs: one?.wholeMs ?? 0, openMs: one?.openMs ?? 0 };
  };
  return {
    period: '2026-q2',
    from: FROM,
    until: UNTIL,
    asOf: UNTIL - 1,
    isOver: true,
    ledger: { count: 41, head: '0a'.repeat(32), keyFingerprint: 'ab12 cd34' },
    monitoring: {
      sites: 4,
      sitesMonitored: 3,
      computers: 9,
      computersMonitored: 8,
      openCoverage: 0.912,
      holes: 1,
      minListMs: 5 * MINUTE_MS,
      probeMs: 60_000,
      unconfirmedDays: [],
    },
    sites: SITES,
    outages: OUTAGES,
    confirmed: sums(true),
    suspected: sums(false),
    byCause: [
      { cause: 'internet-line', confirmed: ofCause('internet-line'), suspected: NO_SUM },
      { cause: 'mains-power', confirmed: ofCause('mains-power'), suspected: NO_SUM },
      { cause: 'device-off', confirmed: NO_SUM, suspected: ofCause('device-off') },
    ],
    previous: { count: 4, wholeMs: 120 * MINUTE_MS, openMs: 60 * MINUTE_MS },
    services: [],
    houses: houseFigures(SITES),
    score: sumScores(SITES.map(({ score }) => score)),
    counterfactuals: counterfactuals(OUTAGES),
    statements: [],
    reportId: null,
    ...more,
  };
}

/** The same quarter before anything was measured. */
export function emptyFigures(): WardFigures {
  const nothing = {
    isMonitored: false,
    open: measured(null, 0),
    whole: measured(null, 0),
    confirmed: NO_SUM,
    suspected: NO_SUM,
    criteria: [],
    score: scoreOf([]),
  };
  const sites = SITES.map((one) => changed(one, nothing));
  const { monitoring } = figuresFixture();
  return figuresFixture({
    sites,
    monitoring: { ...monitoring, sitesMonitored: 0, computersMonitored: 0, openCoverage: null, holes: 0 },
    outages: [],
    confirmed: NO_SUM,
    suspected: NO_SUM,
    byCause: [],
    previous: null,
    counterfactuals: [],
    score: sumScores([]),
    ledger: { count: 0, head: '', keyFingerprint: '' },
  });
}

/** A statement of the report against the figures. */
export function result(statementId: string, more: Partial<StatementResult>): StatementResult {
  return {
    statementId,
    verdict: 'contradicted',
    reason: 'target-missed',
    gap: 'open',
    weight: 1,
    figures: {},
    causes: [],
    target: null,
    dueOn: null,
    siteIds: [],
    outageIds: [],
    criterionIds: [],
    indicatorId: null,
    ...more,
  };
}

/** Verdicts of every kind; the day of C24 has passed. */
export const RESULTS: StatementResult[] = [
  result('C02', { figures: { part: 7, whole: 8, missing: 1, percent: 87.5 }, criterionIds: ['RC-E1'], weight: 5 }),
  result('C03', {
    figures: { n: 2, suspected: 0, openMs: 180 * MINUTE_MS, percent: 99.3, benchmark: 99.5 },
    causes: [
      { cause: 'internet-line', count: 1, openMs: 135 * MINUTE_MS },
      { cause: 'mains-power', count: 1, openMs: 45 * MINUTE_MS },
    ],
    weight: 9,
  }),
  result('C05', { verdict: 'manual', reason: 'never-measured', gap: 'none' }),
  result('C15', { verdict: 'insufficient', reason: 'coverage', gap: 'unknown', figures: {} }),
  result('C18', {
    verdict: 'supported',
    reason: 'gap-seen',
    figures: { part: 2, whole: 5 },
    criterionIds: ['RC-S1', 'RC-S3'],
    weight: 8,
  }),
  result('C19', {
    verdict: 'supported',
    reason: 'gap-seen',
    figures: { n: 1, openMs: 45 * MINUTE_MS, part: 2, whole: 5, minutes: 12, percent: 40 },
    criterionIds: ['RC-P1', 'RC-P2'],
    weight: 10,
  }),
  result('C20', { figures: { days: 210 }, criterionIds: ['RC-S1'], weight: 7 }),
  result('C21', {
    verdict: 'supported',
    reason: 'gap-seen',
    figures: { n: 1, part: 1, whole: 2, missing: 1, unknown: 0 },
    weight: 6,
  }),
  result('C24', {
    figures: { part: 22_310, whole: 25_261, missing: 425, percent: 88.32 },
    target: 90,
    dueOn: '2026-06-30',
    weight: 4,
  }),
  result('C25', {
    verdict: 'insufficient',
    reason: 'no-target',
    gap: 'unknown',
    figures: { n: 1, part: 1, whole: 2, unknown: 0 },
  }),
];

export const REPORT: WardReport = {
  id: 'BC-0001',
  title: 'Báo cáo công tác chuyển đổi số quý I',
  number: '12/BC-UBND',
  datedOn: '2026-03-28',
  period: '2026-q1',
  fileName: 'bao-cao.txt',
  fileHash: '0b'.repeat(32),
  blocks: [{ section: '', kind: 'paragraph', text: 'mẫu' }],
  loadedAt: FROM,
};

export const CHECKED: Reference = {
  id: 'VB-0900',
  type: 'Kế hoạch',
  number: '900/KH-UBND',
  issuedOn: '2026-02-05',
  issuer: 'Ủy ban nhân dân thành phố Hải Phòng',
  subject: 'về hạ tầng số (mẫu)',
  effectiveFrom: null,
  effectiveUntil: null,
  checked: { by: 'Nguyễn Văn A', on: '2026-03-01' },
  citedIn: ['quarter-report', 'budget-request'],
};

export function item(
  id: string,
  siteId: string,
  kind: EquipmentItem['kind'],
  name: string,
  stage: LifeStage,
  on: string,
): EquipmentItem {
  return {
    id,
    siteId,
    kind,
    name,
    quantity: 1,
    criterionId: null,
    stages: [{ stage, on, paper: stage === 'requested' ? 'Tờ trình 61/TTr-UBND' : '' }],
    deviceId: null,
    specs: '',
    note: '',
  };
}

export const ITEMS: EquipmentItem[] = [
  item('TB-0001', 'hq', 'firewall', 'Tường lửa', 'requested', '2025-11-20'),
  item('TB-0002', 'nvh1', 'line', 'Đường truyền', 'in-use', '2026-05-01'),
  item('TB-0003', 'nvh1', 'access-point', 'Bộ phát wifi', 'in-use', '2026-05-01'),
  item('TB-0004', 'nvh2', 'access-point', 'Bộ phát wifi', 'requested', '2025-11-20'),
];

/** The price list with a price for each item. */
export const PRICES: Price[] = PRICE_CATALOGUE.map(({ hint, ...price }) =>
  changed(price, { amount: hint?.low ?? null, basis: 'Báo giá mẫu', on: '2026-06-20' }),
);

export function budgetLine(id: string, more: Partial<BudgetLine> = {}): BudgetLine {
  return {
    id,
    priceId: null,
    name: 'Bộ lưu điện (UPS) 2 kVA',
    specs: '',
    unit: 'cái',
    quantity: 1,
    unitPrice: 9_000_000,
    vatPercent: 10,
    kind: 'one-off',
    phase: 1,
    priceBasis: 'Báo giá mẫu',
    siteIds: ['hq'],
    criteria: ['RC-P1'],
    statements: ['C19'],
    outageIds: ['SC-2026-0003'],
    quotations: [],
    ...more,
  };
}

export function paper(kind: PaperKind, more: Partial<Paper> = {}): Paper {
  return {
    id: 'VBN-2026-0001',
    kind,
    status: 'draft',
    period: '2026-q2',
    reportId: null,
    about: null,
    texts: {},
    lines: [],
    number: null,
    issuedOn: null,
    createdAt: UNTIL,
    createdBy: 'user_1',
    changedAt: UNTIL,
    snapshotHash: null,
    ...more,
  };
}

/** Everything that a document of the small ward is made of. */
export function paperInput(kind: PaperKind, more: Partial<PaperInput> = {}): PaperInput {
  return {
    paper: paper(kind),
    figures: figuresFixture(),
    report: null,
    statements: STATEMENTS,
    criteria: DEFAULT_CRITERIA,
    identity: DEFAULT_IDENTITY,
    references: [CHECKED],
    prices: PRICES,
    items: ITEMS,
    profiles: [],
    issued: [],
    changes: [],
    now: at('2026-07-02 09:00'),
    ...more,
  };
}

/** The same with the report and its verdicts. */
export function comparedInput(kind: PaperKind, more: Partial<PaperInput> = {}): PaperInput {
  return paperInput(kind, {
    paper: paper(kind, { reportId: REPORT.id }),
    figures: figuresFixture({ statements: RESULTS, reportId: REPORT.id }),
    report: REPORT,
    ...more,
  });
}
