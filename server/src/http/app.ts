import { MAX_ATTACHMENT_BYTES, MAX_IMPORT_BYTES, MAX_REPORT_BYTES } from '@wardwatch/shared/api';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import type { LiveHub } from '../live/live-hub.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { StoreUnavailable } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { addApiPage } from './api-page.ts';
import type { Auth } from './auth.ts';
import { addBatteryRoute } from './battery-route.ts';
import { addBoardRoutes } from './board-routes.ts';
import { addByHandRoutes } from './by-hand-routes.ts';
import { addCollectsRoute } from './collects-route.ts';
import { addDownloadList, type DownloadPlaces } from './downloads.ts';
import { RequestRefused } from './errors.ts';
import { addFiguresRoutes } from './figures-routes.ts';
import { addFleetRoutes, type FleetActions } from './fleet-routes.ts';
import { addHealthRoutes } from './health-routes.ts';
import { addInventoryRoutes } from './inventory-routes.ts';
import { addLedgerRoutes, type LedgerActions } from './ledger-routes.ts';
import { addReportRoutes } from './report-routes.ts';
import { addSettingsRoutes } from './settings-routes.ts';
import { openApiDocument } from './openapi.ts';
import { addPaperRoutes } from './paper-routes.ts';
import { addPointRoutes } from './points-routes.ts';
import { isSameOrigin } from './origin.ts';
import { type HttpContext, type HttpEnv, Routes } from './route.ts';
import { addSessionRoutes, SESSION_COOKIE } from './session-routes.ts';
import { addWatchingRoutes, type WatchingActions } from './watching-routes.ts';

/** Bytes of a request's body. */
const MAX_BODY_BYTES = 262_144;

/** What the HTTP side needs. */
export interface HttpDeps {
  store: Store;
  auth: Auth;
  live: LiveHub;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
  actions: FleetActions & LedgerActions & WatchingActions;
  downloads: DownloadPlaces;
  version: string;
  secureCookies: boolean;
  metricsToken: string | undefined;
}

/** The HTTP application without the agents' routes and the console's files, which the composition root adds. */
export function httpApp(deps: HttpDeps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.onError((error, context) => answerError(error, context, deps));
  app.use(async (context, next) => {
    await next();
    deps.metrics.httpRequests.inc({ method: context.req.method, status: `${Math.floor(context.res.status / 100)}xx` });
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
    context.header('x-frame-options', 'DENY');
  });
  app.use('/api/*', guardWrites);
  for (const { path, maxSize } of FILE_ROUTES) app.use(path, bodyLimit({ maxSize, onError: tooLarge }));
  app.use('/api/*', unlessFile(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge })));
  app.use(async (context, next) => {
    const session = await deps.auth.whoIs(getCookie(context, SESSION_COOKIE));
    if (session) {
      context.set('person', session.person);
      context.set('sessionKey', session.sessionKey);
    }
    await next();
  });
  const routes = new Routes(app);
  app.use('/api/*', async (context, next) => {
    if (context.get('person') === undefined && !isPublic(routes, context)) {
      throw new RequestRefused('not-signed-in', 'sign in first');
    }
    context.header('cache-control', 'no-store');
    await next();
  });
  addHealthRoutes(app, deps);
  addSessionRoutes(routes, deps);
  addBoardRoutes(routes, deps);
  addFleetRoutes(routes, deps);
  addLedgerRoutes(routes, deps);
  addSettingsRoutes(routes, deps);
  addPointRoutes(routes, deps);
  addWatchingRoutes(routes, deps);
  addBatteryRoute(routes, deps);
  addFiguresRoutes(routes, deps);
  addPaperRoutes(routes, deps);
  addInventoryRoutes(routes, deps);
  addReportRoutes(routes, deps);
  addByHandRoutes(routes, deps);
  addDownloadList(routes, deps.downloads);
  addCollectsRoute(routes);
  addApiPage(app, openApiDocument(routes.operations, deps.version));
  app.all('/api/*', () => {
    throw new RequestRefused('not-found', 'the API has no such address; see /api/docs');
  });
  return app;
}

/** Addresses that take a file, and its largest size. */
const FILE_ROUTES = [
  { path: '/api/outages/:id/attachments', maxSize: MAX_ATTACHMENT_BYTES },
  { path: '/api/papers/:id/quotations', maxSize: MAX_ATTACHMENT_BYTES },
  { path: '/api/inventory/preview', maxSize: MAX_IMPORT_BYTES },
  { path: '/api/inventory/import', maxSize: MAX_IMPORT_BYTES },
  { path: '/api/reports', maxSize: MAX_REPORT_BYTES },
];

/** Files have limits of their own. */
function unlessFile(limit: MiddlewareHandler<HttpEnv>): MiddlewareHandler<HttpEnv> {
  const patterns = FILE_ROUTES.map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`));
  return (context, next) =>
    patterns.some((pattern) => pattern.test(context.req.path)) ? next() : limit(context, next);
}

function isPublic(routes: Routes, context: HttpContext): boolean {
  return routes.operations.some(({ access, path }) => access === 'public' && path === context.req.path);
}

/** Writes are taken only from our own pages: the cookie is SameSite=Strict, and this is the second belt. */
async function guardWrites(context: HttpContext, next: () => Promise<void>): Promise<void> {
  const safe = context.req.method === 'GET' || context.req.method === 'HEAD';
  if (!safe && !isSameOrigin(context.req.header('origin'), context.req.header('host'))) {
    throw new RequestRefused('wrong-origin', 'the request comes from another site');
  }
  await next();
}

function tooLarge(): never {
  throw new RequestRefused(
    'too-large',
    `a request has at most ${MAX_BODY_BYTES} bytes, an attachment ${MAX_ATTACHMENT_BYTES}, a report ${MAX_REPORT_BYTES}`,
  );
}

function answerError(error: Error, context: HttpContext, deps: HttpDeps): Response {
  const refused = asRefusal(error, deps);
  if (refused.retryAfter !== undefined) context.header('retry-after', String(refused.retryAfter));
  // The rest of the body is never read, so the connection cannot carry another request.
  if (refused.code === 'too-large') context.header('connection', 'close');
  return context.json(refused.body(), refused.status);
}

function asRefusal(error: Error, { metrics, log }: HttpDeps): RequestRefused {
  if (error instanceof RequestRefused) return error;
  if (error instanceof StoreUnavailable) {
    metrics.storeFailures.inc({ operation: 'http' });
    return new RequestRefused('store-unavailable', 'the server cannot reach its store; try again', { retryAfter: 5 });
  }
  log.error('http.failed', { error });
  return new RequestRefused('internal', 'the server made a mistake; its log says more');
}
