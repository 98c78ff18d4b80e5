import type { BatteryReport, MetricSeries, PointRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { DeviceEvent } from '../../components/event-words.ts';
import type { ApiClient } from '../../data/api-client.ts';
import type { ApiResult } from '../../data/api-failure.ts';

/** What the page shows of a device as it is now, besides its row. */
export interface DevicePresent {
  /** The newest of each event that describes a state, by its name. */
  latest: ReadonlyMap<string, DeviceEvent>;
  /** Undefined where nothing is known of a battery. */
  battery: BatteryReport | undefined;
  /** Undefined where the device is no Wi-Fi point. */
  point: PointRow | undefined;
  /** What the agent itself sent and received today, bytes; undefined where it does not say. */
  sent: number | undefined;
  received: number | undefined;
}

type PresentApi = Pick<ApiClient, 'state' | 'metrics'> & {
  watching: Pick<ApiClient['watching'], 'battery' | 'points'>;
};

/** Points of today: more than there are figures of the agent's own use, so that none is joined with another. */
const TODAY_POINTS = 500;

/** Loads what a device is like now. `today` is the ward's day so far. */
export async function loadPresent(
  api: PresentApi,
  deviceId: string,
  today: Interval,
  signal: AbortSignal,
): Promise<ApiResult<DevicePresent>> {
  const [events, battery, points, metrics] = await Promise.all([
    api.state(deviceId, signal),
    optional(api.watching.battery(deviceId, signal)),
    optional(api.watching.points(signal)),
    api.metrics(deviceId, today, TODAY_POINTS, signal),
  ]);
  if (!events.ok) return events;
  if (!battery.ok) return battery;
  if (!points.ok) return points;
  if (!metrics.ok) return metrics;
  const used = (name: string): number | undefined => {
    const series = metrics.value.series.find((one) => one.name === name);
    return series && bytesUsed(series);
  };
  return {
    ok: true,
    value: {
      latest: newestOfEach(events.value.events),
      battery: battery.value,
      point: points.value?.points.find((point) => point.deviceId === deviceId),
      sent: used('agent.sent'),
      received: used('agent.received'),
    },
  };
}

/** The newest event of each kind, by its name. */
export function newestOfEach(events: readonly DeviceEvent[]): ReadonlyMap<string, DeviceEvent> {
  return new Map(events.toSorted((a, b) => a.at - b.at).map((event) => [event.event, event]));
}

/** Bytes over a day: each figure is what the line carried since the one before, and none is left out. */
export function bytesUsed({ mean }: Pick<MetricSeries, 'mean'>): number {
  return mean.reduce((sum, bytes) => sum + bytes, 0);
}

/** What the server may have nothing of: "not found" is no failure then. */
async function optional<Value>(request: Promise<ApiResult<Value>>): Promise<ApiResult<Value | undefined>> {
  const result = await request;
  return !result.ok && result.failure.code === 'not-found' ? { ok: true, value: undefined } : result;
}
