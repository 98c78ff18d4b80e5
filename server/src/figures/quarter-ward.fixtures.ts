import type { EquipmentItem, EquipmentKind, Indicator, LifeStage, Posture, WardReport } from '@wardwatch/shared/model';
import { dueAfter, STATEMENTS } from '@wardwatch/shared/statements';
import type { RecordChange } from '../store/record-store.ts';
import { batch, fact, metrics } from '../store/store.fixtures.ts';
import type { AcceptedEntry } from '../store/store.ts';
import {
  at,
  type FiguresWard,
  type PlantedOutage,
  type PlantedSite,
  plantWard,
  type Trouble,
} from './ward.fixtures.ts';

/** When the ward is looked at: some days after the third quarter. */
export const NOW = '2026-10-05 08:00';

const HOUSES = Array.from({ length: 30 }, (_, index) => index + 1);
const codeOf = (house: number): string => `NVH-${String(house).padStart(2, '0')}`;

/** Stages of a house's line and access point, which go together here. Thirty were requested on 2 March. */
function houseStages(house: number): [LifeStage, string][] {
  const requested: [LifeStage, string] = ['requested', '2026-03-02'];
  if (house <= 6) return [requested, ['installing', '2026-05-11'], ['in-use', '2026-06-01']];
  if (house <= 10) return [requested, ['installing', '2026-06-15'], ['in-use', '2026-07-13']];
  if (house === 11) return [requested, ['installing', '2026-08-03'], ['in-use', '2026-08-17']];
  if (house <= 13) return [requested, ['installing', '2026-09-14']];
  return house <= 16 ? [requested, ['funded', '2026-09-07']] : [requested];
}

/** House 6 has a line and an access point, and nothing that could report. */
function houseBegan(house: number): string | null {
  if (house > 11 || house === 6) return null;
  return house <= 5 ? '2026-06-01' : house <= 10 ? '2026-07-13' : '2026-08-17';
}

/** The server was blind for an hour of 20 July. */
const BLIND: Trouble = ['2026-07-20 02:00', '2026-07-20 03:00', 'unknown'];

const HOUSE_TROUBLES: Readonly<Record<number, readonly Trouble[]>> = {
  1: [['2026-06-20 20:30', '2026-06-20 22:00', 'down'], BLIND],
  2: [['2026-06-21 19:00', '2026-06-21 19:40', 'down'], BLIND],
  3: [BLIND, ['2026-08-09 10:00', '2026-08-09 16:00', 'down']],
  // Nothing is known of September: 30 of 92 days.
  4: [BLIND, ['2026-09-01 00:00', '2026-10-01 00:00', 'unknown']],
  10: [BLIND, ['2026-09-29 05:00', NOW, 'down']],
  11: [],
};

const offices: readonly PlantedSite[] = [
  {
    code: 'CL-HQ',
    name: 'Trụ sở UBND phường (mẫu)',
    kind: 'headquarters',
    provider: 'VNPT',
    feeder: 'Lộ 1',
    began: '2026-01-01',
    device: 'computer',
    troubles: [
      ['2026-03-10 08:00', '2026-03-10 09:30', 'down'],
      ['2026-03-18 11:00', '2026-03-18 13:30', 'down'],
      ['2026-03-31 16:00', '2026-04-01 08:30', 'down'],
      ['2026-05-14 09:00', '2026-05-14 10:00', 'down'],
      ['2026-06-09 14:00', '2026-06-09 14:20', 'down'],
      ['2026-06-09 14:40', '2026-06-09 15:10', 'down'],
      BLIND,
      ['2026-09-14 08:00', '2026-09-14 08:45', 'down'],
    ],
  },
  {
    code: 'CL-PVHCC',
    name: 'Trung tâm Phục vụ hành chính công (mẫu)',
    kind: 'one-stop-centre',
    provider: 'VNPT',
    feeder: 'Lộ 1',
    began: '2026-01-01',
    device: 'computer',
    troubles: [
      ['2026-03-10 08:00', '2026-03-10 09:30', 'down'],
      ['2026-04-29 16:00', '2026-05-04 08:00', 'down'],
      BLIND,
      ['2026-09-02 08:00', '2026-09-02 10:00', 'down'],
    ],
  },
  { code: 'CL-TT', name: 'Đài truyền thanh cơ sở (mẫu)', kind: 'other', began: '2026-01-01', troubles: [BLIND] },
];

