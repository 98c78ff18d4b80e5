import type { ImportChange, ProfileRow } from '../api/index.ts';
import { fold } from '../wording/index.ts';
import type { KnownSite, KnownWard } from './known-ward.ts';
import type { ImportPlan, PlannedSettings } from './plan.ts';
import type { Problems } from './problems.ts';
import { changedKeys, headsOf, type LineTable, readLine } from './read-line.ts';
import type { ReadTable, TableRow } from './read-table.ts';
import {
  BARE_KEYS,
  CONTACT_KEYS,
  SITE_COLUMNS,
  type SiteLine,
  siteInStep,
  siteLine,
  SUBSCRIPTION_KEYS,
} from './site-line.ts';
import { profileOf } from './site-profile.ts';
import { textOf } from './sheet.ts';
import { SITE_KIND_WORDS } from './words.ts';

/** Cultural houses that a ward usually has; more of them are worth a look, and no error. */
export const USUAL_HOUSES = 30;

const DEFAULTS: Partial<SiteLine> = {
  groupNumber: null,
  address: '',
  provider: '',
  plan: '',
  downMbps: null,
  monthlyFee: null,
  paidUntil: null,
  feeder: '',
  calendar: '',
  contactRole: '',
  contactName: '',
  contactPhone: '',
  note: '',
};

/** What the table of sites comes to. */
export interface SitesPlanned {
  plan: Pick<ImportPlan, 'sites' | 'profiles'>;
  changes: ImportChange[];
  /** Sites and codes as they are after the import. */
  sites: Map<string, KnownSite>;
  codes: Map<string, string>;
}

interface Match {
  site: KnownSite;
  profile: ProfileRow | null;
}

/** Plans what the table of sites changes; without a table, nothing. */
export function planSites(
  read: ReadTable | undefined,
  known: KnownWard,
  newSiteId: () => string,
  problems: Problems,
): SitesPlanned {
  const planned: SitesPlanned = {
    plan: { sites: [], profiles: [] },
    changes: [],
    sites: new Map(known.sites.map((site) => [site.id, site])),
    codes: new Map(known.profiles.map(({ siteId, code }) => [siteId, code])),
  };
  if (!read) return planned;
  const matcher = matchSites(known);
  const lines: LineTable<SiteLine, KnownWard> = {
    table: 'sites',
    columns: SITE_COLUMNS,
    read,
    context: known,
    problems,
    missing: new Set(),
  };
  const seen = new Map<string, number>();
  for (const row of read.rows) {
    const code = textOf(row.cells.get('code') ?? null).toUpperCase();
    const twin = code === '' ? undefined : seen.get(code);
    if (code !== '') seen.set(code, twin ?? row.number);
    if (twin !== undefined) {
      refuse(problems, read, row, 'code', { code: 'code-twice', expected: String(twin) });
      continue;
    }
    planRow(lines, row, matcher(code, textOf(row.cells.get('name') ?? null)), newSiteId, planned);
  }
  warnOfHouses(known, planned, problems);
  return planned;
}

/** Finds the site of a row: by its code, else by its name where the site has no code yet. */
function matchSites({ sites, profiles }: KnownWard): (code: string, name: string) => Match | undefined {
  const byId = new Map(sites.map((site) => [site.id, site]));
  const byCode = new Map<string, Match>();
  for (const profile of profiles) {
    const site = byId.get(profile.siteId);
    if (site) byCode.set(profile.code, { site, profile });
  }
  const coded = new Set(profiles.map(({ siteId }) => siteId));
  const bare = new Map<string, KnownSite[]>();
  for (const site of sites) {
    if (site.archived || coded.has(site.id)) continue;
    bare.set(fold(site.name), [...(bare.get(fold(site.name)) ?? []), site]);
  }
  return (code, name) => {
    const found = byCode.get(code);
    if (found) return found;
    const site = bare.get(fold(name))?.shift();
    return site && { site, profile: null };
  };
}

function planRow(
  lines: LineTable<SiteLine, KnownWard>,
  row: TableRow,
  match: Match | undefined,
  newSiteId: () => string,
  planned: SitesPlanned,
): void {
  const { problems, read, context } = lines;
  if (match?.site.archived) {
    refuse(problems, read, row, 'code', { code: 'code-taken', expected: match.site.name });
    return;
  }
  const current = match && siteLine(match.site, match.profile);
  const line = readLine(lines, withoutEmptyCode(row, match), current, DEFAULTS);
  if (!line) return;
  const other = match ? undefined : samePlace(line, context, planned);
  if (other) {
    refuse(problems, read, row, 'code', { code: 'same-place', expected: planned.codes.get(other.id) ?? other.name });
    return;
  }
  const changed = current ? changedKeys(SITE_COLUMNS, current, line) : new Set(Object.keys(line));
  if (!isWhole(line, changed, match, row, lines)) return;
  const columns = current ? headsOf(changed, SITE_COLUMNS, read) : [];
  const change = current ? (changed.size === 0 ? 'same' : 'update') : 'add';
  planned.changes.push({ table: 'sites', row: row.number, key: line.code || '-', name: line.name, change, columns });
  if (change === 'same') return;
  if (match) update(match, line, changed, planned);
  else add(newSiteId(), line, changed, context, planned);
}

