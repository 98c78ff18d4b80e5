import {
  MAX_METRICS_PER_ENTRY,
  metricKind,
  type MetricValue,
  type MetricValues,
  spread,
  STEADY_FIGURE_MS,
} from '@wardwatch/shared/model';

/** How a metric is thinned out. */
interface Thrift {
  /** Minimum and maximum closer than this to each other are told as their mean alone. */
  flat: number;
  /** As `flat`, as a share of the mean; the larger one counts. */
  flatShare: number;
  /** Whether it is left out as long as it has moved by less than `flat` since it was last told. */
  isSlow: boolean;
}

const ROUND_TRIP = { flat: 1, flatShare: 0.25 };
/** Within the building a few milliseconds are our own process being busy, not the network. */
const LOCAL_ROUND_TRIP = { flat: 5, flatShare: 0.25 };
const THRIFT: Readonly<Record<string, Thrift>> = {
  'cpu.used': { flat: 5, flatShare: 0, isSlow: false },
  'internet.rtt': { ...ROUND_TRIP, isSlow: false },
  'gateway.rtt': { ...LOCAL_ROUND_TRIP, isSlow: true },
  'provider.rtt': { ...ROUND_TRIP, isSlow: true },
  'watched.rtt': { ...LOCAL_ROUND_TRIP, isSlow: true },
  'gateway.jitter': { flat: 5, flatShare: 0.5, isSlow: true },
  'internet.jitter': { flat: 1, flatShare: 0.5, isSlow: true },
  'service.time': { flat: 50, flatShare: 0.5, isSlow: true },
  'watched.in': { flat: 1_000, flatShare: 0.5, isSlow: true },
  'watched.out': { flat: 1_000, flatShare: 0.5, isSlow: true },
  // Sums of a span: one that is left out would be missing in the day's total.
  'agent.sent': { flat: 1, flatShare: 0, isSlow: false },
  'agent.received': { flat: 1, flatShare: 0, isSlow: false },
  'agent.memory': { flat: 1_048_576, flatShare: 0, isSlow: true },
  'dns.time': { flat: 10, flatShare: 0.5, isSlow: true },
  'disk.used': { flat: 0.1, flatShare: 0, isSlow: true },
};
/** Memory, temperature, battery, loss, and whatever comes later. */
const DEFAULT_THRIFT: Thrift = { flat: 1, flatShare: 0, isSlow: true };

/** What a metric did since the window was opened. */
interface Collected {
  min: number;
  max: number;
  sum: number;
  count: number;
}

/** An open window. */
export type OpenWindow = ReadonlyMap<string, Collected>;

/** What was last told of each metric, and when on the boot clock. */
export type Told = ReadonlyMap<string, { value: MetricValue; mono: number }>;

/** The window with the metrics of one reading added. What is no finite number is left out. */
export function addMetrics(window: OpenWindow, metrics: Readonly<Record<string, number>>): OpenWindow {
  const next = new Map(window);
  for (const [name, value] of Object.entries(metrics)) {
    if (!Number.isFinite(value)) continue;
    const known = next.get(name);
    next.set(name, {
      min: Math.min(known?.min ?? value, value),
      max: Math.max(known?.max ?? value, value),
      sum: (known?.sum ?? 0) + value,
      count: (known?.count ?? 0) + 1,
    });
  }
  return next;
}

/** What of a window is worth telling, in parts that each fit an entry, and what has been told after that. */
export function closeWindow(window: OpenWindow, told: Told, mono: number): { parts: MetricValues[]; told: Told } {
  const figures: [string, MetricValue][] = [];
  const nextTold = new Map(told);
  for (const [name, collected] of window) {
    const value = summarise(name, collected);
    const last = told.get(name);
    if (last && mono - last.mono < STEADY_FIGURE_MS - 1_000 && isStill(name, last.value, value)) continue;
    figures.push([name, value]);
    nextTold.set(name, { value, mono });
  }
  const parts: MetricValues[] = [];
  for (let from = 0; from < figures.length; from += MAX_METRICS_PER_ENTRY) {
    parts.push(Object.fromEntries(figures.slice(from, from + MAX_METRICS_PER_ENTRY)));
  }
  return { parts, told: nextTold };
}

/** A figure at the finest step that its metric keeps; from 100 on whole numbers, where tenths are noise. */
export function roundMetric(name: string, value: number): number {
  const { scale } = metricKind(name);
  const step = Math.abs(value) >= 100 ? 1 : scale;
  return Math.round(value * step) / step;
}

function thriftOf(name: string): Thrift {
  return THRIFT[name.split(':', 1)[0] ?? name] ?? DEFAULT_THRIFT;
}

/** Differences below this are not worth a byte. */
function flatness(name: string, mean: number): number {
  const { flat, flatShare } = thriftOf(name);
  return Math.max(flat, flatShare * Math.abs(mean));
}

function summarise(name: string, { min, max, sum, count }: Collected): MetricValue {
  // The sum of equal numbers over their count may miss them by a rounding error.
  const mean = Math.min(max, Math.max(min, sum / count));
  const rounded = roundMetric(name, mean);
  if (max - min < flatness(name, mean)) return rounded;
  return [roundMetric(name, min), rounded, roundMetric(name, max)];
}

function isStill(name: string, before: MetricValue, now: MetricValue): boolean {
  if (!thriftOf(name).isSlow) return false;
  const [a, b] = [spread(before), spread(now)];
  const tolerance = flatness(name, a[1]);
  return a.every((figure, index) => Math.abs(figure - (b[index] ?? figure)) < tolerance - 1e-9);
}
