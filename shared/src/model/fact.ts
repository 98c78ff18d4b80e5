import * as v from 'valibot';
import { keysOf } from '../lib/index.ts';

/**
 * Facts with a fixed name that an agent states about its device, and their values. A fact holds from one instant to the
 * next change; `null` says that the probe could not be run, which is a hole in the timeline and never "down".
 */
export const FACT_VALUES = {
  /** The default gateway answers ICMP or TCP. */
  gateway: ['up', 'down'],
  /** The provider's first router beyond the gateway answers: tells a broken line from trouble further away. */
  provider: ['up', 'down'],
  /** At least one of several independent targets answers. */
  internet: ['up', 'down'],
  /** The configured resolver resolves a known name. */
  dns: ['up', 'down'],
  /** The session with the server is welcomed. */
  hub: ['up', 'down'],
  /** Mains power, as the UPS or the battery sees it. */
  mains: ['on', 'off'],
  /** What the UPS says of itself; `lost` when it, or the program that reads it, stops answering. */
  ups: ['ok', 'low', 'replace', 'lost'],
  /** The wireless link is associated. */
  wifi: ['up', 'down'],
} as const;

/** Facts of things that the server configures, by the id of the thing, and their values. */
export const FACT_FAMILIES = {
  /** A service as seen from here; `degraded` answers, but slowly, or with a certificate about to end. */
  service: ['up', 'degraded', 'down'],
  /** A device of the site that runs nothing of ours, watched from here. */
  watched: ['up', 'down'],
} as const;

export type FactFamily = keyof typeof FACT_FAMILIES;
export type FixedFactName = keyof typeof FACT_VALUES;
/** `gateway`, or `service:portal`. */
export type FactName = FixedFactName | `${FactFamily}:${string}`;
export type FactValue =
  | (typeof FACT_VALUES)[FixedFactName][number]
  | (typeof FACT_FAMILIES)[keyof typeof FACT_FAMILIES][number];

/** Detail of a hole: nothing is asked about this any more. From then on it is not watched, rather than unknown. */
export const NOT_CONFIGURED = 'not configured';

/** Facts with a fixed name. Those of a family follow what a device was configured to watch. */
export const FACT_NAMES: readonly FixedFactName[] = keysOf(FACT_VALUES);

/** Id of a configured service or watched device, as it stands in names of facts and metrics. */
export const targetId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

const ID_PATTERN = /^(service|watched):([a-z0-9][a-z0-9-]{0,39})$/;

/** Name of a fact that this version knows. */
export const factName = v.custom<FactName>(
  (name) => typeof name === 'string' && valuesOf(name) !== undefined,
  'no fact that this version knows',
);

const VALUES = [...new Set([...Object.values(FACT_VALUES), ...Object.values(FACT_FAMILIES)].flat())];

/** Value of a fact, or null for "could not be measured". Which values go with which name is checked with the entry. */
export const factValue = v.nullable(v.picklist(VALUES));

/** Whether the value belongs to the fact; null always does. */
export function isValueOf(name: FactName, value: FactValue | null): boolean {
  return value === null || (valuesOf(name)?.includes(value) ?? false);
}

/** Family and id of a fact of a configured thing (`service:portal`); undefined for a fact with a fixed name. */
export function familyOf(name: string): { family: FactFamily; id: string } | undefined {
  const match = ID_PATTERN.exec(name);
  if (!match) return undefined;
  return { family: match[1] === 'service' ? 'service' : 'watched', id: match[2] ?? '' };
}

/** Whether a name of a fact has a fixed meaning. */
export function isFixedFact(name: string): name is FixedFactName {
  // Own keys only: a name must not find what every object inherits.
  return Object.hasOwn(FACT_VALUES, name);
}

function valuesOf(name: string): readonly FactValue[] | undefined {
  if (isFixedFact(name)) return FACT_VALUES[name];
  const known = familyOf(name);
  return known && FACT_FAMILIES[known.family];
}
