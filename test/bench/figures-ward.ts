import type { Store } from '@wardwatch/server';
import { DAY_MS } from '@wardwatch/shared/calendar';
import type { Interval } from '@wardwatch/shared/lib';
import type { Cause, EquipmentItem, EquipmentKind, SiteKind } from '@wardwatch/shared/model';
import { addDevice } from '../sim/load-ward.ts';
import { seededRandom } from '../sim/random.ts';

type Judgement = Parameters<Store['ledger']['judge']>[0];
type RowContent = Judgement['rows'][number]['row'];

const MINUTE_MS = 60_000;
/** Outages of each site in the period; every second one is confirmed. */
const OUTAGES = 12;
/** Metrics of an office's device: one span a minute, written so many at a time. */
const BATCH = 2_000;
const CAUSES: readonly Cause[] = ['mains-power', 'internet-line', 'local-network', 'device-fault'];
/** What a simulated device may have beside. */
const NOTHING = { upsMs: null, watches: [], pushMs: null } as const;
const ITEMS: readonly EquipmentKind[] = ['line', 'access-point', 'router', 'ups', 'computer'];

/**
 * A ledger as the engine would have left it after a period: a headquarters and a centre with latency of every minute,
 * and houses; each site up but in its outages, with five pieces of equipment.
 */
export async function loadFigures(store: Store, sites: number, period: Interval): Promise<void> {
  for (let index = 0; index < sites; index += 1) {
    const kind: SiteKind = index === 0 ? 'headquarters' : index === 1 ? 'one-stop-centre' : 'cultural-house';
    const { id } = await store.fleet.createSite({ name: `Điểm số ${index + 1} (mẫu)`, kind, at: period.from });
    const device = { key: id, name: 'Máy mẫu', kind: 'mini-pc', duty: 'always', ...NOTHING } as const;
    const { agentId } = await addDevice(store, device, id, period.from, index);
    if (index < 2) await loadLatency(store, agentId, period);
    await store.ledger.judge(judgementOf(id, index, period));
  }
  const { sites: made } = await store.fleet.changesSince(0);
  const items = made.flatMap(({ id }, place) =>
    ITEMS.map((kind, index) => item(id, kind, place * ITEMS.length + index)),
  );
  const changes = items.map((body) => ({ kind: 'equipment', id: body.id, body }) as const);
  const outcome = await store.records.save(changes, { at: period.from, by: 'person_1' });
  if (!outcome.ok) throw new Error(outcome.error);
}

function judgementOf(siteId: string, index: number, { from, until }: Interval): Judgement {
  const random = seededRandom(index + 1);
  const pitch = (until - from) / OUTAGES;
  const spans: Judgement['spans'][number][] = [];
  const rows: Judgement['rows'][number][] = [];
  let end = from;
  for (let place = 0; place < OUTAGES; place += 1) {
    const start = Math.round(from + (place + 0.2 + 0.5 * random()) * pitch);
    const stop = start + Math.round((10 + 110 * random()) * MINUTE_MS);
    spans.push(span(end, start, 'up'), span(start, stop, 'down'));
    const row = rowOf(siteId, { from: start, until: stop }, CAUSES[place % CAUSES.length] ?? 'undetermined', place);
    rows.push({ id: undefined, basedOn: 0, row, action: 'opened', reason: 'evidence', by: 'engine' });
    end = stop;
  }
  spans.push(span(end, until, 'up'));
  const checkpoint = { siteId, asOf: until, nextAt: null };
  return { siteId, window: { from, until }, spans, rows, present: null, checkpoint, answered: [], at: until };
}

function span(from: number, until: number, state: 'up' | 'down') {
  return { subject: 'site', from, until, state, under: null, reason: null } as const;
}

function rowOf(siteId: string, { from, until }: Interval, cause: Cause, place: number): RowContent {
  const wholeMs = until - from;
  const times = {
    from,
    until,
    interruptions: 0,
    downMs: wholeMs,
    start: {
      earliest: from,
      latest: from,
    },
    end: {
      earliest: until,
      latest: until,
    },
    minutes: {
      wholeMs,
      openMs: Math.round(wholeMs / 2),
      calendar: 'nvh',
      calendarVersion: 1,
    },
  };
  return {
    siteId,
    subject: 'site',
    ...times,
    suggested: {
      cause,
      confidence: 'probable',
      rule: 'sample',
      evidence: [],
    },
    services: [],
    incident: null,
    status: 'closed',
    disagreement: null,
    excluded: null,
    notes: [],
    confirmed:
      place % 2 === 0
        ? {
            cause,
            by: 'person_1',
            at: until,
            note: '',
          }
        : null,
    attachments: [],
    ticket: null,
    mergedInto: null,
    merged: [],
    split: null,
    declaredLate: false,
    own: times,
    statements: [],
  };
}

function item(siteId: string, kind: EquipmentKind, number: number): EquipmentItem {
  return {
    id: `TB-${String(number + 1).padStart(6, '0')}`,
    siteId,
    kind,
    name: 'Thiết bị mẫu',
    quantity: 1,
    criterionId: null,
    deviceId: null,
    specs: '',
    note: '',
    stages: [
      {
        stage: 'in-use',
        on: '2026-01-05',
        paper: '',
      },
    ],
  };
}

/** A figure of latency each minute, folded into hours as the server keeps it. */
async function loadLatency(store: Store, agentId: string, { from, until }: Interval): Promise<void> {
  const count = Math.floor((until - from) / MINUTE_MS);
  for (let first = 1; first <= count; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - first + 1) }, (_, index) => first + index);
    const accepted = numbers.map((seq) => {
      const at = from + (seq - 1) * MINUTE_MS;
      const values = { 'internet.rtt': 8 + (seq % 7), 'gateway.rtt': 1, 'cpu.used': seq % 100 };
      const entry = { seq, at, mono: at - from, kind: 'metrics', spanMs: MINUTE_MS, values } as const;
      return { entry, correctedAt: at, quality: 'mono', offsetMs: 0 } as const;
    });
    const range = { from: first, to: numbers.at(-1) ?? first };
    const batch = { agentId, epoch: 'epoch-0001', bootId: 'boot-0001', ...range, receivedAt: until };
    await store.journal.commit([{ ...batch, accepted, rejected: [], backlog: 0 }]);
  }
  while ((await store.journal.compact(until + DAY_MS, 500)) > 0);
}
