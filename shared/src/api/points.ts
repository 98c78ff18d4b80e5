import * as v from 'valibot';
import { attestation, displayName, duty, instant, pointPace } from '../model/index.ts';

/** What runs on a push point, and so which script fits it. */
export const POINT_PLATFORMS = ['openwrt', 'mikrotik', 'curl', 'powershell'] as const;
export const pointPlatform = v.picklist(POINT_PLATFORMS);
export type PointPlatform = v.InferOutput<typeof pointPlatform>;

/** `POST /api/points`: a Wi-Fi point that reports by push heartbeat. */
export const createPointRequest = v.object({
  siteId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  name: displayName,
  kind: v.picklist(['router', 'access-point']),
  duty: v.optional(duty, 'always'),
  platform: pointPlatform,
  /** How often it is to push, one minute unless this says otherwise. It stays so: what was judged by it stays right. */
  everyMs: v.optional(pointPace),
  attestation,
});
export type CreatePointRequest = v.InferOutput<typeof createPointRequest>;

/** The only time that the key is shown: `POST /api/points` and `POST /api/points/{deviceId}/key` (a new key ends the old one). */
export const pointSecret = v.object({
  deviceId: v.string(),
  key: v.string(),
  /** Address to push to, as this browser reached the server. */
  pushUrl: v.string(),
  /** One ready script for each platform, the key filled in. */
  scripts: v.record(pointPlatform, v.object({ fileName: v.string(), text: v.string() })),
});
export type PointSecret = v.InferOutput<typeof pointSecret>;

/** What is known of a push point besides its device row: `GET /api/points`. */
export const pointRow = v.object({
  deviceId: v.string(),
  platform: pointPlatform,
  keyCreatedAt: instant,
  /** Null before the first push. */
  lastPushAt: v.nullable(instant),
  /** How often it is to push, as it was entered, milliseconds. */
  everyMs: v.pipe(v.number(), v.minValue(0)),
  model: v.nullable(v.string()),
  /** Starts that the server saw: uptimes that went back. */
  restarts: v.pipe(v.number(), v.minValue(0)),
  /** When a push last came with a key that was replaced: its script was not. Null where none did. */
  oldKeyUsedAt: v.nullable(instant),
});
export type PointRow = v.InferOutput<typeof pointRow>;
export const pointList = v.object({ points: v.array(pointRow) });
