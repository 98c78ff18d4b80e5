import * as v from 'valibot';
import { durationMs, pointPace } from '../model/index.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const flag = v.union([
  v.boolean(),
  v.pipe(
    v.picklist([0, 1]),
    v.transform((n) => n === 1),
  ),
]);

/** Key of a push point: 32 characters base64url, shown once; the server keeps its hash. */
export const pushKey = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{32}$/));

/** Changes that a point may have kept across a cut. */
export const MAX_PUSH_CHANGES = 64;
/** Size of the body of a push, bytes. */
export const MAX_PUSH_BYTES = 8_192;
/** How often a point pushes, unless whoever enters it says otherwise, milliseconds. */
export const DEFAULT_PUSH_MS = 60_000;

/**
 * Body of `POST /api/push`: a heartbeat of a Wi-Fi point that cannot run the agent. JSON whatever the content type says,
 * since small clients cannot set one; the key may stand in the body for the same reason, else in
 * `Authorization: Bearer KEY`. Everything but the version is optional. No names and no hardware addresses of whoever is
 * connected: a count and nothing else.
 */
export const pushRequest = v.object({
  v: v.literal(1),
  key: v.optional(pushKey),
  /** Seconds since the point started. Without it a restart cannot be told from a cut of the line. */
  up: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(4_000_000_000))),
  /** Starts counted by the point, where it has room to count. */
  boots: v.optional(count),
  /** How often its script pushes, milliseconds. The server goes by the pace that the point was entered with. */
  everyMs: v.optional(pointPace),
  /** Whether the point's own uplink interface is up. */
  wan: v.optional(flag),
  /** Address families of the uplink. */
  family: v.optional(v.picklist(['ipv4', 'ipv6', 'both', 'none'])),
  /** Wi-Fi clients now. */
  clients: v.optional(v.pipe(count, v.maxValue(10_000))),
  /** Strength of the uplink's signal, dBm, for points that are clients of another. */
  signal: v.optional(v.pipe(v.number(), v.minValue(-150), v.maxValue(0))),
  /** Load average of one minute, or share of the processor from 0 to 1. */
  load: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000))),
  /** Model and system, for the device's page. */
  model: v.optional(v.pipe(v.string(), v.maxLength(80))),
  /**
   * What changed since the last push that got through, oldest first: `up` is the point's own clock (seconds since it
   * started, so that a wrong wall clock does no harm), `wan` the state of the uplink from then on, `sent` whether pushes
   * got through from then on, `refused` that they were answered and not taken: the line worked. What got through the
   * server knows by itself; the point's word that something did proves nothing.
   */
  changes: v.optional(
    v.pipe(
      v.array(
        v.object({
          up: v.pipe(v.number(), v.minValue(0)),
          wan: v.optional(flag),
          sent: v.optional(flag),
          refused: v.optional(flag),
        }),
      ),
      v.maxLength(MAX_PUSH_CHANGES),
    ),
  ),
});
export type PushRequest = v.InferOutput<typeof pushRequest>;

/** Answer to a good push: 200. Small clients ignore it; nothing in it is ever executed. */
export const pushResponse = v.object({ ok: v.literal(true), everyMs: durationMs });
export type PushResponse = v.InferOutput<typeof pushResponse>;

/** Why a push is refused, with its HTTP status. */
export const PUSH_ERRORS = {
  'bad-request': 400,
  'key-unknown': 401,
  'key-revoked': 403,
  'key-in-use': 409,
  'too-large': 413,
  'rate-limited': 429,
} as const;
export type PushError = keyof typeof PUSH_ERRORS;
