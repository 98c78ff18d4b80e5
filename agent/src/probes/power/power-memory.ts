import type { EventBody } from '../probe.ts';
import type { DischargeMemory } from './discharge.ts';
import type { TestMemory } from './self-test.ts';
import type { PowerSourceName } from './source.ts';

/** Where power is read from, as it was last told. */
export type ToldSource = Extract<EventBody, { event: 'power-source' }>;

/**
 * What the power probe remembers from look to look. It outlives a change of what the server configures, and ends with
 * the process.
 */
export interface PowerMemory {
  /** The source that is followed; undefined while none was found. */
  source?: PowerSourceName | undefined;
  /** Where that source reads, as far as it may be another one after a change of what the server configures. */
  place?: string | undefined;
  /** Whether it is a UPS: its silence is then a lost UPS. */
  hasUps: boolean;
  /** Whether mains were ever stated: what was stated becomes a hole when it can no longer be told. */
  hasMains: boolean;
  /** Whether a UPS was ever stated. */
  wasUpsTold: boolean;
  /** When sources were last looked for, on the monotonic clock. */
  searchedMono?: number | undefined;
  discharge: DischargeMemory;
  test?: TestMemory | undefined;
  /** When the test that it says it is in was first seen, on the monotonic clock. */
  testSinceMono?: number | undefined;
  told?: ToldSource | undefined;
}

/** The memory of a process that begins. */
export function newPowerMemory(): PowerMemory {
  return { hasUps: false, hasMains: false, wasUpsTold: false, discharge: {} };
}
