import type { BatteryReport, DeviceRow } from '@wardwatch/shared/api';
import type { Figure } from '../../components/figure-list.ts';
import type { DeviceEvent } from '../../components/event-words.ts';
import { factWords } from '../../components/fact-words.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';

/** What is said of a device's power. */
export interface PowerFigures {
  figures: Figure[];
  /** What needs a hand, in sentences. */
  notes: string[];
}

/** What is known of a device's power, in the order in which it matters; undefined where nothing ever told. */
export function powerFigures(
  row: Pick<DeviceRow, 'facts' | 'metrics'>,
  battery: BatteryReport | undefined,
  latest: ReadonlyMap<string, DeviceEvent>,
  t: Messages,
  format: Format,
): PowerFigures | undefined {
  const { power } = t;
  const source = latest.get('power-source');
  const isTold = row.facts.mains !== undefined || row.facts.ups !== undefined;
  if (!source && !isTold) return undefined;
  const figures: (Figure | undefined)[] = [
    factFigure('mains', row, t, format),
    factFigure('ups', row, t, format),
    metricFigure(power.charge, ['ups.charge', 'battery.charge'], row, format),
    metricFigure(power.load, ['ups.load'], row, format),
    metricFigure(power.input, ['ups.input'], row, format),
    claimedFigure(row, battery, t, format),
    learnedFigure(row, battery, t, format),
    dischargeFigure(battery, t, format),
    ...sourceFigures(source, t),
  ];
  return { figures: figures.filter((figure) => figure !== undefined), notes: notesOf(battery, source, t, format) };
}

function factFigure(
  fact: 'mains' | 'ups',
  { facts }: Pick<DeviceRow, 'facts'>,
  t: Messages,
  format: Format,
): Figure | undefined {
  const present = facts[fact];
  if (!present) return undefined;
  const beside = present.value === null ? '' : t.status.since(format.dateTime(present.since));
  return { term: t.power[fact], value: factWords(fact, present.value, t), beside };
}

function metricFigure(
  term: string,
  names: readonly string[],
  { metrics }: Pick<DeviceRow, 'metrics'>,
  format: Format,
): Figure | undefined {
  const name = names.find((one) => metrics[one] !== undefined);
  const value = name === undefined ? undefined : metrics[name]?.value;
  if (name === undefined || value === undefined) return undefined;
  return { term, value: format.measure(value, name === 'ups.input' ? 'volts' : 'percent') };
}

function claimedFigure(
  { metrics }: Pick<DeviceRow, 'metrics'>,
  battery: BatteryReport | undefined,
  { power }: Messages,
  format: Format,
): Figure | undefined {
  const claimed = metrics['ups.runtime']?.value ?? battery?.claimedSeconds ?? undefined;
  return claimed === undefined ? undefined : { term: power.claimed, value: format.measure(claimed, 'seconds') };
}

/** Nothing is said of learning where there is no UPS to learn from. */
function learnedFigure(
  { facts }: Pick<DeviceRow, 'facts'>,
  battery: BatteryReport | undefined,
  { power }: Messages,
  format: Format,
): Figure | undefined {
  if (!battery || (battery.discharges === 0 && !facts.ups)) return undefined;
  const { runtimeSeconds, lowSeconds, highSeconds, atLoad, discharges } = battery;
  if (runtimeSeconds === null) return { term: power.learned, value: power.notLearned };
  const write = (seconds: number): string => format.measure(seconds, 'seconds');
  const range = power.learnedText(
    write(lowSeconds ?? runtimeSeconds),
    write(highSeconds ?? runtimeSeconds),
    format.number(discharges),
  );
  const load = atLoad === null ? [] : [power.learnedLoad(format.measure(atLoad, 'percent'))];
  return { term: power.learned, value: write(runtimeSeconds), beside: [range, ...load].join(', ') };
}

function dischargeFigure(battery: BatteryReport | undefined, { power }: Messages, format: Format): Figure | undefined {
  const at = battery?.lastDischargeAt ?? undefined;
  return at === undefined ? undefined : { term: power.lastDischarge, value: format.dateTime(at) };
}

function sourceFigures(source: DeviceEvent | undefined, { power }: Messages): Figure[] {
  if (!source || source.data['source'] === 'none') return [];
  const read = (key: string): string => (typeof source.data[key] === 'string' ? source.data[key] : '');
  const kind = Object.entries(power.sources).find(([key]) => key === read('source'))?.[1] ?? read('source');
  const figures = [
    { term: power.model, value: read('model') },
    { term: power.batteryDate, value: read('batteryDate') },
    { term: power.source, value: kind },
  ];
  return figures.filter(({ value }) => value !== '');
}

function notesOf(
  battery: BatteryReport | undefined,
  source: DeviceEvent | undefined,
  { power }: Messages,
  format: Format,
): string[] {
  const count = source?.data['count'];
  return [
    ...(battery?.needsReplacement ? [power.replace] : []),
    ...(typeof count === 'number' && count > 1 ? [power.several(format.number(count))] : []),
    ...(source?.data['source'] === 'none' ? [power.none] : []),
  ];
}
