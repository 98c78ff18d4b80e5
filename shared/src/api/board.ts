import * as v from 'valibot';
import { DEVICE_KINDS, DUTIES, factName, factValue, instant, metricName, siteKind } from '../model/index.ts';
import { runningOutage, siteState } from './ledger.ts';
import { segmentRow } from './segment.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A place, as the board shows it. */
export const siteRow = v.object({
  id: v.string(),
  name: v.string(),
  kind: siteKind,
  archived: v.boolean(),
  /** Internet provider and power feeder, as the officer names them; sites with the same name share it. */
  provider: v.nullable(v.string()),
  feeder: v.nullable(v.string()),
  /** Opening hours. */
  calendarId: v.string(),
  /** Whom to call about the place. */
  contact: v.nullable(v.string()),
  /** Whether this server stands here. */
  hostsServer: v.boolean(),
  /** Null until the ledger has judged the site for the first time. */
  state: v.nullable(siteState),
  running: v.array(runningOutage),
  revision: count,
});
export type SiteRow = v.InferOutput<typeof siteRow>;

/** A fact as it stands, with the corrected time of its last change. */
export const presentFact = v.object({ value: factValue, since: instant });

/** Latest value of a metric (its mean over the last span) and when it was measured. */
export const presentMetric = v.object({ value: v.number(), at: instant });

/** Life of an agent's registration. */
export const AGENT_STATUSES = ['pending', 'active', 'revoked'] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

/** A device with its agent, as the board shows it. */
export const deviceRow = v.object({
  id: v.string(),
  siteId: v.string(),
  name: v.string(),
  kind: v.picklist(DEVICE_KINDS),
  duty: v.picklist(DUTIES),
  agentId: v.string(),
  status: v.picklist(AGENT_STATUSES),
  os: v.string(),
  agentVersion: v.string(),
  /** Whether a session with the agent is open, and since when that is so; never before the first session. */
  connected: v.boolean(),
  connectedSince: v.nullable(instant),
  /** Last frame before the session closed, or the last that was written down; null before the first session. */
  lastHeardAt: v.nullable(instant),
  bootedAt: v.nullable(instant),
  facts: v.record(factName, presentFact),
  metrics: v.record(metricName, presentMetric),
  /** Journal entries that the agent still holds; above 0 it is catching up. */
  backlog: count,
  /** Two machines seem to run with one key. */
  cloneSuspected: v.boolean(),
  /** The offset of the device's clock as last measured, milliseconds; positive where the device is behind. */
  clockOffsetMs: v.nullable(v.number()),
  createdAt: instant,
  revision: count,
});
export type DeviceRow = v.InferOutput<typeof deviceRow>;

/** `GET /api/board`. */
export const board = v.object({
  revision: count,
  serverTime: instant,
  sites: v.array(siteRow),
  devices: v.array(deviceRow),
});
export type Board = v.InferOutput<typeof board>;

/** `GET /api/devices/:id/facts`: gap-free timelines over the window asked for. */
export const deviceFacts = v.object({
  from: instant,
  until: instant,
  running: v.array(segmentRow),
  facts: v.array(v.object({ fact: factName, segments: v.array(segmentRow) })),
});
export type DeviceFacts = v.InferOutput<typeof deviceFacts>;

/** One metric over a window: columns of equal length. A span without a value is simply absent. */
export const metricSeries = v.object({
  name: metricName,
  unit: v.string(),
  at: v.array(instant),
  min: v.array(v.number()),
  mean: v.array(v.number()),
  max: v.array(v.number()),
});
export type MetricSeries = v.InferOutput<typeof metricSeries>;

/** `GET /api/devices/:id/metrics`. */
export const deviceMetrics = v.object({ from: instant, until: instant, series: v.array(metricSeries) });
export type DeviceMetrics = v.InferOutput<typeof deviceMetrics>;

/** One event of the journal, as a person reads it on the device's page. */
export const deviceEvent = v.object({ at: instant, event: v.string(), data: v.record(v.string(), v.unknown()) });
export const deviceEvents = v.object({ events: v.array(deviceEvent) });
export type DeviceEvents = v.InferOutput<typeof deviceEvents>;

/** Window of a device's history; at most 400 days. */
export const windowQuery = v.pipe(
  v.object({
    from: v.pipe(v.string(), v.digits(), v.transform(Number), instant),
    until: v.pipe(v.string(), v.digits(), v.transform(Number), instant),
  }),
  v.check((window) => window.from < window.until, 'from must be before until'),
  v.check((window) => window.until - window.from <= 400 * 24 * 3_600_000, 'at most 400 days'),
);
