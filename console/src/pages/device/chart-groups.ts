import type { MetricSeries } from '@wardwatch/shared/api';
import type { Messages } from '../../i18n/vi.ts';

/** Series that belong into one picture. */
export interface ChartGroup {
  heading: string;
  series: MetricSeries[];
  names: string[];
}

/** At most so many disks are drawn; more cannot be told apart. The fullest come first. */
const MOST_DISKS = 3;

/** Sorts a device's series into its charts, in the order of the page. A chart without a series says so itself. */
export function chartGroups(series: readonly MetricSeries[], t: Messages): ChartGroup[] {
  const named = (...names: string[]): MetricSeries[] =>
    names.flatMap((name) => series.filter((one) => one.name === name && one.at.length > 0));
  const disks = series
    .filter((one) => one.name.startsWith('disk.used') && one.at.length > 0)
    .sort((a, b) => (b.mean.at(-1) ?? 0) - (a.mean.at(-1) ?? 0))
    .slice(0, MOST_DISKS);
  const group = (heading: string, found: MetricSeries[]): ChartGroup => ({
    heading,
    series: found,
    names: found.map((one) => seriesName(one.name, t)),
  });
  return [
    group(t.charts.latency, named('gateway.rtt', 'internet.rtt', 'dns.time')),
    group(t.charts.loss, named('gateway.loss', 'internet.loss')),
    group(t.charts.cpu, named('cpu.used')),
    group(t.charts.memory, named('memory.used')),
    group(t.charts.disk, disks),
  ];
}

/** What a series is called; one of several carries its instance, such as a disk's mount point. */
function seriesName(name: string, t: Messages): string {
  const colon = name.indexOf(':');
  const base = colon < 0 ? name : name.slice(0, colon);
  const words = t.metrics[base] ?? base;
  return colon < 0 ? words : `${words} ${name.slice(colon + 1)}`;
}
