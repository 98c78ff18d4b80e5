import type { MetricSeries } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { metricKind } from '@wardwatch/shared/model';

/** One value of a metric: what it did in the span that ended at `at`. */
export interface Point {
  at: number;
  min: number;
  mean: number;
  max: number;
}

interface Bucket extends Point {
  count: number;
  sum: number;
}

/**
 * Gathers the points of one metric over a window in bounded memory. As long as there are at most `maxPoints` they are
 * kept as they are; else neighbours within one stretch of the window become one point, at the time of the last.
 */
export class DownSampler {
  readonly #from: number;
  readonly #widthMs: number;
  readonly #maxPoints: number;
  readonly #exact: Point[] = [];
  readonly #buckets = new Map<number, Bucket>();
  #count = 0;

  constructor(window: Interval, maxPoints: number) {
    this.#from = window.from;
    this.#maxPoints = Math.max(1, maxPoints);
    this.#widthMs = Math.max(1, Math.ceil((window.until - window.from) / this.#maxPoints));
  }

  /** Takes in a point of the window, in any order. */
  add(point: Point): void {
    this.#count += 1;
    if (this.#count <= this.#maxPoints) this.#exact.push(point);
    const place = Math.floor((point.at - this.#from) / this.#widthMs);
    const bucket = this.#buckets.get(place);
    if (bucket) join(bucket, point);
    else this.#buckets.set(place, { ...point, count: 1, sum: point.mean });
  }

  /** The series, oldest first. */
  series(name: string): MetricSeries {
    const points = this.#count <= this.#maxPoints ? this.#exact : [...this.#buckets.values()];
    const ordered = points.toSorted((a, b) => a.at - b.at);
    return {
      name,
      unit: metricKind(name).unit,
      at: ordered.map((point) => point.at),
      min: ordered.map((point) => point.min),
      mean: ordered.map((point) => point.mean),
      max: ordered.map((point) => point.max),
    };
  }
}

function join(bucket: Bucket, point: Point): void {
  bucket.count += 1;
  bucket.sum += point.mean;
  bucket.at = Math.max(bucket.at, point.at);
  bucket.min = Math.min(bucket.min, point.min);
  bucket.mean = bucket.sum / bucket.count;
  bucket.max = Math.max(bucket.max, point.max);
}
