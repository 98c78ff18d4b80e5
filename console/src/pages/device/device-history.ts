import type { DeviceEvents, DeviceFacts, DeviceMetrics } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { ApiClient } from '../../data/api-client.ts';
import type { ApiResult } from '../../data/api-failure.ts';

/** Spans of a chart: about one for every two pixels of the widest. */
const CHART_POINTS = 500;

/** Everything that the device's page shows of one window. */
export interface DeviceHistory {
  window: Interval;
  facts: DeviceFacts;
  metrics: DeviceMetrics;
  events: DeviceEvents;
}

/** Loads a window's history in one go, so that bands, charts and events always belong together. */
export async function loadHistory(
  api: Pick<ApiClient, 'facts' | 'metrics' | 'events'>,
  deviceId: string,
  window: Interval,
  signal: AbortSignal,
): Promise<ApiResult<DeviceHistory>> {
  const [facts, metrics, events] = await Promise.all([
    api.facts(deviceId, window, signal),
    api.metrics(deviceId, window, CHART_POINTS, signal),
    api.events(deviceId, window, signal),
  ]);
  if (!facts.ok) return facts;
  if (!metrics.ok) return metrics;
  if (!events.ok) return events;
  return { ok: true, value: { window, facts: facts.value, metrics: metrics.value, events: events.value } };
}
