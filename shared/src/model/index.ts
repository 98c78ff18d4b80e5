export { DEVICE_KINDS, deviceKind, type DeviceKind, DUTIES, duty, type Duty } from './device.ts';
export {
  aliveEntry,
  type AliveEntry,
  entry,
  type Entry,
  type EntryBody,
  entrySchemaFor,
  eventEntry,
  type EventEntry,
  type EventName,
  factEntry,
  type FactEntry,
  metricsEntry,
  type MetricsEntry,
  type StampedEntry,
  STOP_REASONS,
} from './entry.ts';
export { FACT_NAMES, FACT_VALUES, factName, type FactName, type FactValue, factValue, isValueOf } from './fact.ts';
export { agentId, rowId, runId, seq } from './ids.ts';
export {
  MAX_METRIC_FIGURE,
  MAX_METRICS_PER_ENTRY,
  metricKind,
  metricName,
  METRICS,
  type MetricUnit,
  metricValue,
  type MetricValue,
  metricValues,
  type MetricValues,
  spread,
  STEADY_FIGURE_MS,
} from './metric.ts';
export { parseTarget, probeConfig, type ProbeConfig, probeTarget, type ProbeTarget } from './probe-config.ts';
export { SITE_KINDS, siteKind, type SiteKind } from './site.ts';
export { currentFact, type CurrentFact, snapshot, type Snapshot } from './snapshot.ts';
export { displayName, plainText } from './text.ts';
export { durationMs, instant, monotonic } from './time.ts';
