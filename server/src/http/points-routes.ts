import { createHash, randomBytes } from 'node:crypto';
import { createPointRequest, type DeviceRow, pointList, type PointSecret, pointSecret } from '@wardwatch/shared/api';
import type { Clock } from '@wardwatch/shared/lib';
import { DEFAULT_PUSH_MS } from '@wardwatch/shared/protocol';
import { fillScripts, isScriptUrl, type ScriptSecrets } from '../points/fill-script.ts';
import type { Store } from '../store/store.ts';
import { auditOf } from './audited.ts';
import { RequestRefused } from './errors.ts';
import { isLoopbackHost } from './private-address.ts';
import type { HttpContext, Routes } from './route.ts';

/** Bytes of a point's key: 192 bits, 32 letters in base64url. */
const KEY_BYTES = 24;

interface Deps {
  store: Store;
  clock: Clock;
  actions: { serverUrl(context: HttpContext): string };
}

/** Points that report by push: entering one, giving it another key. The key is shown once; its hash is kept. */
export function addPointRoutes(routes: Routes, { store, clock, actions }: Deps): void {
  const audit = auditOf({ store, clock });
  const pushUrl = (context: HttpContext): string => {
    const url = `${actions.serverUrl(context)}/api/push`;
    if (isLoopbackHost(new URL(url).hostname)) {
      throw new RequestRefused(
        'bad-request',
        'a point cannot reach this server at its own loopback address; set WARDWATCH_PUBLIC_URL to the address at which it can, or open the console there',
      );
    }
    if (isScriptUrl(url)) return url;
    throw new RequestRefused('bad-request', 'open the console at a plain address; this one cannot stand in a script');
  };

  routes
    .add(
      {
        method: 'get',
        path: '/api/points',
        summary: 'Points that report by push, and when they did last',
        access: 'signed-in',
        response: pointList,
      },
      async () => ({ points: await store.points.list() }),
    )
    .add(
      {
        method: 'post',
        path: '/api/points',
        summary: 'Enter a Wi-Fi point that reports by push; its key and scripts are shown this once',
        access: 'admin',
        body: createPointRequest,
        response: pointSecret,
      },
      async ({ body, context }) => {
        if (!(await store.fleet.site(body.siteId))) throw new RequestRefused('not-found', 'there is no such site');
        const url = pushUrl(context);
        const key = newKey();
        const { attestation: statement, everyMs = DEFAULT_PUSH_MS, ...details } = body;
        const device = await store.points.create({
          ...details,
          agentId: `ag_${randomBytes(16).toString('hex')}`,
          keyHash: hashOf(key),
          everyMs,
          epoch: randomBytes(12).toString('base64url'),
          attested: { statement, by: context.get('person').id },
          at: clock.now(),
        });
        await audit(context, 'point.create', device.id, { ...body });
        return secretOf(device.id, { key, url, everyMs });
      },
    )
    .add(
      {
        method: 'post',
        path: '/api/points/{deviceId}/key',
        summary: 'Give a point another key; the old one is worthless at once',
        access: 'admin',
        response: pointSecret,
      },
      async ({ param, context }) => {
        const device = found(await store.fleet.device(param('deviceId')));
        const url = pushUrl(context);
        const key = newKey();
        const point = (await store.points.list()).find(({ deviceId }) => deviceId === device.id);
        const everyMs = point?.everyMs ?? DEFAULT_PUSH_MS;
        if (!(await store.points.renewKey(device.id, hashOf(key), clock.now()))) {
          throw new RequestRefused('state-conflict', 'the device is no point that may push; enter it anew');
        }
        await audit(context, 'point.key', device.id, {});
        return secretOf(device.id, { key, url, everyMs });
      },
    );
}

function found(device: DeviceRow | undefined): DeviceRow {
  if (!device) throw new RequestRefused('not-found', 'there is no such device');
  return device;
}

const newKey = (): string => randomBytes(KEY_BYTES).toString('base64url');

/** The form in which the intake looks keys up. */
const hashOf = (key: string): string => createHash('sha256').update(key, 'utf8').digest('hex');

async function secretOf(deviceId: string, secrets: ScriptSecrets): Promise<PointSecret> {
  return { deviceId, key: secrets.key, pushUrl: secrets.url, scripts: await fillScripts(secrets) };
}
