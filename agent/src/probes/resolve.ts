import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** How long an address is used before its name is looked up again, milliseconds. */
const FRESH_MS = 300_000;
/** Names remembered; the configuration holds no more: 8 targets, 16 watched devices. */
const MAX_NAMES = 32;
const QUERY_TIMEOUT_MS = 2_000;

/** Turns the host of a target into an address; undefined where it cannot be found. */
export type ResolveHost = (host: string) => Promise<string | undefined>;

/**
 * Looks names up with the device's resolver. The last good address serves for five minutes, and after that for as long
 * as the name cannot be resolved, so that a dead resolver does not pass for a dead line. A name that is resolved is
 * connected to by exactly the address that the policy saw.
 */
export function hostResolver(nowMs: () => number, lookup: (host: string) => Promise<string> = lookupOnce): ResolveHost {
  const known = new Map<string, { address: string; at: number }>();
  return async (host) => {
    if (isIP(host)) return host;
    if (host === 'localhost') return '127.0.0.1';
    const last = known.get(host);
    if (last && nowMs() - last.at < FRESH_MS) return last.address;
    const address = await lookup(host).catch(() => last?.address); // the name stays unknown; the caller says so
    if (address === undefined) return undefined;
    if (known.size >= MAX_NAMES) known.delete(known.keys().next().value ?? host);
    known.set(host, { address, at: nowMs() });
    return address;
  };
}

async function lookupOnce(host: string): Promise<string> {
  const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: 1 });
  const addresses = await resolver.resolve4(host).catch(() => resolver.resolve6(host));
  const [first] = addresses;
  if (first === undefined) throw new Error(`${host} has no address`);
  return first;
}
