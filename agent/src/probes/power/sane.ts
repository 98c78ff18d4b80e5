import type { PowerState } from './source.ts';

/** Figures as a UPS tells them, in plain units; undefined where it does not. */
export interface RawFigures {
  charge?: number | undefined;
  runtimeSeconds?: number | undefined;
  load?: number | undefined;
  inputVolts?: number | undefined;
}

/** No UPS of a ward lasts longer; what claims more means "unknown". Seconds. */
const MAX_RUNTIME_S = 2 * 86_400;
/** Values that firmware gives for "unknown", in seconds, minutes or at the end of a word. */
const UNKNOWN_RUNTIMES = new Set([65_535, 65_535 * 60, 32_767, 32_767 * 60]);
/** More than this is no overload but a broken figure. Percent. */
const MAX_LOAD = 150;
const MAX_VOLTS = 500;
/** Below this nobody calls it mains, whatever the UPS says it does. */
const MIN_MAINS_VOLTS = 50;

/** No test on battery takes longer, milliseconds; a calibration empties the battery. */
const TEST_LIMIT_MS = { short: 10 * 60_000, calibration: 60 * 60_000 } as const;

/** Figures of a UPS with those that cannot be true taken out. */
export function saneFigures(
  raw: RawFigures,
  mains: PowerState['mains'],
): Pick<PowerState, 'charge' | 'runtimeSeconds' | 'load' | 'inputVolts'> {
  const charge = within(raw.charge, 0, 100);
  const runtime = within(raw.runtimeSeconds, 1, MAX_RUNTIME_S);
  const volts = within(raw.inputVolts, 0, MAX_VOLTS);
  return {
    // Empty while mains feed it: it does not measure.
    charge: charge === 0 && mains !== 'off' ? null : charge,
    runtimeSeconds: runtime !== null && UNKNOWN_RUNTIMES.has(runtime) ? null : runtime,
    load: within(raw.load, 0, MAX_LOAD),
    inputVolts: volts === 0 && mains === 'on' ? null : volts,
  };
}

function within(value: number | undefined, least: number, most: number): number | null {
  return value !== undefined && Number.isFinite(value) && value >= least && value <= most ? value : null;
}

/** What a UPS says of its line. */
export interface LineFlags {
  isOnLine: boolean;
  isOnBattery: boolean;
  /** The test that it says it is in. */
  test: keyof typeof TEST_LIMIT_MS | undefined;
  /** Its battery is low, or it shuts down what hangs on it. */
  isLow: boolean;
}

/**
 * Mains by what a UPS says of its line. On battery for a test is no cut, unless the input has no voltage or the battery
 * runs low: then the flag is left over from a test that a real cut broke off. How long a test is believed is for whoever
 * sees more than one look: `testLimitMs` says when it is that mains hang on its word, and so must not be believed longer.
 */
export function saneMains(
  says: LineFlags,
  inputVolts: number | undefined,
): Pick<PowerState, 'mains' | 'isTesting' | 'testLimitMs'> {
  const isTesting = says.test !== undefined;
  if (says.isOnLine === says.isOnBattery) return { mains: 'unknown', isTesting };
  if (says.isOnLine) return { mains: 'on', isTesting };
  const hasInput = inputVolts === undefined || inputVolts >= MIN_MAINS_VOLTS;
  if (says.test === undefined || says.isLow || !hasInput) return { mains: 'off', isTesting };
  return { mains: 'on', isTesting, testLimitMs: TEST_LIMIT_MS[says.test] };
}

/** A number at the start of a text (`223.0 Volts`); undefined where there is none. */
export function leadingNumber(text: string | undefined): number | undefined {
  const match = /^\s*(-?\d+(?:\.\d+)?)/.exec(text ?? '');
  return match ? Number(match[1]) : undefined;
}

/** Text of a UPS as one line of at most so many UTF-16 units, no character cut in two; null where nothing is left. */
export function saneText(text: string | undefined, most: number): string | null {
  const line = (text ?? '').replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ').trim();
  return (
    line
      .slice(0, most)
      .replace(/\p{Cs}$/u, '')
      .trim() || null
  );
}

/** Maker and model as one name, the maker left out where the model begins with it. */
export function modelName(maker: string | undefined, model: string | undefined): string | null {
  const [first, second] = [saneText(maker, 60), saneText(model, 60)];
  if (first === null || second === null) return first ?? second;
  return second.toLowerCase().startsWith(first.toLowerCase()) ? second : saneText(`${first} ${second}`, 120);
}
