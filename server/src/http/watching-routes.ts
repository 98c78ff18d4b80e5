import {
  saveServiceRequest,
  saveWatchedRequest,
  serviceList,
  serviceRow,
  speedSetting,
  watchedList,
  type WatchedRow,
  watchedRow,
} from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import { MAX_CONFIGURED } from '@wardwatch/shared/model';
import type { SecretBox } from '../lib/secret-box.ts';
import { slugOf } from '../lib/slug.ts';
import type { Store } from '../store/store.ts';
import type { StoredWatched } from '../store/watching-store.ts';
import { auditOf } from './audited.ts';
import { RequestRefused } from './errors.ts';
import { hostOf, isPrivateHost } from './private-address.ts';
import type { Routes } from './route.ts';

/** What these routes need from other layers. */
export interface WatchingActions {
  /** Tells the agents that what they watch was changed. */
  configChanged(): void;
  /** Seals SNMP communities for the store. */
  box: SecretBox;
  /** Whether services at private addresses may be watched. */
  privateServices: boolean;
}

interface Deps {
  store: Store;
  clock: Clock;
  actions: WatchingActions;
}

/** What agents are told to watch: services, devices of their sites, the speed of the line. */
export function addWatchingRoutes(routes: Routes, deps: Deps): void {
  addServices(routes, deps);
  addWatched(routes, deps);
  addSpeed(routes, deps);
}

function addServices(routes: Routes, { store, clock, actions }: Deps): void {
  const audit = auditOf({ store, clock });
  routes
    .add(
      {
        method: 'get',
        path: '/api/services',
        summary: 'Services that the agents look at from their sites',
        access: 'signed-in',
        response: serviceList,
      },
      async () => ({ services: await store.watching.services() }),
    )
    .add(
      {
        method: 'post',
        path: '/api/services',
        summary: 'Add a service to look at, or change the one with its id',
        access: 'admin',
        body: saveServiceRequest,
        response: serviceRow,
      },
      async ({ body, context }) => {
        const host = hostOf(body.check);
        if (!actions.privateServices && isPrivateHost(host)) {
          const field = body.check.kind === 'http' ? 'url' : body.check.kind === 'dns' ? 'name' : 'host';
          throw new RequestRefused('bad-request', 'a service has a public name or address', {
            fields: {
              [`check.${field}`]: `${host} is a private address; a device of a site is watched, not a service`,
            },
          });
        }
        const sites = new Set((await store.fleet.changesSince(0)).sites.map((site) => site.id));
        const unknown = body.siteIds?.find((id) => !sites.has(id));
        if (unknown !== undefined) throw new RequestRefused('not-found', `there is no site ${unknown}`);
        const others = (await store.watching.services()).filter(({ id, isActive }) => isActive && id !== body.id);
        if (body.isActive && mostAtOneSite([...others, body]) > MAX_CONFIGURED) {
          throw new RequestRefused('state-conflict', `a site looks at ${MAX_CONFIGURED} services at the most`);
        }
        await store.watching.saveService(body);
        await audit(context, 'service.save', body.id, { ...body });
        actions.configChanged();
        return body;
      },
    );
}

