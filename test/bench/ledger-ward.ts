import { setTimeout as pause } from 'node:timers/promises';
import { FakeClock, type Logger, silentLogger } from '@wardwatch/shared/lib';
import { temporaryFolder } from '../kit/folder.ts';
import { startSystem, type System } from '../kit/system.ts';
import { type LoadedWard, loadWard } from '../sim/load-ward.ts';
import type { WardTruth } from '../sim/ward-truth.ts';

/** A server whose store holds what a simulated ward told; its clock stands at the end of the period. */
export interface BenchWard extends AsyncDisposable {
  truth: WardTruth;
  system: System;
  clock: FakeClock;
  loaded: LoadedWard;
  loadMs: number;
  /** From the first look at the journals to the last row written. */
  firstJudgementMs: number;
}

/** Milliseconds in which the engine gathers commits, and a little more. */
const GATHER_MS = 250;

/** The longest pause between two looks at what is still news. */
const MAX_PAUSE_MS = 64;

/** Loads the ward, then lets the engine judge all of it from scratch. */
export async function startBenchWard(truth: WardTruth): Promise<BenchWard> {
  await using started = new AsyncDisposableStack();
  const folder = started.use(await temporaryFolder());
  const clock = new FakeClock({ wall: truth.period.from });
  const system = started.use(await startSystem({ dataFolder: folder.path, clock, log: loudLogger }));
  const { store } = system.server;
  const [loaded, loadMs] = await timed(() => loadWard(store, truth, 600_000));
  clock.stepWall(truth.period.until - truth.period.from);
  const [, firstJudgementMs] = await timed(() => settle({ system, clock }));
  const running = started.move();
  return {
    truth,
    system,
    clock,
    loaded,
    loadMs,
    firstJudgementMs,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Waits until the engine has answered everything that is news. */
export async function settle({ system, clock }: Pick<BenchWard, 'system' | 'clock'>): Promise<void> {
  const { ledger } = system.server.store;
  clock.advance(GATHER_MS);
  // Asked too often, the store would answer the question more than the engine.
  for (let pauseMs = 1; (await ledger.news(clock.now(), 1)).length > 0; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
    clock.advance(1);
    await pause(pauseMs);
  }
}

/** What it gives, and how many milliseconds it took. */
export async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const from = performance.now();
  const result = await work();
  return [result, performance.now() - from];
}

/** A server that fails quietly would be waited for in vain. */
const loudLogger: Logger = {
  ...silentLogger,
  error: (event, fields) => console.error(event, fields),
};
