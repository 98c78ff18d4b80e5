import { once } from 'node:events';
import { type RunningServer, readConfig, type ServerConfig, startServer } from '@wardwatch/server';
import type { Board, DeviceRow, LiveFrame } from '@wardwatch/shared/api';
import { type Clock, type Logger, silentLogger } from '@wardwatch/shared/lib';
import { WebSocket } from 'ws';
import { ADMIN, ATTESTED_BY_TEST } from './admin.ts';
import { temporaryFolder } from './folder.ts';

/** Probes that reach nothing outside of this machine. */
export const LOOPBACK_PROBES = { tickMs: 1_000, gateway: 'off', internet: [], dnsNames: [], revision: 1 } as const;

/** What a test may set. */
export interface SystemOptions {
  config?: Partial<ServerConfig>;
  clock?: Clock;
  log?: Logger;
  /** Folder of the agent's packages; one that is not there otherwise. */
  agentPackages?: string;
  /** Keeps the server's data across restarts; a temporary folder otherwise. */
  dataFolder?: string;
}

/** A signed-in administrator's view of the server. */
export interface Admin {
  readonly cookie: string;
  /** Calls the API; throws with the answer's text where it is not a success. */
  call<Result = unknown>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: object): Promise<Result>;
  board(): Promise<Board>;
  device(id: string): Promise<DeviceRow>;
  /** Follows the live stream and keeps every frame. */
  follow(since: number): Promise<AsyncDisposable & { frames: LiveFrame[]; socket: WebSocket }>;
}

/** A whole server on a free port with a store of its own. */
export interface System extends AsyncDisposable {
  readonly server: RunningServer;
  readonly url: string;
  readonly dataFolder: string;
  /** Makes the first administrator, or signs in where there is one. */
  admin(): Promise<Admin>;
  /** A code for one device at the first site. */
  code(preApproved?: boolean): Promise<string>;
}

/** Starts a real server for a test; everything is gone when it is disposed. */
export async function startSystem(options: SystemOptions = {}): Promise<System> {
  await using started = new AsyncDisposableStack();
  const dataFolder = options.dataFolder ?? started.use(await temporaryFolder()).path;
  const read = readConfig({ WARDWATCH_PORT: '0', WARDWATCH_DATA: dataFolder });
  if (!read.ok) throw new Error(read.mistakes.join('\n'));
  const config: ServerConfig = {
    ...read.config,
    probes: { ...LOOPBACK_PROBES, internet: [], dnsNames: [] },
    ...options.config,
  };
  const server = started.use(
    await startServer({
      config,
      log: options.log ?? silentLogger,
      agentPackages: options.agentPackages ?? `${dataFolder}/packages`,
      ...(options.clock ? { clock: options.clock } : {}),
    }),
  );
  // The configured address of people leads nowhere in a test.
  const url = server.localUrl.replace('localhost', '127.0.0.1');
  const running = started.move();
  return {
    server,
    url,
    dataFolder,
    admin: () => signIn(server, url),
    code: async (preApproved = true) => {
      const site = await server.firstSite('Trụ sở UBND phường');
      const request = { siteId: site.id, preApproved, createdBy: 'system', attested: ATTESTED_BY_TEST };
      return (await server.issueCode(request)).code;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function signIn(server: RunningServer, url: string): Promise<Admin> {
  const token = server.setupUrl?.split('#token=')[1];
  const again = await post(`${url}/api/login`, ADMIN);
  const response = again.ok || !token ? again : await post(`${url}/api/setup`, { token, ...ADMIN });
  if (!response.ok) throw new Error(`signing in: ${response.status} ${await response.text()}`);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
  const call = async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const answer = await fetch(url + path, {
      method,
      headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Result;
  };
  const board = (): Promise<Board> => call('GET', '/api/board');
  return {
    cookie,
    call,
    board,
    device: async (id) => {
      const device = (await board()).devices.find((row) => row.id === id);
      if (!device) throw new Error(`no device ${id} on the board`);
      return device;
    },
    follow: (since) => follow(url, cookie, since),
  };
}

function post(url: string, body: object): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

async function follow(url: string, cookie: string, since: number) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/api/live?since=${since}`, { headers: { cookie } });
  const frames: LiveFrame[] = [];
  socket.on('message', (data) => frames.push(JSON.parse((data as Buffer).toString()) as LiveFrame));
  await once(socket, 'open');
  return {
    frames,
    socket,
    [Symbol.asyncDispose]: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
