import { expect, it } from 'vitest';
import { temporaryFolder } from '../kit/folder.ts';
import { startNode } from '../kit/processes.ts';
import { enrolFolder, runAgent } from '../kit/real-agent.ts';
import { ADMIN } from '../kit/admin.ts';
import { startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';

interface Device {
  id: string;
  connected: boolean;
}
interface Facts {
  running: { from: number; until: number; value: string }[];
}

/** A server of its own process, so that it can be killed. */
async function startServerProcess(dataFolder: string, port: number) {
  const server = startNode('server/src/main.ts', [], {
    WARDWATCH_PORT: String(port),
    WARDWATCH_DATA: dataFolder,
    WARDWATCH_LOG_LEVEL: 'warn',
    WARDWATCH_TICK_SECONDS: '1',
    WARDWATCH_GATEWAY: 'off',
    WARDWATCH_INTERNET_TARGETS: '',
    WARDWATCH_DNS_NAMES: '',
  });
  const link = await until('the server listens', () => server.lines.find((line) => line.startsWith('http')));
  return { server, url: new URL(link).origin.replace('localhost', '127.0.0.1') };
}

async function signIn(url: string): Promise<<Result>(path: string) => Promise<Result>> {
  const response = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMIN),
  });
  const cookie = (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  return async <Result>(path: string) => (await (await fetch(url + path, { headers: { cookie } })).json()) as Result;
}

it('keeps a gap-free timeline through a killed server, and shows exactly the hole of a killed agent', async () => {
  await using folder = await temporaryFolder();
  await using agentFolder = await temporaryFolder();
  let port = 0;
  {
    await using system = await startSystem({ dataFolder: folder.path });
    await system.admin();
    await enrolFolder(agentFolder.path, system.url, await system.code());
    port = Number(new URL(system.url).port);
  }
  const first = await startServerProcess(folder.path, port);
  await using agent = runAgent(agentFolder.path);
  const get = await signIn(first.url);
  const onlineAt = await until('the device is online', async () => {
    const { devices } = await get<{ devices: Device[] }>('/api/board');
    return devices[0]?.connected ? Date.now() : undefined;
  });

  await first.server.end('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const second = await startServerProcess(folder.path, port);
  await using server = second.server;
  const deviceId = await until(
    'the device is back',
    async () => {
      const { devices } = await get<{ devices: Device[] }>('/api/board');
      return devices[0]?.connected ? devices[0].id : undefined;
    },
    60_000,
  );

  const killedAt = Date.now();
  await agent.end('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  const startedAt = Date.now();
  await using _again = runAgent(agentFolder.path);
  const running = await until(
    'the hole is filled',
    async () => {
      const facts = await get<Facts>(`/api/devices/${deviceId}/facts?from=${onlineAt}&until=${Date.now()}`);
      return facts.running.length >= 3 && facts.running.at(-1)?.value === 'yes' && facts.running;
    },
    60_000,
  );

  expect(running.map((segment) => segment.value)).toEqual(['yes', 'unknown', 'yes']);
  const hole = running[1];
  // The agent leaves a sign of life on its disk every 15 s, and the server heard it until the end.
  expect(killedAt - (hole?.from ?? 0)).toBeGreaterThan(-1_000);
  expect(killedAt - (hole?.from ?? 0)).toBeLessThan(16_000);
  expect((hole?.until ?? 0) - startedAt).toBeGreaterThan(0);
  expect((hole?.until ?? 0) - startedAt).toBeLessThan(5_000);
  expect(server.child.exitCode).toBeNull();
});
