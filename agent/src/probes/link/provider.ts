import { BlockList, isIP } from 'node:net';
import type { ProbeTarget } from '@wardwatch/shared/model';
import type { Ping } from '../icmp.ts';
import type { TargetPolicy } from '../policy.ts';
import { deadline, type Probe, type ProbeContext, type Reading } from '../probe.ts';
import { allowedAddress, ATTEMPT_TIMEOUT_MS, type Reach } from '../reach.ts';

/** The gateway is the first router on the way out; the provider's is the second. */
const PROVIDER_HOP = 2;
const ROUND_MS = 60_000;
/** How often the hop is looked for: providers move their customers; and while none is known. */
const LOOK_MS = 3_600_000;
const LOOK_UNKNOWN_MS = 300_000;
/** A router drops requests meant for itself easily: silence counts after so many more. */
const MORE_REQUESTS = 2;

/** Ranges that providers use between themselves and their customers (RFC 1918, RFC 6598). */
const PROVIDER_RANGES = new BlockList();
PROVIDER_RANGES.addSubnet('10.0.0.0', 8, 'ipv4');
PROVIDER_RANGES.addSubnet('100.64.0.0', 10, 'ipv4');

/** The probe, and whether the provider's router answers now; undefined where none is known. */
export interface ProviderProbe extends Probe {
  answers(signal: AbortSignal): Promise<boolean | undefined>;
}

/**
 * `provider`: whether the provider's first router beyond the gateway answers. It is found by one request that ends
 * there on its way to a configured target: once an hour, when the network changes, and when it falls silent; nothing is
 * ever scanned. A hop that has never answered states nothing.
 *
 * @param signature changes when the network does.
 */
export function providerProbe(
  context: ProbeContext,
  reach: Reach,
  targets: readonly ProbeTarget[],
  signature: () => string,
): ProviderProbe {
  let hop: { address: string; hasAnswered: boolean } | undefined;
  let looked: { mono: number; network: string } | undefined;

  const find = async (signal: AbortSignal): Promise<void> => {
    const found = await findHop(reach, targets, signal);
    // A look that fails proves nothing: on a cut line, the hop that was known stays the one to ask.
    if (found !== undefined && found !== hop?.address) hop = { address: found, hasAnswered: false };
  };
  const findIfDue = async (signal: AbortSignal): Promise<void> => {
    const now = { mono: context.clock.mono(), network: signature() };
    const hasMoved = looked !== undefined && looked.network !== now.network;
    const waits = hop === undefined ? LOOK_UNKNOWN_MS : LOOK_MS;
    if (looked && !hasMoved && now.mono - looked.mono < waits) return;
    // Another network has another provider.
    if (hasMoved) hop = undefined;
    looked = now;
    await find(signal);
  };
  const ask = async (count: number, signal: AbortSignal): Promise<number | 'silent' | undefined> => {
    const asked = hop;
    if (!asked) return undefined;
    const result = await reach.ping(asked.address, count, signal);
    if (result.outcome === 'impossible') return undefined;
    const [ms] = result.replies;
    if (ms !== undefined) asked.hasAnswered = true;
    return ms ?? 'silent';
  };
  const answers = async (signal: AbortSignal): Promise<boolean | undefined> => {
    if (!hop?.hasAnswered) return undefined;
    const limit = deadline(context.clock, ATTEMPT_TIMEOUT_MS, signal);
    try {
      const said = await ask(MORE_REQUESTS, limit.signal);
      return said === undefined ? undefined : said !== 'silent';
    } finally {
      limit.done();
    }
  };

  return {
    name: 'provider',
    timeoutMs: 20_000,
    everyMs: ROUND_MS,
    facts: ['provider'],
    watchesNetwork: true,
    answers,
    run: async (signal) => {
      await findIfDue(signal);
      let said = await ask(1, signal);
      if (said === 'silent') said = await ask(MORE_REQUESTS, signal);
      if (said === 'silent' && hop?.hasAnswered) {
        const silent = hop;
        await find(signal);
        if (hop !== silent) said = await ask(1, signal);
      }
      return readingOf(said, hop?.hasAnswered ?? false);
    },
  };
}

function readingOf(said: number | 'silent' | undefined, hasAnswered: boolean): Reading {
  if (!hasAnswered) return {};
  if (said === undefined) return { facts: { provider: { value: null, detail: 'could not be asked' } } };
  if (said === 'silent') return { facts: { provider: { value: 'down', detail: 'timeout' } } };
  return { facts: { provider: { value: 'up' } }, metrics: { 'provider.rtt': said } };
}

/** The router at which a request to the first target that may be probed ends on its second hop. */
async function findHop(
  reach: Pick<Reach, 'resolve' | 'policy' | 'onDenied'> & { ping: Ping },
  targets: readonly ProbeTarget[],
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const target of targets) {
    const allowed = await allowedAddress(reach, target);
    if ('impossible' in allowed) continue;
    const result = await reach.ping(allowed.address, 1, signal, PROVIDER_HOP);
    const router = result.outcome === 'ran' ? result.expiredAt : undefined;
    return router !== undefined && mayAsk(reach.policy, router) ? router : undefined;
  }
  return undefined;
}

/**
 * Whether the hop may be asked: like the gateway, the provider's own ranges are exempt from the denied networks, for
 * this probe alone. A hop in another private range is a second router of the site's own, and says nothing of the provider.
 */
function mayAsk(policy: TargetPolicy, address: string): boolean {
  if (policy.forbids(address)) return false;
  const isProviders = isIP(address) === 4 && PROVIDER_RANGES.check(address, 'ipv4');
  return isProviders || !policy.denies(address);
}
