import type { Interval } from '@wardwatch/shared/lib';
import { type Chance, chanceFor } from './chance.ts';
import type { DeviceRun } from './device-runs.ts';
import { shared, unite, without } from './spans.ts';
import type { SimDevice } from './ward-sites.ts';
import { happeningsOf, type SiteWorld, spansOf, type WardTruth } from './ward-truth.ts';

/** A session of an agent with the server. */
export interface SimSession {
  openedAt: number;
  /** The last frame that the server heard. */
  heardUntil: number;
  /** When the server knows that it ended; null while it goes on at the end of the period. */
  closedAt: number | null;
}

/** What a device can reach, whoever listens. */
export interface DeviceWorld {
  gatewayDown: readonly Interval[];
  lineDown: readonly Interval[];
}

/** What a device of a site can reach. */
export function deviceWorld(truth: WardTruth, world: SiteWorld, device: SimDevice): DeviceWorld {
  const cable = spansOf(happeningsOf(truth, device), 'cable');
  return { gatewayDown: unite([...world.gatewayDown, ...cable]), lineDown: world.lineDown };
}

const SECOND_MS = 1_000;
/** An agent sends something this often. */
const FRAME_MS = 15_000;
/** A session that falls silent is given up after this. */
const GIVE_UP_MS = 45_000;

/** Sessions of a device: while it runs, has a line, and the server is there. */
export function deviceSessions(
  truth: WardTruth,
  device: SimDevice,
  reach: DeviceWorld,
  runs: readonly DeviceRun[],
): SimSession[] {
  const chance = chanceFor(truth.seed, `sessions ${device.key}`);
  const reached = without(without(truth.serverAlive, truth.serverAlone), [...reach.gatewayDown, ...reach.lineDown]);
  return runs.flatMap((run) =>
    shared([run], reached).flatMap((span): SimSession[] => {
      const isAfterStart = span.from === run.from;
      // After a cut all come back at once, spread by their jitter.
      const openedAt = span.from + Math.round(chance.between(1, isAfterStart ? 6 : 25) * SECOND_MS);
      if (openedAt + SECOND_MS >= span.until) return [];
      if (span.until >= truth.period.until) return [{ openedAt, heardUntil: span.until, closedAt: null }];
      const isGoodbye = span.until === run.until && run.ends === 'stopped';
      const heardUntil = isGoodbye ? span.until : lastFrame(openedAt, span.until, chance);
      return [{ openedAt, heardUntil, closedAt: isGoodbye ? span.until : closing(truth, heardUntil, span.until) }];
    }),
  );
}

function lastFrame(openedAt: number, until: number, chance: Chance): number {
  return Math.max(openedAt, Math.round(until - chance.between(0, FRAME_MS)));
}

/** A server that died closes nothing; one that starts does, at its last sign of life. */
function closing({ serverAlive }: WardTruth, heardUntil: number, until: number): number {
  const isServerGone = serverAlive.some((span) => span.until === until);
  return isServerGone ? until : heardUntil + GIVE_UP_MS;
}
