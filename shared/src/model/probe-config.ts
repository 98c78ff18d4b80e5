import * as v from 'valibot';
import { targetId } from './fact.ts';
import { plainText } from './text.ts';

// Never a leading dash: a host may become an argument of the system's `ping`, and must not pass for an option of it.
const host = v.pipe(v.string(), v.maxLength(253), v.regex(/^[A-Za-z0-9_:][A-Za-z0-9._:-]*$/));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** A place to try. Only these kinds exist; nothing that a server sends is ever executed. */
export const probeTarget = v.variant('kind', [
  v.object({ kind: v.literal('tcp'), host, port }),
  v.object({ kind: v.literal('icmp'), host }),
]);
export type ProbeTarget = v.InferOutput<typeof probeTarget>;

/** Interval of a check of a service: polite, at least a minute. */
const everyMs = v.optional(v.pipe(v.number(), v.integer(), v.minValue(60_000), v.maxValue(3_600_000)), 60_000);
/** An answer slower than this makes a service `degraded`. */
const slowMs = v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(30_000)), 5_000);
const service = { id: targetId, everyMs, slowMs };

/** An address of a web page to look at: no name and no password in it, nothing that signs in. */
const pageUrl = v.pipe(
  v.string(),
  v.maxLength(500),
  v.regex(
    /^https?:\/\/(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:[/?][!-~]*)?$/,
    'an address http(s)://… without a name or a password',
  ),
);

/** A service that agents look at from their site. Nothing is sent but what the kind says. */
export const serviceCheck = v.variant('kind', [
  v.object({
    ...service,
    kind: v.literal('http'),
    url: pageUrl,
    /** Text that the page must hold, as proof that it is the right one; then GET instead of HEAD. */
    expect: v.optional(plainText(200)),
  }),
  v.object({ ...service, kind: v.literal('tcp'), host, port }),
  v.object({ ...service, kind: v.literal('tls'), host, port }),
  /** The name must resolve by the device's own resolver. */
  v.object({ ...service, kind: v.literal('dns'), name: host }),
]);
export type ServiceCheck = v.InferOutput<typeof serviceCheck>;

/**
 * A device of the site that runs nothing of ours and is looked at from here. Its address is given by a person; nothing
 * is ever searched for. The agent follows only where its own machine allows that address.
 */
export const watchedTarget = v.object({
  id: targetId,
  host,
  /** A port that answers or refuses; null asks by ICMP. */
  port: v.nullable(port),
  /** SNMP v2c, for uptime (sysUpTime), ports and traffic (IF-MIB) and UPS (UPS-MIB, RFC 1628); null asks nothing. */
  snmp: v.nullable(
    v.object({
      community: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
      port: v.optional(port, 161),
      /** Whether it is the UPS of this site, so that its state is the site's power. */
      isUps: v.optional(v.boolean(), false),
    }),
  ),
});
export type WatchedTarget = v.InferOutput<typeof watchedTarget>;

/** A measurement of the line's speed against our own server, once a day at the most, in the hours named. */
export const speedTest = v.object({
  /** Bytes each way. */
  bytes: v.pipe(v.number(), v.integer(), v.minValue(100_000), v.maxValue(50_000_000)),
  /** Minutes since midnight in the ward's time between which it may start; a span over midnight is allowed. */
  fromMinute: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_439)),
  untilMinute: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_439)),
});
export type SpeedTest = v.InferOutput<typeof speedTest>;

/** Most services, and most watched devices, of one agent. */
export const MAX_CONFIGURED = 16;

/** What the server asks its agents to measure, and how often. What an older server leaves out is not measured. */
export const probeConfig = v.object({
  /** Another number for another content; agents compare it for equality alone. */
  revision: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  /** Interval of the connectivity probes. */
  tickMs: v.pipe(v.number(), v.integer(), v.minValue(1_000), v.maxValue(600_000)),
  /** `auto` finds the default gateway, `off` leaves the probe out, anything else is an address. */
  gateway: v.union([v.picklist(['auto', 'off']), host]),
  internet: v.pipe(v.array(probeTarget), v.maxLength(8)),
  /** Names to resolve with the device's own resolver; none leaves the probe out. */
  dnsNames: v.pipe(v.array(host), v.maxLength(4)),
  /** Absent, like an empty list: none. */
  services: v.optional(v.pipe(v.array(serviceCheck), v.maxLength(MAX_CONFIGURED))),
  watched: v.optional(v.pipe(v.array(watchedTarget), v.maxLength(MAX_CONFIGURED))),
  /** Absent: no measurement of speed. */
  speed: v.optional(speedTest),
});
export type ProbeConfig = v.InferOutput<typeof probeConfig>;

/** `tcp://host:port` or `icmp://host`, the form used in settings. Undefined where the text is neither. */
export function parseTarget(text: string): ProbeTarget | undefined {
  const match = /^(tcp|icmp):\/\/(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, kind, hostText = '', portText] = match;
  if (kind === 'icmp' && portText !== undefined) return undefined;
  const name = hostText.replace(/^\[|\]$/g, '');
  const target = kind === 'tcp' ? { kind, host: name, port: Number(portText) } : { kind, host: name };
  const parsed = v.safeParse(probeTarget, target);
  return parsed.success ? parsed.output : undefined;
}
