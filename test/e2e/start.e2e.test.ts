import type { DeviceRow } from '@wardwatch/shared/api';
import { ATTESTATION } from '@wardwatch/shared/model';
import { expect, it } from 'vitest';
import { ADMIN } from '../kit/admin.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { startNode } from '../kit/processes.ts';
import { until } from '../kit/until.ts';

it('lets the machine that was started on wait until an officer confirms that it may be watched', async () => {
  await using folder = await temporaryFolder();
  await using started = startNode('start.ts', [], {
    WARDWATCH_PORT: '0',
    WARDWATCH_DATA: folder.path,
    WARDWATCH_GATEWAY: 'off',
    WARDWATCH_INTERNET_TARGETS: '',
    WARDWATCH_DNS_NAMES: '',
  });
  const link = await until(
    'the link is printed',
    () => /http:\S+#token=\S+/.exec(started.lines.join('\n'))?.[0],
    60_000,
  );
  const [origin = '', token = ''] = link.split('/setup#token=');
  const post = (path: string, body: object, cookie = ''): Promise<Response> =>
    fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const cookie = ((await post('/api/setup', { token, ...ADMIN })).headers.get('set-cookie') ?? '').split(';', 1)[0];
  const device = async (): Promise<DeviceRow | undefined> => {
    const board = await fetch(`${origin}/api/board`, { headers: { cookie: cookie ?? '' } });
    return ((await board.json()) as { devices: DeviceRow[] }).devices[0];
  };
  const waiting = await device();
  expect(waiting).toMatchObject({ status: 'pending', connected: false });
  const approval = { name: 'Máy chủ của phường', kind: 'server', duty: 'always', attestation: ATTESTATION };
  expect((await post(`/api/devices/${waiting?.id}/approve`, approval, cookie)).status).toBe(200);
  // It was told to ask again in half a minute.
  await until('it reports', async () => (await device())?.connected === true, 60_000);
}, 150_000);
