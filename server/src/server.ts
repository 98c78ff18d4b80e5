import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer, type IncomingMessage, type Server as NodeServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Clock, Interval, Logger } from '@wardwatch/shared/lib';
import type { SiteRow } from '@wardwatch/shared/api';
import { Hono } from 'hono';
import packageFile from '../package.json' with { type: 'json' };
import type { ServerConfig } from './config.ts';
import { addDownloads } from './http/downloads.ts';
import { httpApp } from './http/app.ts';
import { Auth } from './http/auth.ts';
import { readConsole, serveConsole } from './http/console-files.ts';
import { LiveSockets } from './http/live-sockets.ts';
import { Ingest } from './ingest/ingest.ts';
import { AgentConfigs } from './intake/agent-configs.ts';
import { agentRoutes } from './intake/agent-routes.ts';
import { AgentSockets } from './intake/agent-sockets.ts';
import { type CodeRequest, Enrolment, type IssuedCode } from './intake/enrolment.ts';
import { Canaries } from './canary/canaries.ts';
import { networkAsk } from './canary/canary.ts';
import { AgentExchanges } from './intake/exchanges.ts';
import { Presence } from './intake/presence.ts';
import { PushIntake } from './intake/push-intake.ts';
import { pushRoutes } from './intake/push-routes.ts';
import { SessionRegistry } from './intake/registry.ts';
import { speedRoutes } from './intake/speed-routes.ts';
import { refuseUpgrade } from './lib/refuse-upgrade.ts';
import { loadSecretBox, type SecretBox } from './lib/secret-box.ts';
import { LiveHub } from './live/live-hub.ts';
import { OutageEngine } from './outage/engine.ts';
import { Metrics } from './metrics/metrics.ts';
import { compactor } from './compactor.ts';
import { ChainHealth } from './seal/chain-health.ts';
import { newestSeal } from './seal/check-ledger.ts';
import { prepareEvidence } from './seal/evidence.ts';
import { exportToZip } from './seal/export-zip.ts';
import { Sealer } from './seal/sealer.ts';
import { loadSigningKey, type SigningKey } from './seal/signing-key.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';
import { StartFailed } from './start-failed.ts';
import { systemClock } from './system-clock.ts';

export { type ConfigResult, readConfig, type ServerConfig } from './config.ts';
export { createLogger } from './log.ts';
export { StartFailed } from './start-failed.ts';
export { StoreUnavailable, StoreUnusable } from './store/errors.ts';
export type { AcceptedEntry, JournalCommit, Store } from './store/store.ts';

/** What a caller may replace. */
export interface ServerOptions {
  config: Readonly<ServerConfig>;
  log: Logger;
  clock?: Clock;
  /** Folder of the built console. */
  consoleFolder?: string;
  /** The bundled agent that the server offers for download. */
  agentBundle?: string;
  /** Folder of the agent's packages with their list. */
  agentPackages?: string;
}

