import type {
  CriterionRow,
  Judgement,
  PriceRow,
  SiteFigures,
  StatementResult,
  WardFigures,
} from '@wardwatch/shared/api';
import { HOUR, MINUTE, NOW } from './rows.ts';

/** A share that was measured well. */
const GOOD = { availability: 0.998, coverage: 0.97, upMs: 500 * HOUR, downMs: HOUR, blips: 2 };
const NOTHING = { count: 0, wholeMs: 0, openMs: 0 };

/** A criterion with a threshold, with what a test changes. */
export function criterionRow(change: Partial<CriterionRow> = {}): CriterionRow {
  return {
    id: 'RC-N1',
    name: 'Mạng nội bộ hoạt động ổn định',
    scope: ['headquarters', 'one-stop-centre'],
    isMandatory: true,
    check: { kind: 'lan-availability', minPercent: 99.5 },
    sources: ['Mức tham chiếu trong ngành'],
    isActive: true,
    revision: 0,
    ...change,
  };
}

/** A small set: two for offices, two for houses. */
export function criteriaSet(): CriterionRow[] {
  return [
    criterionRow(),
    criterionRow({
      id: 'RC-P1',
      name: 'Thiết bị mạng chính có bộ lưu điện',
      check: { kind: 'ups-cover', kinds: ['router', 'switch'] },
      sources: [],
    }),
    criterionRow({
      id: 'RC-H2',
      name: 'Nhà văn hóa có Internet cáp quang',
      scope: ['cultural-house'],
      check: { kind: 'equipment', kinds: ['line'] },
    }),
    criterionRow({
      id: 'RC-H5',
      name: 'Mạng khách tách khỏi mạng nội bộ',
      scope: ['cultural-house'],
      isMandatory: false,
      check: { kind: 'declared', maxAgeMonths: 12 },
    }),
  ];
}

/** A criterion that is met by what was measured, with what a test changes. */
export function judgement(change: Partial<Judgement> = {}): Judgement {
  return {
    criterionId: 'RC-N1',
    result: 'met',
    basis: 'measured',
    isMandatory: true,
    at: NOW - 2 * HOUR,
    figure: { have: 99.8, need: 99.5, unit: '%' },
    deviceIds: ['dev_1'],
    itemIds: [],
    ...change,
  };
}

/** The headquarters: its network is good, its UPS are missing. */
export function officeFigures(change: Partial<SiteFigures> = {}): SiteFigures {
  return {
    siteId: 'site_hq',
    code: 'TS-01',
    name: 'Trụ sở UBND phường',
    kind: 'headquarters',
    groupNumber: null,
    provider: 'Nhà mạng A',
    plan: '',
    feeder: 'Lộ 471',
    stage: 'in-use',
    stageSince: '2026-01-05',
    stagePaper: '',
    wifi: 'not-equipped',
    isMonitored: true,
    open: GOOD,
    whole: GOOD,
    confirmed: { count: 2, wholeMs: 3 * HOUR, openMs: 2 * HOUR },
    suspected: NOTHING,
    criteria: [
      judgement(),
      judgement({
        criterionId: 'RC-P1',
        result: 'not-met',
        basis: 'inventory',
        figure: { have: 0, need: 3, unit: 'pieces' },
        deviceIds: [],
        itemIds: ['TB-0001'],
      }),
    ],
    score: { met: 1, counted: 2, mandatoryMet: 1, mandatoryCounted: 2 },
    ...change,
  };
}

/** A cultural house that waits for its line, with what a test changes. */
export function houseRow(n: number, change: Partial<SiteFigures> = {}): SiteFigures {
  return officeFigures({
    siteId: `site_${n}`,
    code: `NVH-${String(n).padStart(2, '0')}`,
    name: `Nhà văn hóa tổ ${n}`,
    kind: 'cultural-house',
    groupNumber: n,
    stage: 'requested',
    stageSince: '2026-03-12',
    stagePaper: 'Tờ trình 12/TTr-UBND',
    isMonitored: false,
    confirmed: NOTHING,
    criteria: [
      judgement({
        criterionId: 'RC-H2',
        result: 'not-met',
        basis: 'inventory',
        figure: null,
        deviceIds: [],
        itemIds: [],
      }),
      judgement({ criterionId: 'RC-H5', result: 'no-data', basis: 'none', at: null, figure: null, deviceIds: [] }),
    ],
    score: { met: 0, counted: 2, mandatoryMet: 0, mandatoryCounted: 1 },
    ...change,
  });
}

/** A finished quarter of a ward with a headquarters and 30 houses, with what a test changes. */
export function wardFigures(change: Partial<WardFigures> = {}): WardFigures {
  const houses = Array.from({ length: 30 }, (_, index) => houseRow(index + 1));
  return {
    period: '2026-q3',
    from: Date.UTC(2026, 5, 30, 17),
    until: Date.UTC(2026, 8, 30, 17),
    asOf: Date.UTC(2026, 8, 30, 17),
    isOver: true,
    ledger: { count: 412, head: 'a'.repeat(64), keyFingerprint: 'b'.repeat(16) },
    monitoring: {
      sites: 31,
      sitesMonitored: 1,
      computers: 12,
      computersMonitored: 9,
      openCoverage: 0.93,
      holes: 1,
      minListMs: 5 * MINUTE,
      probeMs: 10_000,
      unconfirmedDays: [],
    },
    sites: [officeFigures(), ...houses],
    outages: [],
    confirmed: { count: 2, wholeMs: 3 * HOUR, openMs: 2 * HOUR },
    suspected: NOTHING,
    byCause: [],
    previous: null,
    services: [],
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
    },
    score: { met: 1, counted: 62, mandatoryMet: 1, mandatoryCounted: 32 },
    counterfactuals: [
      {
        remedy: 'ups',
        criterionId: 'RC-P1',
        minutes: 60,
        siteIds: ['site_hq'],
        outageIds: ['SC-2026-0007', 'SC-2026-0011'],
        openMs: 90 * MINUTE,
        wholeMs: 2 * HOUR,
      },
      {
        remedy: 'backup-line',
        criterionId: 'RC-N3',
        minutes: null,
        siteIds: ['site_hq'],
        outageIds: ['SC-2026-0009'],
        openMs: 30 * MINUTE,
        wholeMs: HOUR,
      },
    ],
    statements: [],
    reportId: null,
    ...change,
  };
}

/** A statement that confirmed outages contradict, with what a test changes. */
export function statementResult(change: Partial<StatementResult> = {}): StatementResult {
  return {
    statementId: 'C03',
    verdict: 'contradicted',
    reason: 'target-missed',
    gap: 'open',
    weight: 122,
    figures: { n: 2, suspected: 1, openMs: 2 * HOUR, percent: 99.61, coverage: 97, benchmark: 99.5, target: 0 },
    causes: [{ cause: 'mains-power', count: 2, openMs: 2 * HOUR }],
    target: 0,
    dueOn: null,
    siteIds: ['site_hq'],
    outageIds: ['SC-2026-0007', 'SC-2026-0011'],
    criterionIds: [],
    indicatorId: null,
    ...change,
  };
}

/** A price that is known, with what a test changes. */
export function upsPrice(change: Partial<PriceRow> = {}): PriceRow {
  return {
    id: 'B11',
    name: 'Bộ lưu điện 1 kVA',
    unit: 'bộ',
    amount: 3_500_000,
    basis: 'Báo giá tháng 9',
    on: '2026-09-10',
    kind: 'one-off',
    timesAYear: 1,
    vatPercent: 8,
    criteria: ['RC-P1'],
    hint: null,
    revision: 1,
    ...change,
  };
}
