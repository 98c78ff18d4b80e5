import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instantOf } from '@wardwatch/shared/calendar';
import { FakeClock, type Interval, silentLogger } from '@wardwatch/shared/lib';
import type { Cause, DeviceKind, LedgerRow, SiteKind, State, Subject } from '@wardwatch/shared/model';
import { type Decision, decide, minutesIn } from '@wardwatch/shared/outage';
import { content, judgement, opened, written } from '../store/ledger.fixtures.ts';
import { openStore } from '../store/open.ts';
import type { RecordChange } from '../store/record-store.ts';
import { enrolment, newHash, type TestAgent } from '../store/store.fixtures.ts';
import type { Store } from '../store/store.ts';
import { readWardSettings } from '../store/ward-settings.ts';

const OFFICER = 'person_1';
const DAY_MS = 86_400_000;

/** `2026-03-10 08:00` in the ward's own time. */
export function at(text: string): number {
  const [date = '', time = '00:00'] = text.split(' ');
  return instantOf(date, time);
}

/** Time in which a site was not simply up: `[from, until, state]`. */
export type Trouble = readonly [from: string, until: string, state: State];

/** A site to make: monitored from `began` on, up but in its troubles. */
export interface PlantedSite {
  code: string;
  name: string;
  kind: SiteKind;
  provider?: string;
  feeder?: string;
  /** Null for a site without a device. */
  began: string | null;
  device?: DeviceKind;
  troubles?: readonly Trouble[];
}

/** A row of the ledger to make; a site's name for it is its key. */
export interface PlantedOutage {
  key: string;
  /** Null for the server's own. */
  site: string | null;
  subject?: Subject;
  from: string;
  /** Null while it goes on. */
  until: string | null;
  cause: Cause;
  status?: LedgerRow['status'];
  disagreement?: LedgerRow['disagreement'];
  /** What an officer did with it, in order. */
  decisions?: readonly Decision[];
  /** Rows that are merged into it. */
  merge?: readonly string[];
}

/** A ward in a real store in a folder of its own. */
export interface FiguresWard extends AsyncDisposable {
  store: Store;
  clock: FakeClock;
  file: string;
  /** Ids of sites by their code, and of outages by their key. */
  siteIds: ReadonlyMap<string, string>;
  agents: ReadonlyMap<string, TestAgent>;
  outageIds: ReadonlyMap<string, string>;
}

/** What a ward is planted from; everything was judged up to `now`. */
export interface Plan {
  now: string;
  sites: readonly PlantedSite[];
  outages: readonly PlantedOutage[];
  /** Further timelines: of services. */
  seen?: readonly { site: string; subject: Subject; from: string; troubles: readonly Trouble[] }[];
  records?: (siteIds: ReadonlyMap<string, string>) => RecordChange[];
}

