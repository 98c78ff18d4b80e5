import type { SiteRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { LedgerRow } from '@wardwatch/shared/model';
import {
  type Derived,
  deriveOutage,
  judgeServer,
  judgeSite,
  neighboursAt,
  type SiteFindings,
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
  const lives: Life[] = [];
  for (const site of sites) {
    const began = await ledger.siteBegan(site.id);
    const checkpoint = await ledger.checkpoint(site.id);
    if (began === null || !checkpoint) continue;
    // Each site up to where the engine has got with it: what held then holds on.
    const window = { from: began, until: checkpoint.asOf };
    const evidence = await readSiteEvidence({ ledger, settings, site, now: window.until }, window);
    lives.push({ site, window, findings: judgeSite(evidence, window, settings.rules, window.until) });
  }
  const until = Math.max(0, ...lives.map((life) => life.window.until));
  const ward = lives.map(({ site, window, findings }) => ({
    ties: tiesOf(site),
    spans: heldUntil(findings.spans, window.until, until),
  }));
  for (const { site, window, findings } of lives) {
    const ties = tiesOf(site);
    const derived = findings.outages.map((outage) =>
      deriveOutage(ties, outage, neighboursAt(outage, ties, ward, settings.rules, settings.paces)),
    );
    result.sites += 1;
    result.outages += derived.length;
    result.spans += findings.spans.length;
    const stored = await ledger.rowsOf(site.id, { from: window.from, until: window.until + 1 });
    result.differences.push(...compareRows(site.id, stored, derived));
    result.differences.push(...compareSpans(site.id, await ledger.spans([site.id], window), findings.spans));
  }
  result.differences.push(...(await compareServer(ledger, settings, now)));
  return result;
}

interface Life {
  site: SiteRow;
  /** From its first device to where the engine has got. */
  window: Interval;
  findings: SiteFindings;
}

/** Spans that reached where the site was last judged hold on until then. */
function heldUntil(spans: readonly SubjectSpan[], asOf: number, until: number): SubjectSpan[] {
  return spans.map((span) => (span.until >= asOf ? { ...span, until } : span));
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
    [subject, from, until, state, under, reason].join(' ');
  // That a device was not there, or a service not watched, is said where it is looked at, and nowhere else.
  const isSaid = ({ subject, state }: SubjectSpan): boolean =>
    !(/^(?:device|service):/.test(subject) && state === 'not-equipped');
  const known = new Set(joined(stored).filter(isSaid).map(keyOf));
  const fresh = new Set(joined(derived).filter(isSaid).map(keyOf));
  const differing = [...known].filter((key) => !fresh.has(key)).map((key) => ({ key, side: 'ledger' }));
  differing.push(...[...fresh].filter((key) => !known.has(key)).map((key) => ({ key, side: 'journals' })));
  return differing.map(({ key, side }) => {
    const [subject = '', from] = key.split(' ');
    return { siteId, subject, kind: 'span', at: Number(from), rowId: null, text: `only in the ${side}: ${key}` };
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
