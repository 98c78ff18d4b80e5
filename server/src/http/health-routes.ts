import type { Hono } from 'hono';
import type { Metrics } from '../metrics/metrics.ts';
import type { Store } from '../store/store.ts';
import { sameSecret } from './auth.ts';
import { RequestRefused } from './errors.ts';
import type { HttpEnv } from './route.ts';

/** Health, readiness, and the figures for Prometheus. */
export function addHealthRoutes(
  app: Hono<HttpEnv>,
  deps: { store: Store; metrics: Metrics; metricsToken: string | undefined },
): void {
  app.get('/healthz', (context) => context.json({ status: 'ok' }));

  app.get('/readyz', async (context) => {
    try {
      await deps.store.ping();
      return context.json({ status: 'ready', store: deps.store.engine });
    } catch {
      deps.metrics.storeFailures.inc({ operation: 'ping' });
      return context.json({ status: 'not-ready', store: deps.store.engine, reason: 'the store does not answer' }, 503);
    }
  });

  app.get('/metrics', async (context) => {
    const bearer = context.req.header('authorization')?.replace(/^Bearer /, '');
    const byToken = deps.metricsToken !== undefined && bearer !== undefined && sameSecret(bearer, deps.metricsToken);
    if (!byToken && !context.get('person'))
      throw new RequestRefused('not-signed-in', 'sign in, or send the metrics token as a bearer');
    return context.text(await deps.metrics.registry.metrics(), 200, {
      'content-type': deps.metrics.registry.contentType,
    });
  });
}
