import type { MetricSeries } from '@wardwatch/shared/api';
import type { DeviceKind } from '@wardwatch/shared/model';
import type { FactNames } from '../../components/fact-words.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Series that belong into one picture. */
export interface ChartGroup {
  heading: string;
  series: MetricSeries[];
  names: string[];
}

/** At most so many series with an instance are drawn in one picture; more cannot be told apart. The largest come first. */
const MOST_INSTANCES = 3;

/** Charts that have a heading of fixed words. */
type ChartName = {
  [Name in keyof Messages['charts']]: Messages['charts'][Name] extends string ? Name : never;
}[keyof Messages['charts']];

/** Charts in the order of the page, by the metrics in them. A base ending in a colon stands for all its instances. */
const CHARTS: readonly { heading: ChartName; metrics: readonly string[]; isAlways?: true }[] = [
  { heading: 'latency', metrics: ['gateway.rtt', 'provider.rtt', 'internet.rtt'], isAlways: true },
  { heading: 'loss', metrics: ['gateway.loss', 'internet.loss'], isAlways: true },
  { heading: 'jitter', metrics: ['gateway.jitter', 'internet.jitter'] },
  { heading: 'dns', metrics: ['dns.time'] },
  { heading: 'services', metrics: ['service.time:'] },
  { heading: 'speed', metrics: ['speed.down', 'speed.up'] },
  { heading: 'power', metrics: ['ups.charge', 'ups.load', 'battery.charge'] },
  { heading: 'runtime', metrics: ['ups.runtime'] },
  { heading: 'input', metrics: ['ups.input'] },
  { heading: 'watched', metrics: ['watched.rtt:'] },
  { heading: 'traffic', metrics: ['watched.in:', 'watched.out:'] },
  { heading: 'ports', metrics: ['watched.ports:'] },
  { heading: 'clients', metrics: ['wifi.clients'] },
  { heading: 'signal', metrics: ['wifi.signal'] },
  { heading: 'load', metrics: ['point.load'] },
  { heading: 'cpu', metrics: ['cpu.used'], isAlways: true },
  { heading: 'memory', metrics: ['memory.used'], isAlways: true },
  { heading: 'disk', metrics: ['disk.used:', 'disk.used'], isAlways: true },
  { heading: 'temperature', metrics: ['temperature.cpu'] },
  { heading: 'data', metrics: ['agent.sent', 'agent.received'] },
  { heading: 'agentMemory', metrics: ['agent.memory'] },
];

/** Network boxes push what they have; of them no chart is expected. */
const BOXES: ReadonlySet<DeviceKind> = new Set(['router', 'access-point']);

/**
 * Sorts a device's series into its charts, in the order of the page. What every machine measures has its chart even
 * without a series, which then says so itself; the others are there where something was measured.
 */
export function chartGroups(
  series: readonly MetricSeries[],
  kind: DeviceKind,
  names: FactNames,
  t: Messages,
): ChartGroup[] {
  return CHARTS.flatMap(({ heading, metrics, isAlways = false }) => {
    const found = metrics.flatMap((metric) => seriesOf(series, metric));
    if (found.length === 0 && (!isAlways || BOXES.has(kind))) return [];
    return [{ heading: t.charts[heading], series: found, names: found.map((one) => seriesName(one.name, names, t)) }];
  });
}

function seriesOf(series: readonly MetricSeries[], metric: string): MetricSeries[] {
  const isMany = metric.endsWith(':');
  const found = series.filter(({ name, at }) => at.length > 0 && (isMany ? name.startsWith(metric) : name === metric));
  return isMany ? found.toSorted((a, b) => lastMean(b) - lastMean(a)).slice(0, MOST_INSTANCES) : found;
}

function lastMean({ mean }: MetricSeries): number {
  return mean.at(-1) ?? 0;
}

/** What a series is called; one of several carries its instance: a disk's mount point, the name of what is watched. */
function seriesName(name: string, names: FactNames, t: Messages): string {
  const colon = name.indexOf(':');
  const base = colon < 0 ? name : name.slice(0, colon);
  const words = t.metrics[base] ?? base;
  if (colon < 0) return words;
  const id = name.slice(colon + 1);
  if (base === 'service.time') return names.service(id) ?? id;
  if (base === 'watched.rtt') return names.watched(id) ?? id;
  return `${words} ${base.startsWith('watched.') ? (names.watched(id) ?? id) : id}`;
}