/** A running server. Disposing it stops in reverse order of the start. */
export interface RunningServer extends AsyncDisposable {
  /** Address for people: the configured one, else that of this machine. */
  readonly url: string;
  /** Address that answers on this machine. */
  readonly localUrl: string;
  /** Address with the one-time token that makes the first administrator, while there is none. */
  readonly setupUrl: string | undefined;
  readonly store: Store;
  /** Issues a one-time enrolment code, as the console does. */
  issueCode(request: CodeRequest): Promise<IssuedCode>;
  /** The oldest site, made where there is none. */
  firstSite(name: string): Promise<SiteRow>;
}

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Builds the server from its layers: store → engines → intake, live and HTTP.
 *
 * @throws StoreUnusable where the store cannot be opened, StartFailed where the address cannot be used.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { config, log } = options;
  const clock = options.clock ?? systemClock;
  const metrics = new Metrics();
  await using started = new AsyncDisposableStack();

  const store = started.use(
    await openStore({ databaseUrl: config.databaseUrl, file: join(config.dataFolder, 'wardwatch.db'), log }),
  );
  const lastTick = await store.fleet.closeOrphanSessions();
  log.info('server.store-open', { engine: store.engine, lastTick: lastTick ?? null });

  exportStoreCounters(metrics, store);
  const key = await signingKey(config, store);
  const box = await secretBox(config);

  const ingest = new Ingest({ journal: store.journal, clock, metrics, log });
  started.defer(() => ingest.idle());
  const registry = new SessionRegistry();
  const { fleet, journal } = store;
  const presence = new Presence({ fleet, registry, clock, metrics, log });
  const { points, watching } = store;
  const configs = new AgentConfigs({ base: config.probes, watching, box, registry, clock, metrics, log });
  await configs.load();
  started.defer(() => configs.stop());
  const configOf: AgentConfigs['of'] = (agent) => configs.of(agent);
  const sessionDeps = { clock, fleet, journal, ingest, registry, presence, config: configOf, metrics, log };
  const sockets = new AgentSockets(sessionDeps);
  const exchanges = new AgentExchanges(sessionDeps);
  const pushes = new PushIntake({ points, fleet, journal, ingest, registry, presence, clock, metrics, log });
  const enrolment = new Enrolment({ fleet, clock, metrics, log });
  const live = new LiveHub({ store, clock, metrics, log });
  const auth = new Auth({ people: store.people, audit: store.audit, clock, metrics });
  const setupToken = await auth.prepareSetup();

  await live.start();
  started.defer(() => live.stop());
  const engine = new OutageEngine({ store, clock, metrics, log });
  await engine.start();
  started.defer(() => engine.stop());
  const { ledger } = store;
  const health = new ChainHealth({ ledger, key, metrics, log });
  health.start();
  started.defer(() => health.idle());
  const sealer = new Sealer({ ledger, key, health, clock, metrics, log });
  sealer.start();
  started.defer(() => sealer.stop());
  const onDown = (span: Interval): Promise<void> => ledger.canariesDown(span);
  const canaries = new Canaries({ canaries: config.canaries, ask: networkAsk(), onDown, clock, metrics, log });
  canaries.start();
  started.defer(() => canaries.stop());
  presence.start();
  await presence.tick();
  started.defer(async () => {
    presence.stop();
    await presence.tick();
  });
  started.use(compactor({ journal, clock, metrics, log }));

  const downloads = {
    bundleFile: options.agentBundle ?? root('agent/dist/wardwatch-agent.cjs'),
    packageFolder: options.agentPackages ?? root('agent/dist/packages'),
  };
  const app = httpApp({
    store,
    auth,
    live,
    clock,
    metrics,
    log,
    version: packageFile.version,
    secureCookies: config.tls !== undefined || config.publicUrl?.startsWith('https:') === true,
    metricsToken: config.metricsToken,
    downloads,
    actions: {
      configChanged: () => configs.changed(),
      box,
      privateServices: config.privateServices,
      issueCode: (request) => enrolment.issue(request),
      endSession: (agentId) => registry.get(agentId)?.revoke(),
      serverUrl: (context) => config.publicUrl ?? new URL(context.req.url).origin,
      ledgerHealth: () => health.health(),
      evidenceZip: async () => {
        const zip = exportToZip(await prepareEvidence(ledger, key, clock.now()));
        return zip.ok ? zip.stream : undefined;
      },
    },
  });
  const outer = new Hono<{ Bindings: HttpBindings }>();
  addDownloads(outer, downloads);
  // Before the agents' other routes, whose limit on a body is far below a measurement.
  outer.route('/agent/speed', speedRoutes({ fleet, clock, metrics, log }));
  outer.route('/api/push', pushRoutes({ pushes, clock, metrics, log }));
  outer.route('/agent', agentRoutes({ enrolment, exchanges, clock, metrics, log }));
  serveConsole(app, await readConsole(options.consoleFolder ?? root('console/dist/site')));
  outer.route('/', app);

  const liveSockets = new LiveSockets({ auth, hub: live, clock });
  const http = await createListener(config, getRequestListener(outer.fetch));
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (error) => log.debug('server.socket-error', { message: error.message }));
    const path = (request.url ?? '').split('?', 1)[0];
    if (path === '/agent/socket') sockets.upgrade(request, socket, head);
    else if (path === '/api/live') upgradeLive(liveSockets, request, socket, head, log);
    else refuseUpgrade(socket, 404);
  });
  const connections = trackConnections(http);
  await listen(http, config);
  sockets.start();
  exchanges.start();
  pushes.start();
  started.defer(async () => {
    const closed = closeServer(http, connections);
    sockets.shutDown();
    exchanges.shutDown();
    pushes.shutDown();
    live.stop();
    await ingest.idle();
    await closed;
  });

  const localUrl = addressOf(http, config);
  const url = config.publicUrl ?? localUrl;
  log.info('server.listening', { url });
  const running = started.move();
  return {
    url,
    localUrl,
    setupUrl: setupToken && `${url}/setup#token=${setupToken}`,
    store,
    issueCode: (request) => enrolment.issue(request),
    firstSite: async (name) => {
      const { sites } = await fleet.changesSince(0);
      if (sites[0]) return sites[0];
      const site = await fleet.createSite({ name, kind: 'headquarters', at: clock.now() });
      // The server stands where it was started: hearing that place's devices says nothing about its line.
      await store.ledger.updateSite(site.id, { hostsServer: true }, clock.now());
      return { ...site, hostsServer: true };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** The key that seals the ledger; one that does not fit its seals stops the start. */
async function signingKey({ dataFolder, lostLedgerKeys }: ServerConfig, store: Store): Promise<SigningKey> {
  const sealedBy = newestSeal(await store.ledger.seals())?.publicKey;
  const loaded = await loadSigningKey({ folder: dataFolder, sealedBy, lostKeys: lostLedgerKeys });
  if (!loaded.ok) throw new StartFailed('ledger-key-unusable', loaded.message);
  return loaded.key;
}

/** The key that seals short secrets of the store; without it the server would keep them in the clear. */
async function secretBox({ dataFolder }: ServerConfig): Promise<SecretBox> {
  try {
    return await loadSecretBox(dataFolder);
  } catch (error) {
    throw new StartFailed('secrets-key-unusable', `the key of secrets cannot be used: ${describeError(error)}`, {
      cause: error,
    });
  }
}

function exportStoreCounters(metrics: Metrics, { counters }: Store): void {
  const name = (what: string): string => `wardwatch_store_${what}_total`;
  metrics.export(name('calls_refused'), 'Calls turned away because too many waited', () => counters.callsRefused);
  metrics.export(
    name('worker_restarts'),
    'Database workers that died and were replaced',
    () => counters.workerRestarts,
  );
  metrics.export(
    name('rejected_dropped'),
    'Rejected entries that made room for newer ones',
    () => counters.rejectedDropped,
  );
  metrics.export(
    name('chunks_unreadable'),
    'Times that an hour of figures could not be read',
    () => counters.chunksUnreadable,
  );
}

function upgradeLive(sockets: LiveSockets, request: IncomingMessage, socket: Duplex, head: Buffer, log: Logger): void {
  sockets.upgrade(request, socket, head).catch((error: unknown) => {
    log.error('live.upgrade-failed', { error });
    refuseUpgrade(socket, 503);
  });
}

async function createListener(
  config: ServerConfig,
  listener: ReturnType<typeof getRequestListener>,
): Promise<NodeServer> {
  const handle = (...args: Parameters<typeof listener>): void => void listener(...args);
  if (!config.tls) return createHttpServer(handle);
  try {
    const [cert, key] = await Promise.all([readFile(config.tls.certFile), readFile(config.tls.keyFile)]);
    return createHttpsServer({ cert, key, minVersion: 'TLSv1.2' }, handle);
  } catch (error) {
    const message = `the certificate or its key cannot be used: ${describeError(error)}`;
    throw new StartFailed('tls-unreadable', message, { cause: error });
  }
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function listen(http: NodeServer, { host, port }: ServerConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      reject(new StartFailed('address-unusable', describeListenError(error, host, port), { cause: error }));
    });
    http.listen(port, host, resolve);
  });
}

function describeListenError(error: NodeJS.ErrnoException, host: string, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `port ${port} on ${host} is in use; stop what uses it, or set WARDWATCH_PORT to another one`;
  }
  if (error.code === 'EACCES') return `port ${port} needs more rights; set WARDWATCH_PORT to 1024 or above`;
  return `cannot listen on ${host}:${port}: ${error.message}; check WARDWATCH_HOST and WARDWATCH_PORT`;
}

function addressOf(http: NodeServer, { host, tls }: ServerConfig): string {
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere || host === '127.0.0.1' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${port}`;
}

/** How long what is open may take when the server stops. */
const CLOSE_GRACE_MS = 3_000;

/** Every open connection, upgraded ones too: the server itself forgets those. */
function trackConnections(http: NodeServer): ReadonlySet<Socket> {
  const connections = new Set<Socket>();
  http.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  return connections;
}

/** Accepts nothing more, and resolves when everything is closed; what is still open after the grace is cut. */
function closeServer(http: NodeServer, connections: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      for (const socket of connections) socket.destroy();
    }, CLOSE_GRACE_MS);
    http.close(() => {
      clearTimeout(cut);
      resolve();
    });
    http.closeIdleConnections();
  });
}