/** Services of the site that has most: those of every site, and its own. */
function mostAtOneSite(services: readonly { siteIds: string[] | null }[]): number {
  const counts = new Map<string, number>();
  for (const { siteIds } of services) for (const id of siteIds ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
  const everywhere = services.filter(({ siteIds }) => siteIds === null).length;
  return everywhere + Math.max(0, ...counts.values());
}

function addWatched(routes: Routes, { store, clock, actions }: Deps): void {
  const audit = auditOf({ store, clock });
  routes
    .add(
      {
        method: 'get',
        path: '/api/watched',
        summary: 'Devices that run nothing of ours and are watched by an agent of their site',
        access: 'signed-in',
        response: watchedList,
      },
      async () => {
        const [kept, { devices }] = await Promise.all([store.watching.watched(), store.fleet.changesSince(0)]);
        const siteOf = new Map(devices.map((device) => [device.id, device.siteId]));
        return { watched: kept.map(({ row }) => withPlace(row, siteOf.get(row.watcherId))) };
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/watched',
        summary: 'Add a device to watch (no id), or change the one with its id',
        access: 'admin',
        body: saveWatchedRequest,
        response: watchedRow,
      },
      async ({ body, context }) => {
        const watcher = await store.fleet.device(body.watcherId);
        if (!watcher) throw new RequestRefused('not-found', 'there is no such device to watch from');
        const points = await store.points.list();
        if (points.some(({ deviceId }) => deviceId === watcher.id)) {
          throw new RequestRefused(
            'state-conflict',
            'a point that pushes cannot watch; choose a machine with an agent',
          );
        }
        const all = await store.watching.watched();
        const before = all.find(({ row }) => row.id === body.id);
        if (body.id !== undefined && !before) throw new RequestRefused('not-found', 'there is no such watched device');
        const count = all.filter(
          ({ row }) => row.isActive && row.watcherId === watcher.id && row.id !== body.id,
        ).length;
        if (body.isActive && count >= MAX_CONFIGURED) {
          throw new RequestRefused('state-conflict', `an agent watches ${MAX_CONFIGURED} devices at the most`);
        }
        const { snmpCommunity, ...details } = body;
        const isKept = snmpCommunity === undefined && before?.row.hasSnmp === true;
        const isDropped = isKept && !isSamePlace(before.row, { ...details, siteId: watcher.siteId });
        if (isDropped && body.isActive) {
          throw new RequestRefused('bad-request', 'the SNMP community was saved for another host, watcher or site', {
            fields: { snmpCommunity: 'give the community again for this place, or null to end SNMP' },
          });
        }
        const given = isDropped ? null : snmpCommunity;
        const community = given === undefined || given === null ? given : actions.box.seal(given);
        const hasSnmp = community === undefined ? (before?.row.hasSnmp ?? false) : community !== null;
        const taken = new Set(all.map(({ row }) => row.id));
        const id = body.id ?? slugOf(body.name, (one) => taken.has(one), 'thiet-bi');
        const place = { id, siteId: watcher.siteId, hasSnmp };
        const row: StoredWatched = { ...details, ...place, changedAt: clock.now() };
        await store.watching.saveWatched(row, community);
        await audit(context, 'watched.save', id, {
          ...details,
          ...place,
          ...(isDropped && { communityDropped: true }),
        });
        actions.configChanged();
        return { ...row, isElsewhere: false };
      },
    );
}

function withPlace(row: StoredWatched, siteOfWatcher: string | undefined): WatchedRow {
  return { ...row, isElsewhere: row.siteId !== siteOfWatcher };
}

/** Whether a community that was given for one of them may be sent where the other one says. */
function isSamePlace(before: StoredWatched, now: Pick<StoredWatched, 'host' | 'watcherId' | 'siteId'>): boolean {
  return before.host === now.host && before.watcherId === now.watcherId && before.siteId === now.siteId;
}

function addSpeed(routes: Routes, { store, clock, actions }: Deps): void {
  const audit = auditOf({ store, clock });
  routes
    .add(
      {
        method: 'get',
        path: '/api/speed-test',
        summary: 'When agents measure the speed of their line; null for never',
        access: 'signed-in',
        response: speedSetting,
      },
      async () => ({ speed: await store.watching.speed() }),
    )
    .add(
      {
        method: 'post',
        path: '/api/speed-test',
        summary: 'Let agents measure the speed of their line in the hours named, once a day at the most',
        access: 'admin',
        body: speedSetting,
        response: speedSetting,
      },
      async ({ body, context }) => {
        await store.watching.saveSpeed(body.speed);
        await audit(context, 'speed.save', 'agents', { ...body });
        actions.configChanged();
        return body;
      },
    );
}