/** Plants the ward; its ledger is written through the store as the engine and officers write it. */
export async function plantWard(plan: Plan): Promise<FiguresWard> {
  const folder = await mkdtemp(join(tmpdir(), 'wardwatch-figures-'));
  const file = join(folder, 'wardwatch.db');
  const store = await openStore({ file, log: silentLogger });
  const [siteIds, agents] = [new Map<string, string>(), new Map<string, TestAgent>()];
  for (const site of plan.sites) {
    const { id } = await store.fleet.createSite({ name: site.name, kind: site.kind, at: at('2026-01-01') });
    siteIds.set(site.code, id);
    const { provider = null, feeder = null } = site;
    await store.ledger.updateSite(id, { provider, feeder }, at('2026-01-01'));
    if (site.began !== null) agents.set(site.code, await enrol(store, id, at(site.began), site.device ?? 'mini-pc'));
  }
  await writeSpans(store, plan, siteIds);
  const outageIds = await writeRows(store, plan, siteIds);
  const changes = plan.records?.(siteIds) ?? [];
  const outcome = await store.records.save(changes, { at: at('2026-01-01'), by: OFFICER });
  if (!outcome.ok) throw new Error(`${outcome.error}: ${outcome.kind} ${outcome.id}`);
  return {
    store,
    clock: new FakeClock({ wall: at(plan.now) }),
    file,
    siteIds,
    agents,
    outageIds,
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function enrol(store: Store, siteId: string, began: number, kind: DeviceKind): Promise<TestAgent> {
  const codeHash = newHash();
  const attested = { statement: 1, by: OFFICER };
  const expiresAt = began + DAY_MS;
  await store.fleet.createCode({
    codeHash,
    siteId,
    preApproved: true,
    createdBy: 'system',
    attested,
    at: began,
    expiresAt,
  });
  const asked = { ...enrolment(codeHash), at: began };
  const made = await store.fleet.enrol(asked);
  if (!made.ok) throw new Error(made.error);
  await store.fleet.approve(made.deviceId, { name: 'Máy mẫu', kind, duty: 'always' }, began, attested);
  return { agentId: asked.agentId, deviceId: made.deviceId, siteId };
}

async function writeSpans(store: Store, plan: Plan, siteIds: ReadonlyMap<string, string>): Promise<void> {
  const until = at(plan.now);
  for (const { code, began, troubles = [] } of plan.sites) {
    if (began === null) continue;
    const siteId = siteIds.get(code) ?? '';
    const others = (plan.seen ?? []).filter(({ site }) => site === code);
    const timelines = [{ subject: 'site' as Subject, from: began, troubles }, ...others];
    const spans = timelines.flatMap(({ subject, from, troubles: own }) =>
      timeline({ from: at(from), until }, own).map((one) => Object.assign(one, { subject, under: null, reason: null })),
    );
    const window = { from: at(began), until };
    await store.ledger.judge(judgement(siteId, { window, spans, checkpoint: { siteId, asOf: until, nextAt: null } }));
  }
}

/** Up, but in the troubles. */
function timeline({ from, until }: Interval, troubles: readonly Trouble[]): (Interval & { state: State })[] {
  const spans: (Interval & { state: State })[] = [];
  let end = from;
  for (const [start, stop, state] of troubles) {
    spans.push({ from: end, until: at(start), state: 'up' }, { from: at(start), until: at(stop), state });
    end = at(stop);
  }
  return [...spans, { from: end, until, state: 'up' as const }].filter((span) => span.from < span.until);
}

async function writeRows(store: Store, plan: Plan, siteIds: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const { sites } = await store.fleet.changesSince(0);
  const settings = await readWardSettings(store.ledger, sites);
  const now = at(plan.now);
  const ids = new Map<string, string>();
  for (const planted of plan.outages) {
    const siteId = planted.site === null ? null : (siteIds.get(planted.site) ?? '');
    const site = sites.find(({ id }) => id === siteId);
    const [from, until] = [at(planted.from), planted.until === null ? null : at(planted.until)];
    const minutes = minutesIn(settings, site)([{ from, until: until ?? now }]);
    const times = {
      from,
      until,
      interruptions: 0,
      downMs: minutes.wholeMs,
      minutes,
      start: {
        earliest: from,
        latest: from,
      },
      end:
        until === null
          ? null
          : {
              earliest: until,
              latest: until,
            },
    };
    const row = content(siteId, {
      ...times,
      subject: planted.subject ?? 'site',
      suggested: { cause: planted.cause, confidence: 'probable', rule: 'sample', evidence: [] },
      status: planted.status ?? (until === null ? 'ongoing' : 'closed'),
      disagreement: planted.disagreement ?? null,
      own: times,
    });
    const [made] = await written(store, [opened(row)], until ?? now);
    ids.set(planted.key, made?.id ?? '');
  }
  for (const planted of plan.outages) {
    const id = ids.get(planted.key) ?? '';
    const merged = (planted.merge ?? []).map((key) => ids.get(key) ?? '');
    if (merged.length > 0) await act(store, id, { action: 'merge', reason: 'cùng một sự cố' }, merged);
    for (const decision of planted.decisions ?? []) await act(store, id, decision);
  }
  return ids;
}

/** Does with a row what an officer does. */
export async function act(store: Store, id: string, decision: Decision, others: readonly string[] = []): Promise<void> {
  const row = await store.ledger.row(id);
  const merged = await Promise.all(others.map((other) => store.ledger.row(other)));
  if (!row) throw new Error(`no row ${id}`);
  const by = { id: OFFICER, at: at('2026-10-02') };
  const outcome = decide(
    row,
    decision,
    by,
    merged.filter((one) => one !== undefined),
  );
  if (!outcome.ok) throw new Error(outcome.error);
  await written(
    store,
    outcome.changes.map((change) => Object.assign({ by: by.id }, change)),
    by.at,
  );
}
