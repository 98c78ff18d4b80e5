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

/**
 * Mains by what a UPS says of its line. On battery for a test is no cut, unless the input has no voltage: then the
 * flag is left over from a test that a real cut broke off.
 */
export function saneMains(
  says: { isOnLine: boolean; isOnBattery: boolean; isTesting: boolean },
  inputVolts: number | undefined,
): PowerState['mains'] {
  if (says.isOnLine === says.isOnBattery) return 'unknown';
  if (says.isOnLine) return 'on';
  const hasInput = inputVolts === undefined || inputVolts >= MIN_MAINS_VOLTS;
  return says.isTesting && hasInput ? 'on' : 'off';
}

/** A number at the start of a text (`223.0 Volts`); undefined where there is none. */
export function leadingNumber(text: string | undefined): number | undefined {
  const match = /^\s*(-?\d+(?:\.\d+)?)/.exec(text ?? '');
  return match ? Number(match[1]) : undefined;
}

/** Text of a UPS as one line of at most so many characters; null where nothing is left. */
export function saneText(text: string | undefined, most: number): string | null {
  const line = (text ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.slice(0, most).trim() || null;
}

/** Maker and model as one name, the maker left out where the model begins with it. */
export function modelName(maker: string | undefined, model: string | undefined): string | null {
  const [first, second] = [saneText(maker, 60), saneText(model, 60)];
  if (first === null || second === null) return first ?? second;
  return second.toLowerCase().startsWith(first.toLowerCase()) ? second : `${first} ${second}`;
}
