import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Clock, hasToken, KeyedBuckets, type Logger, takeToken } from '@wardwatch/shared/lib';
import {
  describeIssues,
  ENROL_ERRORS,
  type EnrolError,
  enrolRequest,
  exchangeRequest,
  LIMITS,
} from '@wardwatch/shared/protocol';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import type { Metrics } from '../metrics/metrics.ts';
import { StoreUnavailable } from '../store/errors.ts';
import type { Enrolment } from './enrolment.ts';
import type { AgentExchanges } from './exchanges.ts';

/**
 * Refused enrolments of one address. Guessing a code of 79 bits at this rate is hopeless; thirty machines behind one
 * router that enrol at once are not held up, since a good code costs nothing.
 */
const ENROL_RATE = { burst: 10, perSecond: 10 / 60 };

const MESSAGES: Record<EnrolError, string> = {
  'code-unknown': 'no such code; check it, or make a new one in the console',
  'code-expired': 'the code has expired; make a new one in the console',
  'code-used': 'the code was used already; make a new one in the console',
  'signature-wrong': 'the signature does not fit the code and the key',
  'key-known': "this key is enrolled already; remove the agent's key to enrol it as a new device",
  'bad-request': 'the request is not as PROTOCOL.md describes it',
  'rate-limited': 'too many tries; wait a minute',
};

/** What the routes need. */
export interface AgentRouteDeps {
  enrolment: Enrolment;
  exchanges: AgentExchanges;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/** HTTP routes of the agents: enrolment, and the exchange that stands in for WebSocket. */
export function agentRoutes(deps: AgentRouteDeps) {
  const addresses = new KeyedBuckets(ENROL_RATE);
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(bodyLimit({ maxSize: LIMITS.exchangeBytes, onError: tooLarge }));
  app.onError((error, c) => {
    const unavailable = error instanceof StoreUnavailable;
    deps.metrics.storeFailures.inc({ operation: 'agent-http' });
    deps.log.error('agent-http.failed', { error });
    const message = unavailable
      ? 'the server cannot reach its store; try again'
      : 'the server made a mistake; try again';
    return c.json({ error: unavailable ? 'store-unavailable' : 'internal', message }, unavailable ? 503 : 500);
  });

  app.post('/enrol', async (c) => {
    const bucket = addresses.of(getConnInfo(c).remote.address ?? '', deps.clock.now());
    const refuse = (error: EnrolError, message = MESSAGES[error]) => {
      takeToken(bucket, ENROL_RATE, deps.clock.now());
      if (error === 'rate-limited') c.header('retry-after', '60');
      return c.json({ error, message }, ENROL_ERRORS[error]);
    };
    if (!hasToken(bucket, ENROL_RATE, deps.clock.now())) return refuse('rate-limited');
    const parsed = v.safeParse(enrolRequest, await readJson(c));
    if (!parsed.success) return refuse('bad-request', describeIssues(parsed.issues));
    const outcome = await deps.enrolment.enrol(parsed.output);
    if (!outcome.ok) return refuse(outcome.error);
    const { ok: _, ...response } = outcome;
    return c.json(response, 201);
  });

  app.post('/exchange', async (c) => {
    const parsed = v.safeParse(exchangeRequest, await readJson(c));
    if (!parsed.success) return c.json({ error: 'bad-request', message: describeIssues(parsed.issues) }, 400);
    const response = await deps.exchanges.exchange(parsed.output);
    if (response === 'busy')
      return c.json({ error: 'busy', message: 'too many sessions; try again in a minute' }, 503, {
        'retry-after': '60',
      });
    if (response === 'overlapping') {
      return c.json({ error: 'overlapping', message: 'wait for the answer before the next request of a session' }, 409);
    }
    return c.json(response);
  });

  app.all('*', (c) => c.json({ error: 'not-found', message: 'agents have no such address; see PROTOCOL.md' }, 404));
  return app;
}

function tooLarge(c: Context): Response {
  return c.json({ error: 'too-large', message: `a request has at most ${LIMITS.exchangeBytes} bytes` }, 413, {
    connection: 'close',
  });
}

/** The body, or undefined where it is not JSON: the schema then says what is wrong. */
async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    return undefined;
  }
}
