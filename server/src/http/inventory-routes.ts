import { createHash } from 'node:crypto';
import {
  equipmentRow,
  IMPORT_TYPES,
  importPreview,
  importResult,
  type ImportPreview,
  inventory,
  type ProfileRow,
  profileRow,
  removeEquipmentRequest,
  saveEquipmentRequest,
  type SaveEquipmentRequest,
  saveProfileRequest,
} from '@wardwatch/shared/api';
import {
  equipmentTable,
  guideTable,
  type ImportPlanned,
  itemIds,
  type KnownWard,
  type OutTable,
  planImport,
  siteInStep,
  sitesTable,
} from '@wardwatch/shared/inventory';
import type { Clock } from '@wardwatch/shared/lib';
import type { EquipmentItem } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { criteriaOf } from '../figures/criteria.ts';
import { writeCsv } from '../sheets/csv.ts';
import type { TablesRefused } from '../sheets/file-tables.ts';
import { readTables } from '../sheets/read-tables.ts';
import { writeXlsx } from '../sheets/write-xlsx.ts';
import type { RecordChange, SiteChange, StoredRecord } from '../store/record-store.ts';
import type { Store } from '../store/store.ts';
import { auditOf } from './audited.ts';
import { RequestRefused } from './errors.ts';
import { revisionOf } from './record-taken.ts';
import type { HttpContext, Routes } from './route.ts';

interface Deps {
  store: Store;
  clock: Clock;
}

/** Times that a new item's id is asked for again, where others take the same one at the same moment. */
const ID_TRIES = 5;
const FILE_TYPES = Object.values(IMPORT_TYPES);
const importQuery = v.object({ digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) });

/** What the ward keeps of its sites and their equipment, by hand and by files. Every change is in the audit log. */
export function addInventoryRoutes(routes: Routes, deps: Deps): void {
  addRecords(routes, deps);
  addExports(routes, deps);
  addImport(routes, deps);
}

function addRecords(routes: Routes, deps: Deps): void {
  const { store, clock } = deps;
  const audit = auditOf(deps);
  routes
    .add(
      {
        method: 'get',
        path: '/api/inventory',
        summary: 'Profiles of the sites and the equipment',
        access: 'signed-in',
        response: inventory,
      },
      async () => {
        const [profiles, items] = await Promise.all([store.records.all('profile'), store.records.all('equipment')]);
        return { profiles: rowsOf(profiles), items: rowsOf(items) };
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/profiles',
        summary: 'Save what is known of a site; its provider and contact follow the first subscription and contact',
        access: 'admin',
        body: saveProfileRequest,
        response: profileRow,
      },
      async ({ body, context }) => saveProfile(deps, body, context),
    )
    .add(
      {
        method: 'post',
        path: '/api/equipment',
        summary: 'Add a piece of equipment (no id), or change the one with its id',
        access: 'admin',
        body: saveEquipmentRequest,
        response: equipmentRow,
      },
      async ({ body, context }) => saveEquipment(deps, body, context),
    )
    .add(
      {
        method: 'post',
        path: '/api/equipment/{id}/remove',
        summary: 'Remove a piece of equipment that was entered by mistake; what was in use is retired instead',
        access: 'admin',
        body: removeEquipmentRequest,
      },
      async ({ body, param, context }) => {
        const id = param('id');
        const kept = await store.records.one('equipment', id);
        if (!kept) throw new RequestRefused('not-found', `there is no equipment ${id}`);
        if (kept.body.stages.some(({ stage }) => stage === 'in-use')) {
          throw new RequestRefused('state-conflict', 'it was in use: give it the stage "retired" instead');
        }
        const change: RecordChange = { kind: 'equipment', id, body: null, basedOn: body.revision };
        revisionOf(await store.records.save([change], { at: clock.now(), by: context.get('person').id }));
        await audit(context, 'equipment.remove', id, { ...kept.body });
        return undefined;
      },
    );
}

