import { randomBytes } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import { type Context, Hono } from 'hono';
import type { Metrics } from '../metrics/metrics.ts';
import type { FleetStore } from '../store/store.ts';
import { isSignedBy } from './keys.ts';

/** Bytes of one measurement, each way. */
const MAX_BYTES = 50_000_000;
/** How far the agent's clock may be off. */
const MAX_SKEW_MS = 5 * 60_000;
/** Sent again and again: random, so that nothing on the way can shrink it. */
const CHUNK = randomBytes(65_536);
/** A measurement that takes longer has told enough. */
const MAX_DURATION_MS = 120_000;
/** Measurements of one agent within a day (UTC), each way: the agent measures once, and may be begun anew. */
const MAX_A_DAY = 4;
const DAY_MS = 86_400_000;
/** Measurements at once; they must not crowd out reports. */
const MAX_AT_ONCE = 4;

const AUTHORIZATION = /^Wardwatch (ag_[0-9a-f]{32})\.(\d{1,16})\.([A-Za-z0-9_-]{86})$/;

/** What an agent signs to measure. */
export function speedText(agentId: string, at: number): string {
  return `wardwatch-speed ${agentId} ${at}`;
}

/** What the routes need. */
export interface SpeedDeps {
  fleet: Pick<FleetStore, 'agent'>;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/** The other end of the agents' measurement of speed: bytes that mean nothing, one measurement of an agent at a time, and a few a day. */
export function speedRoutes({ fleet, clock, metrics, log }: SpeedDeps) {
  const measuring = new Set<string>();
  const today = new DailyCounts(clock);
  const app = new Hono<{ Bindings: HttpBindings }>();
  const refuse = (c: Context, status: 400 | 401 | 405 | 413 | 429, error: string, message: string): Response => {
    metrics.speedTests.inc({ direction: c.req.method === 'POST' ? 'up' : 'down', outcome: error });
    if (status === 429) c.header('retry-after', error === 'daily-limit' ? String(today.secondsLeft()) : '60');
    // What is left of a body is not read.
    if (c.req.method === 'POST') c.header('connection', 'close');
    return c.json({ error, message }, status);
  };
  app.onError((error, c) => {
    metrics.storeFailures.inc({ operation: 'speed' });
    log.error('speed.failed', { error });
    return c.json({ error: 'store-unavailable', message: 'the server cannot measure now; try again' }, 503);
  });

  /** The agent that signed the request, or the refusal. Its place is taken until `done`. */
  const admit = async (c: Context): Promise<{ done: () => void } | Response> => {
    const [, agentId = '', atText = '', signature = ''] = AUTHORIZATION.exec(c.req.header('authorization') ?? '') ?? [];
    const at = Number(atText);
    const agent = agentId === '' ? undefined : await fleet.agent(agentId);
    if (!agent || !isSignedBy(agent.publicKey, speedText(agentId, at), signature) || agent.status !== 'active') {
      return refuse(c, 401, 'unauthenticated', 'sign the request with the key of an active agent');
    }
    if (Math.abs(clock.now() - at) > MAX_SKEW_MS) {
      return refuse(c, 401, 'clock', 'the time of the signature is more than five minutes off');
    }
    if (measuring.has(agentId) || measuring.size >= MAX_AT_ONCE) {
      return refuse(c, 429, 'busy', 'another measurement is under way; try again later');
    }
    if (!today.take(`${c.req.method} ${agentId}`)) {
      return refuse(c, 429, 'daily-limit', `an agent measures ${MAX_A_DAY} times a day at the most`);
    }
    measuring.add(agentId);
    // One that stalls keeps its place no longer than a measurement may take.
    const cancel = clock.after(MAX_DURATION_MS, () => measuring.delete(agentId));
    const done = (): void => {
      cancel();
      measuring.delete(agentId);
    };
    return { done };
  };

  app.get('/', async (c) => {
    // The body of its answer would never be asked for, and its place never given back.
    if (c.req.method === 'HEAD') {
      c.header('allow', 'GET, POST');
      return refuse(c, 405, 'method', 'a measurement is GET or POST');
    }
    const bytes = Number(c.req.query('bytes'));
    if (!Number.isSafeInteger(bytes) || bytes < 1 || bytes > MAX_BYTES) {
      return refuse(c, 400, 'bad-request', `bytes is a whole number up to ${MAX_BYTES}`);
    }
    const admitted = await admit(c);
    if (admitted instanceof Response) return admitted;
    metrics.speedTests.inc({ direction: 'down', outcome: 'served' });
    return c.body(noise(bytes, clock, admitted.done), 200, {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes),
      'cache-control': 'no-store',
    });
  });

  app.post('/', async (c) => {
    if (Number(c.req.header('content-length') ?? 0) > MAX_BYTES) {
      return refuse(c, 413, 'too-large', `a measurement has at most ${MAX_BYTES} bytes`);
    }
    const admitted = await admit(c);
    if (admitted instanceof Response) return admitted;
    try {
      const bytes = await counted(c.req.raw.body, clock);
      if (bytes === undefined) return refuse(c, 413, 'too-large', `a measurement has at most ${MAX_BYTES} bytes`);
      metrics.speedTests.inc({ direction: 'up', outcome: 'served' });
      return c.json({ bytes });
    } finally {
      admitted.done();
    }
  });
  return app;
}

/** Counts of a day by name: only agents that signed are named, so there are no more of them than of agents. */
class DailyCounts {
  readonly #clock: Clock;
  readonly #counts = new Map<string, number>();
  #day = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One more; false where the day has had its number. */
  take(name: string): boolean {
    const day = Math.floor(this.#clock.now() / DAY_MS);
    if (day !== this.#day) this.#counts.clear();
    this.#day = day;
    const count = this.#counts.get(name) ?? 0;
    if (count >= MAX_A_DAY) return false;
    this.#counts.set(name, count + 1);
    return true;
  }

  secondsLeft(): number {
    return Math.ceil((DAY_MS - (this.#clock.now() % DAY_MS)) / 1_000);
  }
}

/** So many bytes, made as they are asked for; cut short after the longest time of a measurement. */
function noise(bytes: number, clock: Clock, done: () => void): ReadableStream<Uint8Array> {
  const endsAt = clock.now() + MAX_DURATION_MS;
  let left = bytes;
  return new ReadableStream({
    pull: (controller) => {
      if (clock.now() > endsAt) {
        done();
        controller.error(new Error('the measurement took too long'));
        return;
      }
      const chunk = left >= CHUNK.length ? new Uint8Array(CHUNK) : new Uint8Array(CHUNK.subarray(0, left));
      left -= chunk.length;
      controller.enqueue(chunk);
      if (left > 0) return;
      controller.close();
      done();
    },
    cancel: done,
  });
}

/** Counts a body and forgets it; undefined for one that is too large or too slow. */
async function counted(body: ReadableStream<Uint8Array> | null, clock: Clock): Promise<number | undefined> {
  const endsAt = clock.now() + MAX_DURATION_MS;
  let bytes = 0;
  if (!body) return bytes;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES || clock.now() > endsAt) return undefined;
  }
  return bytes;
}
