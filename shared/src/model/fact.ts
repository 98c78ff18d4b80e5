import * as v from 'valibot';
import { keysOf } from '../lib/index.ts';

/**
 * Facts that an agent states about its device, and their values. A fact holds from one instant to the next change;
 * `null` says that the probe could not be run, which is a hole in the timeline and never "down".
 */
export const FACT_VALUES = {
  /** The default gateway answers ICMP or TCP. */
  gateway: ['up', 'down'],
  /** At least one of several independent targets answers. */
  internet: ['up', 'down'],
  /** The configured resolver resolves a known name. */
  dns: ['up', 'down'],
  /** The session with the server is welcomed. */
  hub: ['up', 'down'],
  /** Mains power, as the UPS or the battery sees it. */
  mains: ['on', 'off'],
  /** The wireless link is associated. */
  wifi: ['up', 'down'],
} as const;

export type FactName = keyof typeof FACT_VALUES;
export type FactValue = 'up' | 'down' | 'on' | 'off';

export const FACT_NAMES: readonly FactName[] = keysOf(FACT_VALUES);

/** Name of a fact that this version knows. */
export const factName = v.picklist(FACT_NAMES);

/** Value of a fact, or null for "could not be measured". Which values go with which name is checked with the entry. */
export const factValue = v.nullable(v.picklist(['up', 'down', 'on', 'off']));

/** Whether the value belongs to the fact; null always does. */
export function isValueOf(name: FactName, value: FactValue | null): boolean {
  return value === null || (FACT_VALUES[name] as readonly FactValue[]).includes(value);
}
