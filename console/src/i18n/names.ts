import type { METRICS, POWER_SOURCES, STOP_CAUSES } from '@wardwatch/shared/model';

/** Where power is read from. */
export type PowerSourceName = (typeof POWER_SOURCES)[number];

/** Why a machine stopped, as its operating system tells. */
export type StopCause = (typeof STOP_CAUSES)[number];

/** A metric with a fixed name, without its instance. */
export type MetricName = keyof typeof METRICS;
