import * as v from 'valibot';

/** Unit of a metric as stored; formatting is the reader's. */
export type MetricUnit =
  | 'percent'
  | 'ms'
  | 'bytes'
  | 'bytes-per-second'
  | 'bits-per-second'
  | 'celsius'
  | 'seconds'
  | 'days'
  | 'volts'
  | 'dbm'
  | 'count';

/**
 * A figure that does not move is stated again after so long at the latest; in between, its absence says "as before".
 * Where the agent ran, a longer silence is a hole.
 */
export const STEADY_FIGURE_MS = 15 * 60_000;

interface MetricKind {
  unit: MetricUnit;
  /** Stored as round(value × scale): the finest step that is kept. */
  scale: number;
}

/**
 * Metrics with a fixed name. Some have an instance after a colon: the mount point of a disk (`disk.used:/data`), the id
 * of a service (`service.time:portal`) or of a watched device (`watched.rtt:switch`).
 * Scale is chosen so that what is dropped is noise: a tenth of a percent, a tenth of a millisecond, a mebibyte.
 */
export const METRICS = {
  'cpu.used': { unit: 'percent', scale: 10 },
  'memory.used': { unit: 'percent', scale: 10 },
  'disk.used': { unit: 'percent', scale: 10 },
  'temperature.cpu': { unit: 'celsius', scale: 1 },
  'gateway.rtt': { unit: 'ms', scale: 10 },
  'gateway.loss': { unit: 'percent', scale: 1 },
  'internet.rtt': { unit: 'ms', scale: 10 },
  'internet.loss': { unit: 'percent', scale: 1 },
  'dns.time': { unit: 'ms', scale: 10 },
  'gateway.jitter': { unit: 'ms', scale: 10 },
  'internet.jitter': { unit: 'ms', scale: 10 },
  'provider.rtt': { unit: 'ms', scale: 10 },
  'battery.charge': { unit: 'percent', scale: 1 },
  'ups.charge': { unit: 'percent', scale: 1 },
  'ups.runtime': { unit: 'seconds', scale: 1 },
  'ups.load': { unit: 'percent', scale: 1 },
  'ups.input': { unit: 'volts', scale: 1 },
  'service.time': { unit: 'ms', scale: 1 },
  'service.certificate': { unit: 'days', scale: 1 },
  'watched.rtt': { unit: 'ms', scale: 10 },
  'watched.in': { unit: 'bytes-per-second', scale: 1 },
  'watched.out': { unit: 'bytes-per-second', scale: 1 },
  /** Ports of a watched device that are up. */
  'watched.ports': { unit: 'count', scale: 1 },
  'speed.down': { unit: 'bits-per-second', scale: 1 },
  'speed.up': { unit: 'bits-per-second', scale: 1 },
  /** What the agent itself sent and received since its last figure: its own use of the line. */
  'agent.sent': { unit: 'bytes', scale: 1 },
  'agent.received': { unit: 'bytes', scale: 1 },
  'agent.memory': { unit: 'bytes', scale: 1 },
  /** Of a Wi-Fi point: how many are connected, never who; strength of its uplink; load of its processor. */
  'wifi.clients': { unit: 'count', scale: 1 },
  'wifi.signal': { unit: 'dbm', scale: 1 },
  'point.load': { unit: 'count', scale: 100 },
} as const satisfies Record<string, MetricKind>;

export type MetricBase = keyof typeof METRICS;

/** Name of a metric, with an instance after the colon where there may be several (`disk.used:C`). */
export const metricName = v.pipe(v.string(), v.maxLength(80), v.regex(/^[a-z][a-z0-9.]*(:[^\p{Cc}\s]{1,64})?$/u));

/** Unit and scale of a metric name; a name from a newer agent is kept with two decimals. */
export function metricKind(name: string): MetricKind {
  const [base = ''] = name.split(':', 1);
  return isMetricBase(base) ? METRICS[base] : { unit: 'count', scale: 100 };
}

// Own keys only: `constructor:x` is a legal name, and must not find what every object inherits.
function isMetricBase(name: string): name is MetricBase {
  return Object.hasOwn(METRICS, name);
}

/** Largest figure either way: at the finest scale it is still a whole number that JavaScript holds exactly. */
export const MAX_METRIC_FIGURE = 1e13;

const figure = v.pipe(v.number(), v.minValue(-MAX_METRIC_FIGURE), v.maxValue(MAX_METRIC_FIGURE));

/**
 * What a metric did within one span: a single number where minimum, mean and maximum agree, else `[min, mean, max]`.
 */
export const metricValue = v.union([
  figure,
  v.pipe(
    v.strictTuple([figure, figure, figure]),
    v.check(([min, mean, max]) => min <= mean && mean <= max, 'min, mean and max must be in order'),
  ),
]);
export type MetricValue = v.InferOutput<typeof metricValue>;

/** Values of one span by metric name; at most `MAX_METRICS_PER_ENTRY`. */
export const MAX_METRICS_PER_ENTRY = 64;
export const metricValues = v.pipe(v.record(metricName, metricValue), v.maxEntries(MAX_METRICS_PER_ENTRY));
export type MetricValues = v.InferOutput<typeof metricValues>;

/** Minimum, mean and maximum of a value. */
export function spread(value: MetricValue): readonly [number, number, number] {
  return typeof value === 'number' ? [value, value, value] : value;
}
