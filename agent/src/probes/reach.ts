import type { ProbeTarget } from '@wardwatch/shared/model';
import { type Ping, tryIcmp } from './icmp.ts';
import type { TargetPolicy } from './policy.ts';
import { type Attempt, deadline, type ProbeContext } from './probe.ts';
import type { ResolveHost } from './resolve.ts';
import { tryTcp } from './tcp.ts';

/** How long one target may take, milliseconds. Long enough for the kernel to say that a neighbour is gone (3 s of ARP). */
export const ATTEMPT_TIMEOUT_MS = 4_000;

/** How targets are reached; tests pass loopback or nothing. */
export interface Reach {
  resolve: ResolveHost;
  policy: TargetPolicy;
  ping: Ping;
  /** Called for each target that the policy refuses, each time; whoever listens counts, and logs once. */
  onDenied: (target: string) => void;
}

/** A target as people write it. */
function targetText(target: ProbeTarget): string {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  return target.kind === 'tcp' ? `tcp://${host}:${target.port}` : `icmp://${host}`;
}

/** The address of a target, checked against the policy; or why it cannot be tried. */
export async function allowedAddress(
  reach: Reach,
  target: ProbeTarget,
): Promise<{ address: string } | { impossible: string }> {
  const address = await reach.resolve(target.host);
  if (address === undefined) return { impossible: 'name not resolved' };
  if (!reach.policy.denies(address)) return { address };
  reach.onDenied(targetText(target));
  return { impossible: 'denied by local policy' };
}

/** Tries a target once. An echo request keeps its own time, which begins when its turn has come. */
export async function tryTarget(
  context: ProbeContext,
  reach: Reach,
  target: ProbeTarget,
  signal: AbortSignal,
): Promise<Attempt> {
  const allowed = await allowedAddress(reach, target);
  if ('impossible' in allowed) return { outcome: 'impossible', detail: allowed.impossible };
  if (target.kind === 'icmp') return tryIcmp(reach.ping, allowed.address, signal);
  const limit = deadline(context.clock, ATTEMPT_TIMEOUT_MS, signal);
  try {
    return await tryTcp({ address: allowed.address, port: target.port }, context.stopwatch, limit.signal);
  } finally {
    limit.done();
  }
}
