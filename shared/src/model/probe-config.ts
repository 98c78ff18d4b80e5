import * as v from 'valibot';

// Never a leading dash: a host may become an argument of the system's `ping`, and must not pass for an option of it.
const host = v.pipe(v.string(), v.maxLength(253), v.regex(/^[A-Za-z0-9_:][A-Za-z0-9._:-]*$/));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** A place to try. Only these kinds exist; nothing that a server sends is ever executed. */
export const probeTarget = v.variant('kind', [
  v.object({ kind: v.literal('tcp'), host, port }),
  v.object({ kind: v.literal('icmp'), host }),
]);
export type ProbeTarget = v.InferOutput<typeof probeTarget>;

/** What the server asks its agents to measure, and how often. */
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
