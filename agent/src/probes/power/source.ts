import type { POWER_SOURCES } from '@wardwatch/shared/model';

/** Where power is read from. */
export type PowerSourceName = (typeof POWER_SOURCES)[number];

/** What a UPS or battery says, in plain units; null where it does not tell, or tells what cannot be. */
export interface PowerState {
  /** `unknown` is never "on": a UPS that starts, or that nobody hears, proves nothing of mains. */
  mains: 'on' | 'off' | 'unknown';
  /** What the UPS says of itself; null where the source is no UPS (the battery of a laptop). */
  ups: 'ok' | 'low' | 'replace' | null;
  /** Percent. */
  charge: number | null;
  /** Seconds that the battery lasts, as the UPS claims. */
  runtimeSeconds: number | null;
  /** Percent of what the UPS can carry. */
  load: number | null;
  /** Volts of the mains. */
  inputVolts: number | null;
  /** Whether it runs on battery to test itself: no power cut, so `mains` is then `on`. */
  isTesting: boolean;
  /** Set where `mains` is `on` by the word of that test alone: how long it may be believed, milliseconds. */
  testLimitMs?: number;
  /** How its last test went. */
  testResult: 'passed' | 'failed' | null;
  model: string | null;
  batteryDate: string | null;
}

/** What came of one look at a source. */
export type PowerLook =
  | { outcome: 'seen'; state: PowerState; /** UPSs that answer here. */ count: number }
  /**
   * The source was there and does not answer, answers garbage, or says that it lost its UPS: a lost UPS, no power cut.
   * `isSaid`: it answered in its own language that there is a UPS which cannot be read. Silence and garbage prove no UPS
   * where none was ever seen.
   */
  | { outcome: 'lost'; detail: string; isSaid: boolean }
  /** There is nothing of this kind on this machine. */
  | { outcome: 'absent' }
  /** It is there, and does not let us read: what to do stands in the detail. */
  | { outcome: 'refused'; detail: string };

/** One way to read power. Holds no connection between looks. */
export interface PowerSource {
  readonly name: PowerSourceName;
  /** Where it reads, where a change of what the server configures can make that another place. */
  readonly place?: string;
  /** Looks once; a failure is a value. The signal aborts what takes too long. */
  look(signal: AbortSignal): Promise<PowerLook>;
}

/** How long one look may take, milliseconds; what takes longer does not answer. */
export const LOOK_TIMEOUT_MS = 4_000;