async function saveProfile(deps: Deps, body: ProfileRow, context: HttpContext): Promise<ProfileRow> {
  const { store, clock } = deps;
  const { revision: basedOn, ...profile } = body;
  const site = await store.fleet.site(profile.siteId);
  if (!site) throw new RequestRefused('not-found', 'there is no such site');
  const before = await store.records.one('profile', site.id);
  const settings = siteInStep(before?.body ?? null, profile);
  const sites: SiteChange[] = Object.keys(settings).length > 0 ? [{ change: 'update', id: site.id, settings }] : [];
  const { siteId: id, code: uniqueKey } = profile;
  const change: RecordChange = { kind: 'profile', id, body: profile, uniqueKey, basedOn };
  const by = { at: clock.now(), by: context.get('person').id };
  const revision = revisionOf(await store.records.save([change], by, sites));
  await auditOf(deps)(context, 'profile.save', id, { ...profile });
  return { ...profile, revision };
}

async function saveEquipment(
  deps: Deps,
  body: SaveEquipmentRequest,
  context: HttpContext,
): Promise<EquipmentItem & { revision: number }> {
  const { store, clock } = deps;
  const { revision: basedOn, id: given, ...rest } = body;
  if (given !== undefined && !(await store.records.one('equipment', given))) {
    throw new RequestRefused('not-found', `there is no equipment ${given}`);
  }
  await checkPlace(store, body);
  const by = { at: clock.now(), by: context.get('person').id };
  for (let turn = 1; ; turn += 1) {
    const id = given ?? (await nextItemId(store));
    const item = { ...rest, id };
    const change: RecordChange = { kind: 'equipment', id, body: item, basedOn: given === undefined ? 0 : basedOn };
    const outcome = await store.records.save([change], by);
    // Somebody else's new item took the same number at the same moment.
    if (!outcome.ok && given === undefined && turn < ID_TRIES) continue;
    const revision = revisionOf(outcome);
    await auditOf(deps)(context, 'equipment.save', id, { ...item });
    return { ...item, revision };
  }
}

async function nextItemId(store: Store): Promise<string> {
  const all = await store.records.all('equipment');
  return itemIds(all.map(({ id }) => id))();
}

/** Site, device and criterion exist, and the device stands at the site. */
async function checkPlace(store: Store, item: SaveEquipmentRequest): Promise<void> {
  if (!(await store.fleet.site(item.siteId))) throw new RequestRefused('not-found', 'there is no such site');
  const device = item.deviceId === null ? undefined : await store.fleet.device(item.deviceId);
  if (item.deviceId !== null && device?.siteId !== item.siteId) {
    throw new RequestRefused('bad-request', 'the device is not one of the site', {
      fields: { deviceId: 'choose a device of this site' },
    });
  }
  const criteria = criteriaOf(await store.records.all('criterion'));
  if (item.criterionId === null || criteria.some(({ id }) => id === item.criterionId)) return;
  throw new RequestRefused('bad-request', `there is no criterion ${item.criterionId}`, {
    fields: { criterionId: 'choose one of the criteria' },
  });
}

function addExports(routes: Routes, { store }: Deps): void {
  const xlsx = { access: 'signed-in', produces: [IMPORT_TYPES.xlsx] } as const;
  const csv = { access: 'signed-in', produces: [IMPORT_TYPES.csv] } as const;
  routes
    .addFile(
      { method: 'get', path: '/api/inventory/export.xlsx', summary: 'Sites and equipment as a workbook', ...xlsx },
      async () => workbook(sheetsOf(await knownWard(store)), 'trang-thiet-bi.xlsx'),
    )
    .addFile({ method: 'get', path: '/api/inventory/sites.csv', summary: 'The sites as a table', ...csv }, async () =>
      csvFile(sitesTable(await knownWard(store)), 'diem.csv'),
    )
    .addFile(
      { method: 'get', path: '/api/inventory/equipment.csv', summary: 'The equipment as a table', ...csv },
      async () => csvFile(equipmentTable(await knownWard(store)), 'thiet-bi.csv'),
    )
    .addFile(
      {
        method: 'get',
        path: '/api/inventory/template.xlsx',
        summary: 'An empty workbook that explains itself',
        ...xlsx,
      },
      async () => {
        const [sites, equipment, guide] = sheetsOf(await knownWard(store));
        return workbook([{ ...sites, rows: [] }, { ...equipment, rows: [] }, guide], 'mau-nhap-trang-thiet-bi.xlsx');
      },
    );
}

function sheetsOf(known: KnownWard): [OutTable, OutTable, OutTable] {
  return [sitesTable(known), equipmentTable(known), guideTable(known)];
}

async function workbook(tables: readonly OutTable[], name: string): Promise<Response> {
  const content = await writeXlsx(tables);
  return fileOf(new Uint8Array(content), IMPORT_TYPES.xlsx, name);
}

