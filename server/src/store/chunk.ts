import { metricKind, type MetricValues, spread } from '@wardwatch/shared/model';

/** Minimum, mean and maximum of one span as whole numbers: value × scale. */
export type Figures = readonly [min: number, mean: number, max: number];

/** One metric over an hour. */
export interface ChunkSeries {
  scale: number;
  /** By corrected time. */
  points: Map<number, Figures>;
}

/** Metrics of one agent and hour, in the precision that is kept. */
export interface Chunk {
  /** Length of the span that ended at each time, milliseconds. */
  spans: Map<number, number>;
  series: Map<string, ChunkSeries>;
}

/** Largest scaled figure that is kept; larger ones are cut to it. Differences of two still fit a double. */
export const MAX_FIGURE = 2 ** 50;

/** A metrics entry, placed in time. */
export interface Sample {
  at: number;
  spanMs: number;
  values: MetricValues;
}

/** The union of samples by metric and time; the first of two for the same wins. */
export function chunkOf(samples: Iterable<Sample>): Chunk {
  const chunk: Chunk = { spans: new Map(), series: new Map() };
  for (const { at, spanMs, values } of samples) {
    addSpan(chunk, at, spanMs);
    for (const [name, value] of Object.entries(values)) {
      const { points, scale } = seriesOf(chunk, name, metricKind(name).scale);
      if (!points.has(at)) points.set(at, figures(spread(value), scale));
    }
  }
  return chunk;
}

/** The union of two chunks; for the same metric and time `kept` wins. */
export function mergeChunks(kept: Chunk, added: Chunk): Chunk {
  const merged: Chunk = { spans: new Map(), series: new Map() };
  for (const chunk of [kept, added]) {
    for (const [at, spanMs] of chunk.spans) addSpan(merged, at, spanMs);
    for (const [name, { scale, points }] of chunk.series) {
      const series = seriesOf(merged, name, scale);
      for (const [at, point] of points) {
        if (!series.points.has(at)) series.points.set(at, rescale(point, scale, series.scale));
      }
    }
  }
  return merged;
}

function addSpan(chunk: Chunk, at: number, spanMs: number): void {
  chunk.spans.set(at, Math.max(spanMs, chunk.spans.get(at) ?? 0));
}

function seriesOf(chunk: Chunk, name: string, scale: number): ChunkSeries {
  const known = chunk.series.get(name);
  if (known) return known;
  const series = { scale, points: new Map<number, Figures>() };
  chunk.series.set(name, series);
  return series;
}

function figures([min, mean, max]: readonly [number, number, number], scale: number): Figures {
  const scaled = scaledFigure(mean, scale);
  return [Math.min(scaled, scaledFigure(min, scale)), scaled, Math.max(scaled, scaledFigure(max, scale))];
}

function scaledFigure(value: number, scale: number): number {
  // Adding 0 turns -0 into 0, which is what a round trip gives back.
  return Math.round(Math.min(MAX_FIGURE, Math.max(-MAX_FIGURE, value * scale))) + 0;
}

/** Where a later version counts a metric finer, older figures are brought to the scale of the series. */
function rescale([min, mean, max]: Figures, from: number, to: number): Figures {
  return from === to ? [min, mean, max] : figures([min / from, mean / from, max / from], to);
}
