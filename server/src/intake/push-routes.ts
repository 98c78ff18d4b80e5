import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Clock, KeyedBuckets, type Logger, takeToken } from '@wardwatch/shared/lib';
import {
  describeIssues,
  MAX_PUSH_BYTES,
  PUSH_ERRORS,
  type PushError,
  pushKey,
  pushRequest,
  type PushResponse,
} from '@wardwatch/shared/protocol';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import type { Metrics } from '../metrics/metrics.ts';
import { StoreUnavailable } from '../store/errors.ts';
import { type PushIntake, RETRY_AFTER_S } from './push-intake.ts';

/** Answers to bad pushes of one address, beyond which it is told to wait: guessing a key of 192 bits so is hopeless. */
const REFUSED_RATE = { burst: 10, perSecond: 10 / 60 };
/** Keys of one address that are looked up though nobody knows them yet: every point of a ward after a restart. */
const LOOKUP_RATE = { burst: 600, perSecond: 10 };
const MAX_RETRY_S = 60;

const MESSAGES: Record<PushError, string> = {
  'bad-request': 'the push is not as PROTOCOL.md describes it',
  'key-unknown': 'no such key; take the script with the newest key from the console',
  'key-revoked': 'this key was revoked or replaced; take the script with the newest key from the console, or remove it',
  'too-large': `a push has at most ${MAX_PUSH_BYTES} bytes`,
  'key-in-use':
    'another device pushes with this key; take a new key for this point in the console, and give each device its own',
  'rate-limited': 'too many pushes; wait a little',
};

/** What the route needs. */
export interface PushRouteDeps {
  pushes: PushIntake;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/** `POST /` of its own application, to be mounted at `/api/push`: no session, no cookie, a key alone. */
export function pushRoutes({ pushes, clock, metrics, log }: PushRouteDeps) {
  const refused = new KeyedBuckets(REFUSED_RATE);
  const lookups = new KeyedBuckets(LOOKUP_RATE);
  const app = new Hono<{ Bindings: HttpBindings }>();
  const refuse = (c: Context, error: PushError, message = MESSAGES[error], retryAfterS = RETRY_AFTER_S) => {
    if (error === 'rate-limited') c.header('retry-after', String(retryAfterS));
    return c.json({ error, message }, PUSH_ERRORS[error]);
  };
  app.onError((error, c) => {
    const isAway = error instanceof StoreUnavailable;
    metrics.storeFailures.inc({ operation: 'push' });
    log.error('push.failed', { error });
    c.header('retry-after', String(RETRY_AFTER_S));
    const message = isAway ? 'the server cannot reach its store; try again' : 'the server made a mistake; try again';
    return c.json({ error: isAway ? 'store-unavailable' : 'internal', message }, isAway ? 503 : 500);
  });
  app.use(
    bodyLimit({
      maxSize: MAX_PUSH_BYTES,
      onError: (c) => {
        metrics.pushes.inc({ outcome: 'too-large' });
        c.header('connection', 'close');
        return refuse(c, 'too-large');
      },
    }),
  );
  /** The answer to a push that no point sent. It is held against its address, and never against the points behind it. */
  const refuseStranger = (c: Context, address: string, error: PushError, message?: string) => {
    const now = clock.now();
    if (takeToken(refused.of(address, now), REFUSED_RATE, now)) return refuse(c, error, message);
    return refuse(c, 'rate-limited', MESSAGES['rate-limited'], MAX_RETRY_S);
  };
  app.post('/', async (c) => {
    const address = getConnInfo(c).remote.address ?? '';
    const text = await c.req.text();
    const read = readRequest(text, c.req.header('authorization'), new URL(c.req.url).search);
    if (!read.ok) {
      metrics.pushes.inc({ outcome: read.error });
      return refuseStranger(c, address, read.error, read.message);
    }
    const now = clock.now();
    if (!pushes.isKnown(read.key) && !takeToken(lookups.of(address, now), LOOKUP_RATE, now)) {
      metrics.pushes.inc({ outcome: 'rate-limited' });
      return refuse(c, 'rate-limited', MESSAGES['rate-limited'], MAX_RETRY_S);
    }
    const outcome = await pushes.take(read.key, read.push, Buffer.byteLength(text));
    if (outcome.ok) return c.json<PushResponse>({ ok: true, everyMs: outcome.everyMs });
    return outcome.error === 'key-unknown' ? refuseStranger(c, address, outcome.error) : refuse(c, outcome.error);
  });
  app.all('/', (c) =>
    c.json({ error: 'bad-request', message: 'push with POST; see PROTOCOL.md' }, 405, { allow: 'POST' }),
  );
  return app;
}

type Read =
  | { ok: true; key: string; push: v.InferOutput<typeof pushRequest> }
  | { ok: false; error: PushError; message?: string };

/** The push and its key. A key never stands in the address, which others log. */
function readRequest(text: string, authorization: string | undefined, search: string): Read {
  if (search !== '') {
    return { ok: false, error: 'bad-request', message: 'send nothing in the address; the key stands in the body' };
  }
  const parsed = v.safeParse(pushRequest, parseJson(text));
  if (!parsed.success) return { ok: false, error: 'bad-request', message: describeIssues(parsed.issues) };
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  const key = parsed.output.key ?? bearer;
  if (key === undefined) return { ok: false, error: 'key-unknown' };
  if (bearer !== undefined && bearer !== key) {
    return { ok: false, error: 'bad-request', message: 'the key of the body is another one than that of the header' };
  }
  return v.is(pushKey, key) ? { ok: true, key, push: parsed.output } : { ok: false, error: 'key-unknown' };
}

/** What the text says as JSON, whatever its content type; undefined where it is none: the schema then says so. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