const confirm = (cause: PlantedOutage['cause']): PlantedOutage['decisions'] => [{ action: 'confirm', cause }];

/** Rows of the ledger by hand: twelve outages of connectivity that count, and some that do not. */
const outages: readonly PlantedOutage[] = [
  row('power-hq', 'CL-HQ', '2026-03-10 08:00', '2026-03-10 09:30', 'mains-power', confirm('mains-power')),
  // The same cut at the centre, which nobody has confirmed.
  row('power-centre', 'CL-PVHCC', '2026-03-10 08:00', '2026-03-10 09:30', 'mains-power'),
  // An hour and a half of it lies in the lunch break. The officer sets another cause than the one suggested.
  row('line-hq', 'CL-HQ', '2026-03-18 11:00', '2026-03-18 13:30', 'undetermined', confirm('internet-line')),
  row('over-the-end', 'CL-HQ', '2026-03-31 16:00', '2026-04-01 08:30', 'mains-power', confirm('mains-power')),
  // Two holidays and a weekend lie in it.
  row('holiday', 'CL-PVHCC', '2026-04-29 16:00', '2026-05-04 08:00', 'internet-line', confirm('internet-line')),
  row('excluded', 'CL-HQ', '2026-05-14 09:00', '2026-05-14 10:00', 'local-network', [
    { action: 'confirm', cause: 'local-network' },
    { action: 'exclude', reason: 'Diễn tập' },
  ]),
  {
    ...row('head', 'CL-HQ', '2026-06-09 14:00', '2026-06-09 14:20', 'local-network', confirm('local-network')),
    merge: ['part'],
  },
  row('part', 'CL-HQ', '2026-06-09 14:40', '2026-06-09 15:10', 'local-network'),
  row('late-evening', 'NVH-01', '2026-06-20 20:30', '2026-06-20 22:00', 'device-fault'),
  row('power-house', 'NVH-02', '2026-06-21 19:00', '2026-06-21 19:40', 'mains-power', confirm('mains-power')),
  row('line-house', 'NVH-03', '2026-08-09 10:00', '2026-08-09 16:00', 'internet-line'),
  row('on-a-holiday', 'CL-PVHCC', '2026-09-02 08:00', '2026-09-02 10:00', 'mains-power', confirm('mains-power')),
  row('line-hq-again', 'CL-HQ', '2026-09-14 08:00', '2026-09-14 08:45', 'internet-line', confirm('internet-line')),
  row('goes-on', 'NVH-10', '2026-09-29 05:00', null, 'device-fault', confirm('device-fault')),
  // None of these counts: later evidence showed that there was no such outage.
  { ...row('withdrawn', 'CL-HQ', '2026-08-05 09:00', '2026-08-05 10:00', 'undetermined'), status: 'withdrawn' },
  {
    ...row('gone', 'CL-HQ', '2026-08-06 09:00', '2026-08-06 10:00', 'undetermined'),
    disagreement: { at: at('2026-08-07'), what: 'gone' },
  },
  // Subjects other than a site's connectivity.
  {
    ...row('service', 'CL-PVHCC', '2026-09-10 09:00', '2026-09-10 10:00', 'upstream-service'),
    subject: 'service:dich-vu-cong',
    decisions: confirm('upstream-service') ?? [],
  },
  { ...row('blind', null, '2026-07-20 02:00', '2026-07-20 03:00', 'monitoring'), subject: 'server' },
];

function row(
  key: string,
  site: string | null,
  from: string,
  until: string | null,
  cause: PlantedOutage['cause'],
  decisions: PlantedOutage['decisions'] = [],
): PlantedOutage {
  return { key, site, from, until, cause, decisions };
}

