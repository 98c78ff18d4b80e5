import type { FactName, Subject } from '../model/index.ts';

/** Whether a subject, or a fact, is that of a service. */
export function isService(name: Subject | FactName): name is `service:${string}` {
  return name.startsWith('service:');
}

/**
 * How long a line has to be back before a look at a service is believed that failed: the look may have begun while the
 * line was down (its limit of time, the second look that confirms it, and one interval of the probes that saw the line
 * come back).
 */
export const LINE_SETTLES_MS = 60_000;

/** How often each service is looked at, milliseconds, by its id; one that is not named once a minute. */
export type ServicePaces = ReadonlyMap<string, number>;

/** How often a service is looked at, milliseconds; 0 for any other subject. */
export function lookPaceOf(subject: Subject, paces: ServicePaces): number {
  return isService(subject) ? (paces.get(subject.slice('service:'.length)) ?? DEFAULT_LOOK_MS) : 0;
}

/** A service is looked at this often, unless the ward asks for less. */
export const DEFAULT_LOOK_MS = 60_000;

/** By when whoever watches a service has looked at it again, confirmed a failure and said so. */
export function looksBy(at: number, lookMs: number): number {
  return at + lookMs + LINE_SETTLES_MS;
}
