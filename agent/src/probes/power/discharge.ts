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
  /** The last look that could tell of mains, and how long after the one before it came. Milliseconds. */
  lookMono?: number | undefined;
  stepMs?: number | undefined;
}

/** So many looks may be missed within one discharge; who knows what mains did in a longer silence. */
const MAX_STEPS = 3;
/** Looks come as often as the agent is told to; a step outside of this was none. Milliseconds. */
const STEP_MS = { least: 60_000, most: 600_000 } as const;
/** A battery that gained more than this was charged in between: that is the rounding of two figures. Percent. */
const MAX_RISE = 2;

/** What one look means for a discharge. */
export type DischargeLook = Pick<PowerState, 'mains' | 'ups' | 'charge' | 'load'> & { mono: number };

/**
 * Follows real discharges of a UPS: begun with mains off, told once as the battery runs low (the end may never be
 * written), and at the end. A test is none, and neither is a look that could not tell of mains: it changes nothing. A
 * UPS that never tells its charge has none either. One that was not looked at for long, or that gained charge, was
 * charged in between: that is the end of one discharge and the beginning of another.
 */
export function followDischarge(
  memory: DischargeMemory,
  look: DischargeLook,
): { memory: DischargeMemory; event?: EventBody } {
  if (look.mains === 'unknown') return { memory };
  const { current } = memory;
  const pace = paceOf(memory, look.mono);
  if (look.mains === 'on') {
    const lastCharge = look.charge ?? (current ? current.chargeTo : memory.lastCharge);
    return { memory: { ...pace, lastCharge }, ...(current ? { event: eventOf(current, true) } : {}) };
  }
  if (current && isAnother(current, look, memory.stepMs)) {
    // What was told as it ran low is not told again so much later.
    const event = current.isLowTold ? {} : { event: eventOf(current, true) };
    return { memory: { ...pace, current: begin(undefined, look) }, ...event };
  }
  const next = current ? proceed(current, look) : begin(memory.lastCharge, look);
  const rest = { ...memory, ...pace };
  if (!next) return { memory: rest };
  if (look.ups !== 'low' || next.isLowTold) return { memory: { ...rest, current: next } };
  return { memory: { ...rest, current: { ...next, isLowTold: true } }, event: eventOf(next, false) };
}

function paceOf({ lookMono }: DischargeMemory, mono: number): Pick<DischargeMemory, 'lookMono' | 'stepMs'> {
  return { lookMono: mono, stepMs: lookMono === undefined ? undefined : mono - lookMono };
}

/** Whether the battery was charged since the discharge was last seen, as far as can be told. */
function isAnother(current: Discharge, { mono, charge }: DischargeLook, stepMs = 0): boolean {
  const step = Math.min(STEP_MS.most, Math.max(STEP_MS.least, stepMs));
  return mono - current.lastMono > MAX_STEPS * step || (charge !== null && charge > current.chargeTo + MAX_RISE);
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