/** The ward of domain notes: headquarters, centre, radio station and 30 houses over three quarters of 2026. */
export async function plantQuarterWard(): Promise<FiguresWard> {
  const ward = await plantWard({
    now: NOW,
    sites: [...offices, ...houses()],
    outages,
    seen: [
      {
        site: 'CL-PVHCC',
        subject: 'service:dich-vu-cong',
        from: '2026-07-01',
        troubles: [['2026-09-10 09:00', '2026-09-10 10:00', 'down']],
      },
    ],
    records,
  });
  await ward.store.watching.saveService({
    id: 'dich-vu-cong',
    name: 'Cổng dịch vụ công (mẫu)',
    check: { id: 'dich-vu-cong', kind: 'tcp', host: 'portal.example', port: 443, everyMs: 60_000, slowMs: 5_000 },
    isActive: true,
    siteIds: [ward.siteIds.get('CL-PVHCC') ?? ''],
  });
  await tellDevices(ward);
  return ward;
}

function houses(): PlantedSite[] {
  return HOUSES.map((house) => ({
    code: codeOf(house),
    name: `Nhà văn hóa tổ dân phố số ${house} (mẫu)`,
    kind: 'cultural-house',
    began: houseBegan(house),
    troubles: HOUSE_TROUBLES[house] ?? [BLIND],
  }));
}

/** What the machines say of themselves: latency, posture, UPS, a discharge. */
async function tellDevices({ store, agents }: FiguresWard): Promise<void> {
  const say = async (code: string, entries: AcceptedEntry[]): Promise<void> => {
    const agent = agents.get(code);
    if (agent) await store.journal.commit([batch(agent, entries, { receivedAt: at(NOW) })]);
  };
  await say('CL-HQ', [
    metrics(1, at('2026-02-10 09:00'), { 'internet.rtt': 60 }),
    metrics(2, at('2026-02-10 10:00'), { 'internet.rtt': 80 }),
    posture(3, '2026-03-20 08:00', { antivirusOn: false }),
    metrics(4, at('2026-08-10 09:00'), { 'internet.rtt': 9 }),
    posture(5, '2026-09-20 08:00', {}),
    // After the third quarter: it says nothing of it.
    posture(6, '2026-10-03 08:00', { antivirusOn: false }),
  ]);
  await say('CL-PVHCC', [
    fact(1, at('2026-02-01 08:00'), 'ups', 'ok'),
    discharge(2, '2026-07-15 10:00', { lastedMs: 9 * 60_000, chargeFrom: 100, chargeTo: 40 }),
    fact(3, at('2026-08-01 08:00'), 'ups', 'replace'),
    fact(4, at('2026-10-02 08:00'), 'ups', 'ok'),
  ]);
}

const stamp = (seq: number, when: string) => ({ seq, at: at(when), mono: 0, kind: 'event' as const });

function posture(seq: number, when: string, change: Partial<Posture>): AcceptedEntry {
  const entry = { ...stamp(seq, when), event: 'posture' as const, ...SOUND, ...change };
  return { entry, correctedAt: entry.at, quality: 'mono', offsetMs: 0 };
}

function discharge(
  seq: number,
  when: string,
  what: { lastedMs: number; chargeFrom: number; chargeTo: number },
): AcceptedEntry {
  const entry = { ...stamp(seq, when), event: 'discharge' as const, ...what, load: 40, isOver: true };
  return { entry, correctedAt: entry.at, quality: 'mono', offsetMs: 0 };
}

const SOUND: Posture = {
  osName: 'Windows 11 (mẫu)',
  osSupportEndsAt: at('2028-10-01'),
  updatesPending: 0,
  securityUpdatesPending: 0,
  lastUpdateDays: 3,
  rebootPending: false,
  antivirusOn: true,
  antivirusName: null,
  antivirusSignatureDays: 1,
  firewallOn: true,
  diskEncrypted: true,
  disksHealthy: true,
  clockSynced: true,
  memoryBytes: 8 * 1024 ** 3,
  firmwareDays: 700,
};