/** The site in use that a row would add a second time: one of its name, or of its kind and residential group. */
function samePlace(
  { name, kind, groupNumber }: SiteLine,
  { sites, profiles }: KnownWard,
  planned: SitesPlanned,
): KnownSite | undefined {
  const inUse = sites.filter(({ archived }) => !archived);
  const groups = new Map(profiles.map((profile) => [profile.siteId, profile.groupNumber]));
  return inUse.find((site) => {
    const isNamed = fold(planned.sites.get(site.id)?.name ?? site.name) === fold(name);
    return isNamed || (groupNumber !== null && site.kind === kind && groups.get(site.id) === groupNumber);
  });
}

/** A site that has no code yet may stay without one, as long as only what it has itself is said. */
function withoutEmptyCode(row: TableRow, match: Match | undefined): TableRow {
  if (!match || match.profile || textOf(row.cells.get('code') ?? null) !== '') return row;
  const cells = new Map(row.cells);
  cells.delete('code');
  return { ...row, cells };
}

/** Whether what belongs together is there, and the kind stays what it is. */
function isWhole(
  line: SiteLine,
  changed: ReadonlySet<string>,
  match: Match | undefined,
  row: TableRow,
  { problems, read }: LineTable<SiteLine, KnownWard>,
): boolean {
  const wrong: string[] = [];
  const contact = CONTACT_KEYS.filter((key) => line[key] === '');
  if (contact.length < CONTACT_KEYS.length && CONTACT_KEYS.some((key) => changed.has(key))) wrong.push(...contact);
  const hasPlan = SUBSCRIPTION_KEYS.some((key) => line[key] !== '' && line[key] !== null);
  if (hasPlan && line.provider === '' && SUBSCRIPTION_KEYS.some((key) => changed.has(key))) wrong.push('provider');
  if (line.code === '' && [...changed].some((key) => !BARE_KEYS.includes(key))) wrong.push('code');
  for (const key of wrong) refuse(problems, read, row, key, { code: 'empty', expected: '' });
  const isKind = !match || !changed.has('kind');
  if (!isKind) refuse(problems, read, row, 'kind', { code: 'not-one-of', expected: kindOf(match.site) });
  return wrong.length === 0 && isKind;
}

function kindOf({ kind }: KnownSite): string {
  return SITE_KIND_WORDS.shown[kind];
}

function update({ site, profile }: Match, line: SiteLine, changed: ReadonlySet<string>, planned: SitesPlanned): void {
  const after = line.code === '' ? null : profileOf(site.id, profile, line, changed);
  const settings: PlannedSettings = {
    ...(after && siteInStep(profile, after)),
    ...(changed.has('provider') && { provider: line.provider || null }),
    ...settingsOf(line, changed),
  };
  if (Object.keys(settings).length > 0) planned.plan.sites.push({ change: 'update', id: site.id, settings });
  if (after && [...changed].some((key) => key === 'code' || !BARE_KEYS.includes(key) || key === 'provider')) {
    planned.plan.profiles.push({ profile: after, basedOn: profile?.revision ?? 0 });
    planned.codes.set(site.id, after.code);
  }
  planned.sites.set(site.id, { ...site, name: line.name });
}

function add(
  id: string,
  line: SiteLine,
  changed: ReadonlySet<string>,
  { calendars }: KnownWard,
  planned: SitesPlanned,
): void {
  const profile = profileOf(id, null, line, changed);
  const settings = { ...siteInStep(null, profile), ...settingsOf(line, changed) };
  planned.plan.sites.push({ change: 'add', id, name: line.name, kind: line.kind, settings });
  planned.plan.profiles.push({ profile, basedOn: 0 });
  planned.codes.set(id, line.code);
  const calendarId = line.calendar || (calendars[0]?.id ?? '');
  const { name, kind } = line;
  planned.sites.set(id, { id, name, kind, archived: false, provider: null, feeder: null, calendarId });
}

function settingsOf({ name, feeder, calendar }: SiteLine, changed: ReadonlySet<string>): PlannedSettings {
  return {
    ...(changed.has('name') && { name }),
    ...(changed.has('feeder') && { feeder: feeder || null }),
    ...(changed.has('calendar') && calendar !== '' && { calendarId: calendar }),
  };
}

function warnOfHouses({ sites }: KnownWard, planned: SitesPlanned, problems: Problems): void {
  const housesOf = (all: Iterable<KnownSite>): number =>
    [...all].filter(({ kind, archived }) => kind === 'cultural-house' && !archived).length;
  const houses = housesOf(planned.sites.values());
  if (houses <= USUAL_HOUSES || houses === housesOf(sites)) return;
  const place = { table: 'sites', row: null, column: null, value: String(houses) } as const;
  problems.add(place, { code: 'more-houses', expected: String(USUAL_HOUSES) }, true);
}

function refuse(
  problems: Problems,
  { heads }: ReadTable,
  row: TableRow,
  key: string,
  problem: Parameters<Problems['add']>[1],
): void {
  const column = heads.get(key) ?? SITE_COLUMNS.find((one) => one.key === key)?.head ?? null;
  problems.add({ table: 'sites', row: row.number, column, value: textOf(row.cells.get(key) ?? null) }, problem);
}
