import { keysOf } from '@wardwatch/shared/lib';
import { type FactName, type FactValue, isValueOf } from '@wardwatch/shared/model';
import { plainLine } from '../lib/plain-line.ts';
import type { Reading } from '../probes/probe.ts';

/** Longest reason of a fact. */
const MAX_DETAIL = 200;

/** A fact as it stands. */
interface FactState {
  value: FactValue | null;
  /** Monotonic time of the device at the last change: a step of the wall clock does not move it. */
  sinceMono: number;
  detail?: string;
}

/** Facts stated since the process began or the machine woke up. */
export type FactStates = Readonly<Partial<Record<FactName, FactState>>>;

/** A fact to be written down. */
export interface FactChange {
  fact: FactName;
  value: FactValue | null;
  detail?: string;
  /** Monotonic time since which it holds. */
  sinceMono: number;
}

/** Monotonic times of a reading: when its run began, and when it was there. */
export interface ReadingTimes {
  begunMono: number;
  mono: number;
}

/**
 * Facts after a reading, and those that changed. A fact that was not stated before is a change, so a process that
 * starts or wakes up states every fact anew. What failed had failed when the run began, however long its attempts then
 * waited for an answer; anything else holds from when it was seen. Another reason for the same value is no change. A value that does not belong to its
 * fact is a mistake in a probe and counts as not measured.
 */
export function applyFacts(
  states: FactStates,
  facts: NonNullable<Reading['facts']>,
  { begunMono, mono }: ReadingTimes,
): { states: FactStates; changes: FactChange[] } {
  const changes: FactChange[] = [];
  const next: Partial<Record<FactName, FactState>> = { ...states };
  for (const fact of keysOf(facts)) {
    const read = facts[fact];
    if (!read) continue;
    const value = isValueOf(fact, read.value) ? read.value : null;
    const known = states[fact];
    const detail = read.detail === undefined ? {} : { detail: plainLine(read.detail, MAX_DETAIL) };
    const hasChanged = !known || known.value !== value;
    // Not before the change before it: the order of a fact's changes is never turned round.
    const observedMono = isBad(value) ? Math.max(begunMono, known?.sinceMono ?? begunMono) : mono;
    const sinceMono = hasChanged ? observedMono : known.sinceMono;
    if (hasChanged) changes.push({ fact, value, ...detail, sinceMono });
    next[fact] = { value, sinceMono, ...detail };
  }
  return { states: next, changes };
}

function isBad(value: FactValue | null): boolean {
  return value === 'down' || value === 'off';
}

/** A fact as it is told to others. */
export interface StatedFact extends Omit<FactChange, 'sinceMono'> {
  /** Wall time of the last change, by the clock of now. */
  since: number;
}

/** Facts as they stand now. Their times are counted back from now, so a step of the wall clock moves them along. */
export function listFacts(states: FactStates, now: { at: number; mono: number }): StatedFact[] {
  return keysOf(states).flatMap((fact) => {
    const state = states[fact];
    if (!state) return [];
    const { sinceMono, ...stated } = state;
    return [{ fact, ...stated, since: Math.max(0, Math.round(now.at) - Math.round(now.mono - sinceMono)) }];
  });
}

/** A reading that says of each fact that it could not be measured. */
export function holes(facts: readonly FactName[], detail: string): Reading {
  return { facts: Object.fromEntries(facts.map((fact) => [fact, { value: null, detail }])) };
}
