import type { SpeedTest } from '@wardwatch/shared/model';
import { deadline, type Probe, type ProbeContext, type Reading } from '../probe.ts';
import { isSpeedDue } from './speed-hours.ts';
import { download, type SpeedServer, type Transfer, upload } from './transfer.ts';

/** A transfer that takes longer gives no figure: the server asks for too many bytes for this line. */
const TRANSFER_TIMEOUT_MS = 120_000;
const LOOK_MS = 60_000;

/** When the speed was measured last; kept across restarts. */
export interface SpeedMemory {
  load(): Promise<number | undefined>;
  save(at: number): Promise<void>;
}

/** What the probe needs besides what the server configures. */
export interface SpeedOptions {
  server: SpeedServer;
  memory: SpeedMemory;
  /** Place of this machine within the hours, from 0 to 1. */
  place: number;
}

/**
 * Speed of the line against our own server, once a day at the most, in the hours that the server names. A measurement
 * that fails is not repeated on the same day: it may have cost the line as much as one that did not.
 */
export function speedProbe(context: ProbeContext, test: SpeedTest, options: SpeedOptions): Probe {
  const within = async (transfer: typeof download, signal: AbortSignal): Promise<Transfer> => {
    const limit = deadline(context.clock, TRANSFER_TIMEOUT_MS, signal);
    try {
      return await transfer(options.server, test.bytes, context.stopwatch, limit.signal);
    } finally {
      limit.done();
    }
  };
  return {
    name: 'speed',
    timeoutMs: 2 * TRANSFER_TIMEOUT_MS + 10_000,
    everyMs: LOOK_MS,
    firstAfterMs: LOOK_MS,
    facts: [],
    watchesNetwork: false,
    run: async (signal): Promise<Reading> => {
      const now = context.clock.now();
      if (!isSpeedDue(now, await options.memory.load(), test, options.place)) return {};
      // Before anything is sent: a process that dies in the middle must not begin again and again.
      await options.memory.save(now);
      const [down, up] = [await within(download, signal), await within(upload, signal)];
      for (const [direction, transfer] of Object.entries({ down, up })) {
        if ('failed' in transfer) context.log.warn('speed-not-measured', { direction, reason: transfer.failed });
      }
      return {
        metrics: {
          ...('failed' in down ? {} : { 'speed.down': down.bitsPerSecond }),
          ...('failed' in up ? {} : { 'speed.up': up.bitsPerSecond }),
        },
      };
    },
  };
}
