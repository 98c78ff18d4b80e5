import type { FactName } from '@wardwatch/shared/model';
import type { Probe, ProbeContext, Reading } from '../probe.ts';
import type { PowerMemory } from './power-memory.ts';
import { powerReading } from './power-reading.ts';
import type { PowerLook, PowerSource } from './source.ts';

/** How often sources are looked for while no UPS was found, or the one that was is lost. Milliseconds. */
export const SEARCH_EVERY_MS = 10 * 60_000;

/** Longer than a look at the source that is followed, and then one at the others, may take. Milliseconds. */
const PROBE_TIMEOUT_MS = 10_000;

interface Found {
  source: PowerSource;
  look: PowerLook;
}

/**
 * `mains` and `ups`, from the best of the sources given, the earlier one of equals. One that was found is stayed with, and its silence is a lost
 * UPS. As long as there is no UPS, or it is lost, the others are looked at again from time to time. One that is no longer
 * configured is forgotten, and the others are looked at at once.
 */
export function powerProbe(
  { clock, log }: Pick<ProbeContext, 'clock' | 'log'>,
  sources: readonly PowerSource[],
  memory: { power: PowerMemory },
): Probe {
  let warned = '';
  const warnOnce = (found: readonly Found[]): void => {
    const refusals = found.flatMap(({ source, look }) =>
      look.outcome === 'refused' ? [`${source.name}: ${look.detail}`] : [],
    );
    if (refusals.length === 0 || refusals.join() === warned) return;
    warned = refusals.join();
    log.warn('power-refused', { refusals });
  };

  /** Looks at the source that is followed, and at the others where a better one may have come. */
  const find = async (signal: AbortSignal): Promise<Found | undefined> => {
    const { power } = memory;
    const followed = sources.find((source) => source.name === power.source && source.place === power.place);
    const isGone = power.source !== undefined && !followed;
    const isDue = isGone || power.searchedMono === undefined || clock.mono() - power.searchedMono >= SEARCH_EVERY_MS;
    const known = followed && { source: followed, look: await followed.look(signal) };
    if (known && (!isDue || isHealthyUps(known))) return known;
    if (!known && !isDue) return undefined;
    const others = await Promise.all(
      sources
        .filter((source) => source !== followed)
        .map(async (source) => ({ source, look: await source.look(signal) })),
    );
    memory.power = { ...memory.power, searchedMono: clock.mono() };
    warnOnce(others);
    const [best] = others.toSorted((a, b) => worth(b) - worth(a));
    return best && worth(best) > (known ? worthOfKnown(known, power.hasUps) : 0) ? best : known;
  };

  return {
    name: 'power',
    timeoutMs: PROBE_TIMEOUT_MS,
    /** Only what was stated becomes a hole: a machine without a UPS states none. */
    get facts(): readonly FactName[] {
      const { hasMains, wasUpsTold } = memory.power;
      return [...(hasMains ? (['mains'] as const) : []), ...(wasUpsTold ? (['ups'] as const) : [])];
    },
    watchesNetwork: false,
    run: async (signal): Promise<Reading> => {
      const found = await find(signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
        return undefined; // said right below
      });
      // A look that was broken off says nothing of the UPS, and whoever broke it off waits for nothing.
      if (signal.aborted) return {};
      if (found) warnOnce([found]);
      const outcome = powerReading(
        memory.power,
        found && { source: found.source.name, place: found.source.place, look: found.look },
        Math.round(clock.mono()),
      );
      memory.power = outcome.memory;
      return outcome.reading;
    },
  };
}

function isHealthyUps({ look }: Found): boolean {
  return look.outcome === 'seen' && look.state.ups !== null;
}

/** How much a look is worth against those at other sources; 0 is nothing. */
function worth({ look }: Found): number {
  if (look.outcome === 'seen') return look.state.ups === null ? 2 : 4;
  if (look.outcome === 'lost') return look.isSaid ? LOST_UPS : 0;
  return look.outcome === 'refused' ? 1 : 0;
}

/** A UPS that was seen once counts, whatever became of it. */
function worthOfKnown(known: Found, hasUps: boolean): number {
  return hasUps && known.look.outcome !== 'seen' ? LOST_UPS : worth(known);
}

const LOST_UPS = 3;