function csvFile({ columns, rows }: OutTable, name: string): Response {
  return fileOf(writeCsv([columns.map(({ head }) => head), ...rows]), `${IMPORT_TYPES.csv}; charset=utf-8`, name);
}

function fileOf(content: string | Uint8Array<ArrayBuffer>, type: string, name: string): Response {
  const disposition = `attachment; filename="${name}"`;
  return new Response(content, { headers: { 'content-type': type, 'content-disposition': disposition } });
}

function addImport(routes: Routes, deps: Deps): void {
  const { store, clock } = deps;
  const audit = auditOf(deps);
  routes
    .add(
      {
        method: 'post',
        path: '/api/inventory/preview',
        summary: 'What a file would change, and everything that is wrong with it; nothing is written',
        access: 'admin',
        accepts: FILE_TYPES,
        response: importPreview,
      },
      async ({ context }) => {
        const { digest, planned } = await planOf(store, context);
        return previewOf(digest, planned);
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/inventory/import',
        summary: 'Take the file that was previewed: all of it, or nothing',
        access: 'admin',
        query: importQuery,
        accepts: FILE_TYPES,
        response: importResult,
      },
      async ({ query, context }) => {
        const { digest, planned } = await planOf(store, context);
        if (digest !== query.digest) throw stale('the file is not the one that was previewed');
        const { plan } = planned;
        if (!plan) throw stale('the file has problems; its preview lists them');
        const changes: RecordChange[] = [
          ...plan.profiles.map(({ profile, basedOn }): RecordChange => {
            const { siteId: id, code: uniqueKey } = profile;
            return { kind: 'profile', id, body: profile, uniqueKey, basedOn };
          }),
          ...plan.items.map(({ item, basedOn }): RecordChange => ({
            kind: 'equipment',
            id: item.id,
            body: item,
            basedOn,
          })),
        ];
        const { add: added, update: updated, same } = previewOf(digest, planned).counts;
        if (added + updated > 0) {
          const by = { at: clock.now(), by: context.get('person').id };
          const outcome = await store.records.save(changes, by, plan.sites);
          if (!outcome.ok) throw stale(`${outcome.id} was changed since the preview`);
          await audit(context, 'inventory.import', 'inventory', { digest, added, updated, same });
        }
        return { added, updated, same };
      },
    );
}

function stale(why: string): RequestRefused {
  return new RequestRefused('preview-stale', `${why}; preview the file again`);
}

async function planOf(store: Store, context: HttpContext): Promise<{ digest: string; planned: ImportPlanned }> {
  const bytes = new Uint8Array(await context.req.arrayBuffer());
  const read = await readTables(bytes);
  if (!read.ok) throw new RequestRefused(read.error, REFUSALS[read.error]);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return { digest, planned: planImport(read.tables, await knownWard(store), () => store.records.newSiteId()) };
}

const REFUSALS: Readonly<Record<TablesRefused, string>> = {
  'file-unreadable': 'the file is neither an XLSX workbook nor a CSV table in UTF-8; save it again as one of them',
  'file-encrypted': 'the file has a password; save it without one',
  'file-empty': 'the file has no rows',
  'archive-refused': 'the file unpacks to more than is allowed, or lies about its size; save it anew',
};

function previewOf(digest: string, { problems, moreProblems, changes }: ImportPlanned): ImportPreview {
  const counts = { add: 0, update: 0, same: 0 };
  for (const { change } of changes) counts[change] += 1;
  return { digest, problems: [...problems], moreProblems, changes, counts };
}

async function knownWard(store: Store): Promise<KnownWard> {
  const [{ sites, devices }, profiles, items, calendars, criteria] = await Promise.all([
    store.fleet.changesSince(0),
    store.records.all('profile'),
    store.records.all('equipment'),
    store.ledger.calendars(),
    store.records.all('criterion'),
  ]);
  return {
    sites,
    devices,
    profiles: rowsOf(profiles),
    items: rowsOf(items),
    calendars,
    criteria: criteriaOf(criteria).map(({ id }) => id),
  };
}

function rowsOf<Kind extends 'profile' | 'equipment'>(kept: readonly StoredRecord<Kind>[]) {
  return kept.map(({ body, revision }) => ({ ...body, revision }));
}
