import { keysOf } from '@wardwatch/shared/lib';
import { type FactName, type FactValue, isValueOf } from '@wardwatch/shared/model';
import type { Reading } from '../probes/probe.ts';

/** A fact as it stands. */
interface FactState {
  value: FactValue | null;
  /** Wall time of the device at the last change. */
  since: number;
  detail?: string;
}

/** Facts stated since the process began. */
export type FactStates = Readonly<Partial<Record<FactName, FactState>>>;

/** A fact to be written down. */
export interface FactChange {
  fact: FactName;
  value: FactValue | null;
  detail?: string;
}

/**
 * Facts after a reading, and those that changed. A fact that was not stated before is a change, so a process that
 * starts states every fact anew. Another reason for the same value is no change. A value that does not belong to its
 * fact is a mistake in a probe and counts as not measured.
 */
export function applyFacts(
  states: FactStates,
  facts: NonNullable<Reading['facts']>,
  at: number,
): { states: FactStates; changes: FactChange[] } {
  const changes: FactChange[] = [];
  const next: Partial<Record<FactName, FactState>> = { ...states };
  for (const fact of keysOf(facts)) {
    const read = facts[fact];
    if (!read) continue;
    const value = isValueOf(fact, read.value) ? read.value : null;
    const known = states[fact];
    const detail = read.detail === undefined ? {} : { detail: read.detail.slice(0, 200) };
    const hasChanged = !known || known.value !== value;
    if (hasChanged) changes.push({ fact, value, ...detail });
    next[fact] = { value, since: hasChanged ? at : known.since, ...detail };
  }
  return { states: next, changes };
}

/** A reading that says of each fact that it could not be measured. */
export function holes(facts: readonly FactName[], detail: string): Reading {
  return { facts: Object.fromEntries(facts.map((fact) => [fact, { value: null, detail }])) };
}
