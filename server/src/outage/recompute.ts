import type { SiteRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { LedgerRow } from '@wardwatch/shared/model';
import {
  type Derived,
  judgeServer,
  judgeWard,
  type SiteEvidence,
  type SubjectSpan,
  tiesOf,
  upToNow,
  type WardSettings,
} from '@wardwatch/shared/outage';
import { EVERY_SITE, type LedgerStore } from '../store/ledger-store.ts';
import { readSiteEvidence } from './site-judgement.ts';
import { readWardSettings } from '../store/ward-settings.ts';

/** Something that the ledger says otherwise than the journals do. */
export interface Difference {
  siteId: string;
  subject: string;
  /** `missing`: derived, not in the ledger; `surplus`: in the ledger, not derived; `other`: said differently. */
  kind: 'missing' | 'surplus' | 'other' | 'span';
  at: number;
  rowId: string | null;
  text: string;
}

/** What a recomputation found. */
export interface Recomputed {
  sites: number;
  outages: number;
  spans: number;
  differences: Difference[];
}

/**
 * Derives everything anew from the journals, each site's whole life in one piece, and compares it with what the engine
 * reached step by step. Reads only. Decisions of people, ids and revisions are not derived and not compared.
 */
export async function recompute(ledger: LedgerStore, sites: readonly SiteRow[], now: number): Promise<Recomputed> {
  const settings = await readWardSettings(ledger, sites);
  const result: Recomputed = { sites: 0, outages: 0, spans: 0, differences: [] };
  const until = Math.max(
    0,
    ...(await Promise.all(sites.map(async ({ id }) => (await ledger.checkpoint(id))?.asOf ?? 0))),
  );
  const lives: Life[] = [];
  for (const site of sites) {
    const began = await ledger.siteBegan(site.id);
    const checkpoint = await ledger.checkpoint(site.id);
    if (began === null || !checkpoint) continue;
    const evidence = await readSiteEvidence({ ledger, settings, site, now: until }, { from: began, until });
    lives.push({ site, window: { from: began, until: checkpoint.asOf }, evidence });
  }
  const from = Math.min(until, ...lives.map((life) => life.window.from));
  const ward = lives.map(({ site, evidence }) => ({ ties: tiesOf(site), evidence }));
  for (const findings of judgeWard(ward, { from, until }, settings.rules, until)) {
    result.sites += 1;
    result.outages += findings.derived.length;
    result.spans += findings.spans.length;
    const life = lives.find((one) => one.site.id === findings.siteId);
    if (!life) continue;
    const stored = await ledger.rowsOf(findings.siteId, { from, until: until + 1 });
    result.differences.push(...compareRows(findings.siteId, stored, findings.derived));
    const spans = await ledger.spans([findings.siteId], life.window);
    result.differences.push(...compareSpans(findings.siteId, spans, clipped(findings.spans, life.window)));
  }
  result.differences.push(...(await compareServer(ledger, settings, now)));
  return result;
}

interface Life {
  site: SiteRow;
  /** From its first device to where the engine has got. */
  window: Interval;
  evidence: SiteEvidence;
}

async function compareServer(ledger: LedgerStore, settings: WardSettings, now: number): Promise<Difference[]> {
  const asOf = (await ledger.checkpoint(EVERY_SITE))?.asOf;
  if (asOf === undefined) return [];
  const all = upToNow(await ledger.serverSpans({ from: 0, until: now + 1 }), now);
  const window = { from: Math.min(asOf, ...all.alive.map((span) => span.from)), until: asOf };
  const { derived } = judgeServer(all, window, settings.rules.minListMs);
  return compareRows(EVERY_SITE, await ledger.rowsOf(null, window), derived);
}

function compareRows(siteId: string, stored: readonly LedgerRow[], derived: readonly Derived[]): Difference[] {
  const rows = stored.filter((row) => row.status !== 'withdrawn' && row.split === null);
  const byStart = new Map(rows.map((row) => [`${row.subject} ${row.own.from}`, row]));
  const differences: Difference[] = [];
  for (const { outage } of derived) {
    const key = `${outage.subject} ${outage.from}`;
    const row = byStart.get(key);
    byStart.delete(key);
    const base = { siteId, subject: outage.subject, at: outage.from, rowId: row?.id ?? null };
    const isSplit = stored.some(
      (one) => one.split !== null && one.subject === outage.subject && one.from >= outage.from,
    );
    if (!row && !isSplit)
      differences.push({ ...base, kind: 'missing', text: `until ${outage.until}, ${outage.suggested.rule}` });
    else if (row) differences.push(...compareRow(base, row, outage));
  }
  for (const row of byStart.values()) {
    if (row.disagreement?.what === 'gone') continue;
    const base = { siteId, subject: row.subject, at: row.own.from, rowId: row.id };
    differences.push({ ...base, kind: 'surplus', text: `until ${row.own.until}, ${row.suggested.rule}` });
  }
  return differences;
}

type Base = Pick<Difference, 'siteId' | 'subject' | 'at' | 'rowId'>;

function compareRow(base: Base, row: LedgerRow, outage: Derived['outage']): Difference[] {
  const said = {
    until: row.own.until,
    start: row.own.start,
    end: row.own.end,
    suggested: row.suggested,
    incident: row.incident,
  };
  const { until, start, end, suggested, incident } = outage;
  const [left, right] = [said, { until, start, end, suggested, incident }].map((one) => JSON.stringify(sortKeys(one)));
  return left === right ? [] : [{ ...base, kind: 'other', text: `ledger ${left}, journals ${right}` }];
}

function compareSpans(siteId: string, stored: readonly SubjectSpan[], derived: readonly SubjectSpan[]): Difference[] {
  const keyOf = ({ subject, from, until, state, under, reason }: SubjectSpan): string =>
    JSON.stringify([subject, from, until, state, under, reason]);
  const known = new Set(joined(stored).map(keyOf));
  const fresh = new Set(joined(derived).map(keyOf));
  const differing = [...known].filter((key) => !fresh.has(key)).map((key) => ({ key, side: 'ledger' }));
  differing.push(...[...fresh].filter((key) => !known.has(key)).map((key) => ({ key, side: 'journals' })));
  return differing.map(({ key, side }) => {
    const [subject, from] = JSON.parse(key) as [string, number];
    return { siteId, subject, kind: 'span', at: from, rowId: null, text: `only in the ${side}: ${key}` };
  });
}

/** Spans of each subject in order, equal neighbours joined. */
function joined(spans: readonly SubjectSpan[]): SubjectSpan[] {
  const result: SubjectSpan[] = [];
  const ordered = spans.toSorted((a, b) =>
    a.subject === b.subject ? a.from - b.from : a.subject < b.subject ? -1 : 1,
  );
  for (const span of ordered) {
    const last = result.at(-1);
    const isSame =
      last?.subject === span.subject &&
      last.until === span.from &&
      last.state === span.state &&
      last.under === span.under &&
      last.reason === span.reason;
    if (isSame) last.until = span.until;
    else result.push({ ...span });
  }
  return result;
}

function clipped(spans: readonly SubjectSpan[], window: { from: number; until: number }): SubjectSpan[] {
  return spans.flatMap((span) => {
    const part = { ...span, from: Math.max(span.from, window.from), until: Math.min(span.until, window.until) };
    return part.from < part.until ? [part] : [];
  });
}

/** Plain values with their keys in order, so that they compare as text. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sortKeys(one)]),
  );
}
