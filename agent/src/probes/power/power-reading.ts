import type { EventBody, FactReading, Reading } from '../probe.ts';
import { followDischarge } from './discharge.ts';
import type { PowerMemory, ToldSource } from './power-memory.ts';
import { followTest } from './self-test.ts';
import type { PowerLook, PowerSourceName, PowerState } from './source.ts';
import { believed } from './test-limit.ts';

/** A look at the source that is followed. */
export interface FoundPower {
  source: PowerSourceName;
  place?: string | undefined;
  look: PowerLook;
}

/** What a look at the source that is followed means: a reading, and what to remember. Pure. */
export function powerReading(
  memory: PowerMemory,
  found: FoundPower | undefined,
  mono: number,
): { reading: Reading; memory: PowerMemory } {
  const { source, place, look } = found ?? {};
  const known = memory.source === source && memory.place === place ? memory : forgetful(memory);
  if (!source || !look) return unread(known, 'none');
  const now = { ...known, place };
  if (look.outcome === 'seen') return seen(now, source, look, mono);
  if (look.outcome === 'lost') return lost(now, source, look.detail);
  if (look.outcome === 'refused') return refused(now, source, look.detail);
  return now.hasUps ? lost(now, source, 'it is gone') : unread(now, source);
}

/** Of another UPS nothing is known yet. */
function forgetful(memory: PowerMemory): PowerMemory {
  return { ...memory, place: undefined, hasUps: false, discharge: {}, test: undefined, testSinceMono: undefined };
}

type Outcome = { reading: Reading; memory: PowerMemory };

function seen(
  memory: PowerMemory,
  source: PowerSourceName,
  { state: said, count }: Extract<PowerLook, { outcome: 'seen' }>,
  mono: number,
): Outcome {
  const { state, sinceMono } = believed(said, memory.testSinceMono, mono);
  const isUps = state.ups !== null;
  const facts = { mains: mainsFact(state), ...upsFact(memory, state) };
  const metrics = isUps ? upsMetrics(state) : present({ 'battery.charge': state.charge });
  const told = sourceEvent(source, state, count);
  const followed: ReturnType<typeof followDischarge> = isUps
    ? followDischarge(memory.discharge, { ...state, mono })
    : { memory: memory.discharge };
  const test = isUps ? followTest(memory.test, state) : undefined;
  const events = [news(memory.told, told), test, followed.event].flatMap((event) => event ?? []);
  return {
    reading: { facts, metrics, ...(events.length > 0 ? { events } : {}) },
    memory: {
      ...memory,
      source,
      hasUps: isUps,
      hasMains: true,
      wasUpsTold: memory.wasUpsTold || isUps,
      discharge: followed.memory,
      test: { isTesting: state.isTesting, testResult: state.testResult },
      testSinceMono: sinceMono,
      told,
    },
  };
}

/** Mains is then a hole, never "off": whoever cannot be heard tells of no cut. */
function lost(memory: PowerMemory, source: PowerSourceName, detail: string): Outcome {
  const facts = { mains: { value: null, detail: 'the UPS is lost' }, ups: { value: 'lost' as const, detail } };
  const known = memory.told?.source === source ? memory.told : undefined;
  const told = known ?? sourceEvent(source, { model: null, batteryDate: null }, 0);
  const event = news(memory.told, told);
  return {
    reading: { facts, ...(event ? { events: [event] } : {}) },
    memory: { ...memory, source, hasUps: true, hasMains: true, wasUpsTold: true, told },
  };
}

function refused(memory: PowerMemory, source: PowerSourceName, detail: string): Outcome {
  const hole: FactReading = { value: null, detail };
  // The machine's own power has no UPS that could be refused.
  const isBare = source === 'system' && !memory.hasUps && !memory.wasUpsTold;
  const facts = isBare ? { mains: hole } : { mains: hole, ups: hole };
  return { reading: { facts }, memory: { ...memory, source, hasMains: true, wasUpsTold: !isBare } };
}

/** Nothing tells of power here; what was stated before cannot be told any more. */
function unread(memory: PowerMemory, source: PowerSourceName): Outcome {
  const told = sourceEvent('none', { model: null, batteryDate: null }, 0);
  const event = news(memory.told, told);
  const reading: Reading = {
    ...(memory.hasMains ? { facts: { mains: NOTHING, ...(memory.wasUpsTold ? { ups: NOTHING } : {}) } } : {}),
    ...(event ? { events: [event] } : {}),
  };
  return { reading, memory: { ...memory, source: source === 'none' ? undefined : source, told } };
}

const NOTHING: FactReading = { value: null, detail: 'nothing tells' };

/** A UPS that was stated and is no longer followed becomes a hole. */
function upsFact({ wasUpsTold }: PowerMemory, { ups }: PowerState): { ups?: FactReading } {
  if (ups !== null) return { ups: { value: ups } };
  return wasUpsTold ? { ups: { value: null, detail: 'no UPS any more' } } : {};
}

function mainsFact({ mains, isTesting }: PowerState): FactReading {
  if (mains === 'off') return { value: 'off', detail: 'on battery' };
  if (mains === 'on') return isTesting ? { value: 'on', detail: 'the UPS tests itself' } : { value: 'on' };
  return { value: null, detail: 'the UPS or the system does not tell' };
}

function upsMetrics({ charge, runtimeSeconds, load, inputVolts }: PowerState): Record<string, number> {
  return present({ 'ups.charge': charge, 'ups.runtime': runtimeSeconds, 'ups.load': load, 'ups.input': inputVolts });
}

function present(figures: Readonly<Record<string, number | null>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}

function sourceEvent(
  source: PowerSourceName,
  { model, batteryDate }: Pick<PowerState, 'model' | 'batteryDate'>,
  count: number,
): ToldSource {
  return { kind: 'event', event: 'power-source', source, model, batteryDate, count };
}

/** The event where it says something else than the one before. */
function news(before: ToldSource | undefined, now: ToldSource): EventBody | undefined {
  const isSame =
    before?.source === now.source &&
    before.model === now.model &&
    before.batteryDate === now.batteryDate &&
    before.count === now.count;
  return isSame ? undefined : now;
}
