import { seededRandom } from './random.ts';

/** What a made-up event draws its figures from. */
export interface Chance {
  /** From [0, 1). */
  next(): number;
  /** From [low, high). */
  between(low: number, high: number): number;
  /** Whether something of this probability happens. */
  is(probability: number): boolean;
  /** Log-normal with this median; one in twenty is above `p95`. */
  around(median: number, p95: number): number;
  /** How often something happens that happens so often on average: the fraction is drawn. */
  times(mean: number): number;
}

/** A source of its own for each name, so that what one happening draws changes no other. */
export function chanceFor(seed: number, name: string): Chance {
  const next = seededRandom(seed ^ hash(name));
  // The first figures of neighbouring seeds are alike.
  for (let turn = 0; turn < 4; turn += 1) next();
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    is: (probability) => next() < probability,
    around: (median, p95) => median * Math.exp((normal() * Math.log(p95 / median)) / NORMAL_P95),
    times: (mean) => Math.floor(mean) + (next() < mean % 1 ? 1 : 0),
  };
}

/** The standard normal distribution's 95th percentile. */
const NORMAL_P95 = 1.645;

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
