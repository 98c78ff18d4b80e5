import type { MetricSeries } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type uPlot from 'uplot';
import type { Format } from '../i18n/format.ts';
import { isMidnight, timeTicks } from './time-ticks.ts';

/** Height of a chart with its axes, CSS pixels; a canvas has no other unit. */
const HEIGHT = 190;
const LABEL_WIDTH = 90;
const DASHES: readonly number[][] = [[], [6, 4], [2, 3]];
const BAND_OPACITY = 0.18;

/** Colours of a chart, resolved: a canvas cannot read variables. */
export interface ChartColours {
  text: string;
  line: string;
  font: string;
  series: readonly string[];
}

/** What a chart looks like. */
export interface ChartLook {
  width: number;
  window: Interval;
  unit: string;
  colours: ChartColours;
  format: Format;
  /** The pointer is at this place of the data; null when it left. */
  onPoint(index: number | null): void;
}

/** The options of uPlot for series laid out by `chartData`: a band from minimum to maximum, the mean as a line on it. */
export function chartOptions(series: readonly MetricSeries[], look: ChartLook): uPlot.Options {
  const { window, colours } = look;
  const axis = {
    stroke: colours.text,
    font: colours.font,
    grid: { stroke: colours.line, width: 1 },
    ticks: { show: false },
  };
  const x = {
    ...axis,
    grid: { show: false },
    size: 30,
    splits: () => timeTicks(window, Math.max(2, Math.floor(look.width / LABEL_WIDTH))).map((at) => at / 1_000),
    values: (_: uPlot, seconds: number[]) => seconds.map((second) => instantLabel(second * 1_000, look.format)),
  };
  const y = {
    ...axis,
    size: 64,
    values: (_: uPlot, values: number[]) => values.map((v) => look.format.measure(v, look.unit)),
  };
  return {
    width: look.width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 7 } },
    scales: {
      x: { time: false, range: [window.from / 1_000, window.until / 1_000] },
      y: { range: (_, low, high) => valueRange(look.unit, low, high) },
    },
    axes: [x, y],
    series: [{}, ...series.flatMap((_, index) => lines(index, colours))],
    bands: series.map((_, index) => ({
      series: [index * 3 + 3, index * 3 + 1],
      fill: translucent(colourOf(colours, index)),
    })),
    hooks: { setCursor: [(chart) => look.onPoint(chart.cursor.idx ?? null)] },
  };
}

function lines(index: number, colours: ChartColours): uPlot.Series[] {
  const edge: uPlot.Series = { width: 0, points: { show: false } };
  const mean: uPlot.Series = {
    stroke: colourOf(colours, index),
    width: 1.75,
    dash: DASHES[index % DASHES.length] ?? [],
    points: { size: 4 },
  };
  return [edge, mean, { ...edge }];
}

function colourOf(colours: ChartColours, index: number): string {
  return colours.series[index % colours.series.length] ?? colours.text;
}

/** From 0 always, so that a slope means what it seems to; percentages up to the whole. */
function valueRange(unit: string, low: number | null, high: number | null): [number, number] {
  if (unit === 'percent') return [0, 100];
  const top = Math.max(high ?? 0, 1) * 1.1;
  return [Math.min(low ?? 0, 0), top];
}

function instantLabel(at: number, format: Format): string {
  return isMidnight(at) ? format.day(at) : format.time(at);
}

function translucent(rgb: string): string {
  return rgb.replace('rgb(', 'rgba(').replace(')', `, ${BAND_OPACITY})`);
}
