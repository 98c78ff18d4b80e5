import {
  approveDeviceRequest,
  createCodeRequest,
  createCodeResponse,
  createSiteRequest,
  type DeviceRow,
  deviceRow,
  siteRow,
  updateDeviceRequest,
} from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import type { Attested } from '../store/attested.ts';
import type { Store } from '../store/store.ts';
import { RequestRefused } from './errors.ts';
import type { HttpContext, Routes } from './route.ts';

/** What the fleet's routes need from other layers, passed in by the composition root. */
export interface FleetActions {
  /** Issues a one-time code for the site. */
  issueCode(request: {
    siteId: string;
    preApproved: boolean;
    createdBy: string;
    attested: Attested;
  }): Promise<{ id: string; code: string; expiresAt: number }>;
  /** Tells the agents that what they watch was changed: a device moved. */
  configChanged(): void;
  /** Ends the agent's session, if it has one. */
  endSession(agentId: string): void;
  /** Address of this server for agents, as the request reached it where nothing is configured. */
  serverUrl(context: HttpContext): string;
}

/** Changing: sites, enrolment codes, devices. Every change is in the audit log. */
export function addFleetRoutes(routes: Routes, deps: { store: Store; clock: Clock; actions: FleetActions }): void {
  const { store, clock, actions } = deps;
  const audit = (
    context: HttpContext,
    action: string,
    subject: string,
    details: Record<string, unknown>,
  ): Promise<void> => store.audit.add({ at: clock.now(), by: context.get('person').id, action, subject, details });
  const found = (device: DeviceRow | undefined): DeviceRow => {
    if (!device) throw new RequestRefused('not-found', 'there is no such device');
    return device;
  };
  const siteExists = async (id: string): Promise<void> => {
    if (!(await store.fleet.site(id))) throw new RequestRefused('not-found', 'there is no such site');
  };
  /** What it watches by the site that it left: that is no longer in force. */
  const watchedElsewhere = async ({ id, siteId }: DeviceRow): Promise<string[]> => {
    const watched = (await store.watching.watched()).filter(({ row }) => row.isActive && row.watcherId === id);
    return watched.flatMap(({ row }) => (row.siteId === siteId ? [] : [row.id]));
  };

  routes
    .add(
      {
        method: 'post',
        path: '/api/sites',
        summary: 'Add a site',
        access: 'admin',
        body: createSiteRequest,
        response: siteRow,
      },
      async ({ body, context }) => {
        const site = await store.fleet.createSite({ ...body, at: clock.now() });
        await audit(context, 'site.create', site.id, { ...body });
        return site;
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/enrolment-codes',
        summary: 'Make a one-time code that enrols one device at a site',
        access: 'admin',
        body: createCodeRequest,
        response: createCodeResponse,
      },
      async ({ body, context }) => {
        await siteExists(body.siteId);
        const { siteId, preApproved, attestation: statement } = body;
        const by = context.get('person').id;
        const issued = await actions.issueCode({ siteId, preApproved, createdBy: by, attested: { statement, by } });
        await audit(context, 'code.create', issued.id, { ...body });
        return { ...issued, serverUrl: actions.serverUrl(context) };
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/devices/{id}/approve',
        summary: 'Let an enrolled device report',
        access: 'admin',
        body: approveDeviceRequest,
        response: deviceRow,
      },
      async ({ body, param, context }) => {
        const before = found(await store.fleet.device(param('id')));
        if (before.status !== 'pending')
          throw new RequestRefused('state-conflict', 'the device does not wait for approval');
        const { attestation: statement, ...details } = body;
        const attested = { statement, by: context.get('person').id };
        const device = found(await store.fleet.approve(before.id, details, clock.now(), attested));
        await audit(context, 'device.approve', device.id, { ...body });
        return device;
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/devices/{id}/revoke',
        summary: 'Make the key of a device worthless; what it reported stays',
        access: 'admin',
        response: deviceRow,
      },
      async ({ param, context }) => {
        const device = found(await store.fleet.revoke(param('id'), clock.now()));
        actions.endSession(device.agentId);
        await audit(context, 'device.revoke', device.id, {});
        return device;
      },
    )
    .add(
      {
        method: 'patch',
        path: '/api/devices/{id}',
        summary: 'Change name, kind, duty or site of a device',
        access: 'admin',
        body: updateDeviceRequest,
        response: deviceRow,
      },
      async ({ body, param, context }) => {
        if (body.siteId !== undefined) await siteExists(body.siteId);
        const device = found(await store.fleet.update(param('id'), body, clock.now()));
        const left = body.siteId === undefined ? [] : await watchedElsewhere(device);
        await audit(context, 'device.update', device.id, {
          ...body,
          ...(left.length > 0 && { watchedElsewhere: left }),
        });
        if (body.siteId !== undefined) actions.configChanged();
        return device;
      },
    );
}
