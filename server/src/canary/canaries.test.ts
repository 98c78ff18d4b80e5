import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { FakeClock, type Interval, silentLogger } from '@wardwatch/shared/lib';
import { afterEach, describe, expect, it } from 'vitest';
import { Metrics } from '../metrics/metrics.ts';
import { ANSWER_WITHIN_MS, Canaries, ROUND_EVERY_MS } from './canaries.ts';
import { type Canary, networkAsk } from './canary.ts';
import { dnsServer } from './dns-server.fixtures.ts';

const T0 = Date.UTC(2026, 8, 1, 1);
let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops) await stop();
  stops = [];
});

interface Watch {
  canaries: Canaries;
  clock: FakeClock;
  metrics: Metrics;
  told: Interval[];
  /** Lets the time of one round pass, and waits for its end. */
  round: () => Promise<void>;
}

function watch(list: readonly Canary[], options: { resolvers?: string[]; fails?: () => boolean } = {}): Watch {
  const clock = new FakeClock({ wall: T0 });
  const [told, metrics]: [Interval[], Metrics] = [[], new Metrics()];
  const canaries = new Canaries({
    canaries: list,
    ask: networkAsk(options.resolvers),
    onDown: async (span) => {
      if (options.fails?.()) throw new Error('the store is away');
      told.push(span);
    },
    clock,
    metrics,
    log: silentLogger,
  });
  stops.push(() => canaries.stop());
  const round = async (): Promise<void> => {
    clock.advance(ROUND_EVERY_MS);
    await canaries.idle();
  };
  return { canaries, clock, metrics, told, round };
}

/** A place that accepts connections on and off, always at the same port. */
async function place(): Promise<{ canary: Canary; open: () => Promise<void>; close: () => Promise<void> }> {
  let server: Server | undefined;
  let port = 0;
  const open = async (): Promise<void> => {
    server = createServer((socket) => socket.destroy());
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  };
  const close = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    if (!closing) return;
    closing.close();
    await once(closing, 'close');
  };
  stops.push(close);
  await open();
  return { canary: { kind: 'tcp', host: '127.0.0.1', port }, open, close };
}

describe('the canaries', () => {
  it('say nothing while at least one of them answers', async () => {
    const [near, far] = [await place(), await place()];
    await far.close();
    const { canaries, told, round } = watch([near.canary, far.canary]);
    canaries.start();
    await canaries.idle();
    await round();
    expect([told, canaries.isBlind]).toEqual([[], false]);
  });

  it('tell after each failed round of the time since one answered last, until one answers again', async () => {
    const { canary, open, close } = await place();
    const { canaries, told, round, clock } = watch([canary]);
    canaries.start();
    await canaries.idle();
    await close();
    await round();
    const failed = T0 + ROUND_EVERY_MS;
    expect(canaries.isBlind).toBe(true);
    await round();
    await round();
    expect(told).toEqual([0, 1, 2].map((rounds) => ({ from: T0, until: failed + rounds * ROUND_EVERY_MS })));
    await open();
    await round();
    expect([told.length, canaries.isBlind]).toEqual([3, false]);
    await close();
    await round();
    expect(told.at(-1)).toEqual({ from: clock.now() - ROUND_EVERY_MS, until: clock.now() });
  });

  it('wait for no answer longer than three seconds', async () => {
    await using server = await dnsServer('silence');
    const { canaries, told, clock, metrics } = watch([{ kind: 'dns', name: 'canary.example' }], {
      resolvers: [server.address],
    });
    canaries.start();
    await server.asked;
    clock.advance(ANSWER_WITHIN_MS - 1);
    expect([told, canaries.isBlind]).toEqual([[], false]);
    clock.advance(1);
    await canaries.idle();
    expect(told).toEqual([{ from: T0, until: T0 + ANSWER_WITHIN_MS }]);
    expect(await metrics.registry.metrics()).toContain('wardwatch_canary_rounds_failed_total 1');
  });

  it('do not wait for the slow ones where one has answered', async () => {
    await using server = await dnsServer('silence');
    const near = await place();
    const { canaries, told } = watch([{ kind: 'dns', name: 'canary.example' }, near.canary], {
      resolvers: [server.address],
    });
    canaries.start();
    await canaries.idle();
    expect([told, canaries.isBlind]).toEqual([[], false]);
  });

  it('do not claim a time in which they did not look', async () => {
    const { canary, close } = await place();
    await close();
    const { canaries, told, round, clock } = watch([canary]);
    canaries.start();
    await canaries.idle();
    // The machine slept for an hour, then its clock was put back by two.
    clock.stepWall(3_600_000);
    await round();
    const woken = clock.now();
    await round();
    clock.stepWall(-7_200_000);
    await round();
    expect(told).toEqual([
      { from: T0, until: T0 },
      { from: woken, until: woken },
      { from: woken, until: woken + ROUND_EVERY_MS },
      { from: clock.now(), until: clock.now() },
    ]);
  });

  it('tell again of what could not be written', async () => {
    const { canary, close } = await place();
    await close();
    let isAway = true;
    const { canaries, told, round, metrics } = watch([canary], { fails: () => isAway });
    canaries.start();
    await canaries.idle();
    isAway = false;
    await round();
    expect(told).toEqual([{ from: T0, until: T0 + ROUND_EVERY_MS }]);
    expect(await metrics.registry.metrics()).toContain('wardwatch_store_failures_total{operation="canaries-down"} 1');
  });

  it('ask nothing where there is none', async () => {
    const { canaries, clock, told } = watch([]);
    canaries.start();
    await clock.advanceAsync(10 * ROUND_EVERY_MS);
    expect([clock.pending, told, canaries.isBlind]).toEqual([0, [], false]);
  });

  it('stop in the middle of a round without a word, and leave no timer', async () => {
    await using server = await dnsServer('silence');
    const { canaries, told, clock } = watch([{ kind: 'dns', name: 'canary.example' }], {
      resolvers: [server.address],
    });
    canaries.start();
    await server.asked;
    await canaries.stop();
    expect([told, clock.pending]).toEqual([[], 0]);
    clock.advance(10 * ROUND_EVERY_MS);
    await canaries.idle();
    expect([told, clock.pending]).toEqual([[], 0]);
  });
});