function records(siteIds: ReadonlyMap<string, string>): RecordChange[] {
  const idOf = (code: string): string => siteIds.get(code) ?? '';
  const items = itemsOf(idOf);
  return [
    ...[...siteIds].map(([code, siteId]): RecordChange => ({
      kind: 'profile',
      id: siteId,
      uniqueKey: code,
      body: profile(code, siteId),
    })),
    ...items.map((body): RecordChange => ({ kind: 'equipment', id: body.id, body })),
    {
      kind: 'declaration',
      id: `${idOf('CL-HQ')}/RC-S4/2026-08-20`,
      body: { siteId: idOf('CL-HQ'), criterionId: 'RC-S4', result: 'met', on: '2026-08-20', proof: 'Quy chế (mẫu)' },
    },
    { kind: 'indicator', id: 'CT-C08', body: IDENTITY_RATE },
    { kind: 'report', id: REPORT, body: SAMPLE_REPORT },
    ...STATEMENTS.map(({ id }): RecordChange => ({
      kind: 'statement',
      id: `${REPORT}/${id}`,
      body: {
        reportId: REPORT,
        statementId: id,
        passage: {
          block: 0,
          start: 0,
          end: SAMPLE_TEXT.length,
        },
        state: 'placed',
        score: 1,
        target: null,
        dueOn: dueAfter(id, '2026-q1'),
      },
    })),
    {
      kind: 'system',
      id: 'HT-14',
      body: { id: 'HT-14', serviceIds: ['dich-vu-cong'], status: null, on: null, note: '' },
    },
  ];
}

function profile(code: string, siteId: string) {
  const house = code.startsWith('NVH-') ? Number(code.slice('NVH-'.length)) : null;
  const nothing = { address: '', contacts: [], subscriptions: [], survey: null, note: '' };
  return { siteId, code, groupNumber: house, ...nothing };
}

/** The report whose statements are judged; all 30 are bound to its only passage. */
export const REPORT = 'BC-0001';
const SAMPLE_TEXT = 'Báo cáo mẫu.';
const SAMPLE_REPORT: WardReport = {
  id: REPORT,
  title: 'Báo cáo mẫu',
  number: null,
  datedOn: null,
  period: '2026-q1',
  fileName: 'mau.txt',
  fileHash: '0'.repeat(64),
  blocks: [{ section: '', kind: 'paragraph', text: SAMPLE_TEXT }],
  loadedAt: at('2026-04-01'),
};

/** Accounts of electronic identity: the first figure is the ward's own, the others are made up. */
const IDENTITY_RATE: Indicator = {
  id: 'CT-C08',
  name: 'Tỷ lệ định danh điện tử',
  owner: '',
  values: [
    { on: '2026-03-30', part: 21_475, whole: 25_261, note: '' },
    { on: '2026-06-30', part: 22_310, whole: 25_261, note: 'mẫu' },
    { on: '2026-09-30', part: 22_790, whole: 25_261, note: 'mẫu' },
  ],
};

function itemsOf(idOf: (code: string) => string): EquipmentItem[] {
  const items: EquipmentItem[] = [];
  const add = (
    code: string,
    kind: EquipmentKind,
    quantity: number,
    stages: readonly (readonly [LifeStage, string])[],
  ): void => {
    items.push({
      id: `TB-${String(items.length + 1).padStart(4, '0')}`,
      siteId: idOf(code),
      kind,
      name: `${kind} (mẫu)`,
      quantity,
      criterionId: null,
      stages: stages.map(([stage, on]) => ({ stage, on, paper: stage === 'requested' ? 'Tờ trình 05/TTr-UBND' : '' })),
      deviceId: null,
      specs: '',
      note: '',
    });
  };
  const inUse = [['in-use', '2025-12-01']] as const;
  add('CL-HQ', 'line', 1, inUse);
  add('CL-HQ', 'router', 1, inUse);
  add('CL-HQ', 'switch', 2, inUse);
  add('CL-HQ', 'access-point', 3, inUse);
  add('CL-HQ', 'firewall', 1, [['requested', '2026-02-10']]);
  add('CL-HQ', 'computer', 22, inUse);
  add('CL-HQ', 'laptop', 4, inUse);
  add('CL-PVHCC', 'line', 1, inUse);
  add('CL-PVHCC', 'switch', 1, inUse);
  add('CL-PVHCC', 'access-point', 1, inUse);
  add('CL-PVHCC', 'ups', 1, inUse);
  // Eight more came in the second quarter.
  add('CL-PVHCC', 'computer', 2, inUse);
  add('CL-PVHCC', 'computer', 8, [['in-use', '2026-05-20']]);
  add('CL-TT', 'computer', 1, inUse);
  for (const house of HOUSES) {
    for (const kind of ['line', 'access-point'] as const) add(codeOf(house), kind, 1, houseStages(house));
  }
  return items;
}
