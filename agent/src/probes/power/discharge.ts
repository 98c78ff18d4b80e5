import type { EventBody } from '../probe.ts';
import type { PowerState } from './source.ts';

/** A discharge that goes on; its figures are those of the looks that saw it on battery. */
export interface Discharge {
  beganMono: number;
  /** The last look that saw it on battery: its time and charge belong together. */
  lastMono: number;
  chargeFrom: number;
  chargeTo: number;
  /** Of the looks that told a load. */
  loadSum: number;
  loadCount: number;
  isLowTold: boolean;
}

/** Charge before a cut is the last that was told on line, where the UPS tells none as it begins. */
export interface DischargeMemory {
  current?: Discharge | undefined;
  lastCharge?: number | undefined;
}

/** What one look means for a discharge. */
export type DischargeLook = Pick<PowerState, 'mains' | 'ups' | 'charge' | 'load'> & { mono: number };

/**
 * Follows real discharges of a UPS: begun with mains off, told once as the battery runs low (the end may never be
 * written), and at the end. A test is none, and neither is a look that could not tell of mains: it changes nothing. A
 * UPS that never tells its charge has none either.
 */
export function followDischarge(
  memory: DischargeMemory,
  look: DischargeLook,
): { memory: DischargeMemory; event?: EventBody } {
  if (look.mains === 'unknown') return { memory };
  const { current } = memory;
  if (look.mains === 'on') {
    const lastCharge = look.charge ?? (current ? current.chargeTo : memory.lastCharge);
    return { memory: { lastCharge }, ...(current ? { event: eventOf(current, true) } : {}) };
  }
  const next = current ? proceed(current, look) : begin(memory.lastCharge, look);
  if (!next) return { memory };
  if (look.ups !== 'low' || next.isLowTold) return { memory: { ...memory, current: next } };
  return { memory: { ...memory, current: { ...next, isLowTold: true } }, event: eventOf(next, false) };
}

function begin(lastCharge: number | undefined, { mono, charge, load }: DischargeLook): Discharge | undefined {
  const from = charge ?? lastCharge;
  if (from === undefined) return undefined;
  const empty = { beganMono: mono, lastMono: mono, chargeFrom: from, chargeTo: from };
  return { ...empty, loadSum: load ?? 0, loadCount: load === null ? 0 : 1, isLowTold: false };
}

function proceed(current: Discharge, { mono, charge, load }: DischargeLook): Discharge {
  return {
    ...current,
    lastMono: mono,
    chargeTo: charge ?? current.chargeTo,
    loadSum: current.loadSum + (load ?? 0),
    loadCount: current.loadCount + (load === null ? 0 : 1),
  };
}

function eventOf(discharge: Discharge, isOver: boolean): EventBody {
  const { beganMono, lastMono, chargeFrom, chargeTo, loadSum, loadCount } = discharge;
  return {
    kind: 'event',
    event: 'discharge',
    lastedMs: Math.round(lastMono - beganMono),
    chargeFrom,
    chargeTo,
    // An overload is more than what can be carried; as a mean it counts as all of it.
    load: loadCount === 0 ? null : Math.min(100, Math.round(loadSum / loadCount)),
    isOver,
  };
}
