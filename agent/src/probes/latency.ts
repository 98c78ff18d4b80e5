import type { ProbeTarget } from '@wardwatch/shared/model';
import { jitterOf } from './link/jitter.ts';
import type { Probe, ProbeContext } from './probe.ts';
import { allowedAddress, type Reach } from './reach.ts';

const ROUND_MS = 60_000;
const REQUESTS = 3;

/** The latency probe, and whether it has proved to work. */
export interface LatencyProbe {
  probe: Probe;
  /** True once a target has answered: from then on silence is loss, before it may be a filter. */
  hasAnswered(): boolean;
}

/**
 * Round trip, its jitter, and loss by ICMP, one target a minute in turn. States no fact: many networks filter ICMP. As long as no
 * target has ever answered, nothing is reported.
 */
export function latencyProbe(_context: ProbeContext, reach: Reach, targets: readonly ProbeTarget[]): LatencyProbe {
  const icmp = targets.filter((target) => target.kind === 'icmp');
  const answering = new Set<string>();
  let turn = 0;
  const run = async (signal: AbortSignal): Promise<Record<string, number>> => {
    const target = icmp[turn++ % icmp.length];
    const allowed = target && (await allowedAddress(reach, target));
    if (!target || !allowed || 'impossible' in allowed) return {};
    const result = await reach.ping(allowed.address, REQUESTS, signal);
    if (result.outcome === 'impossible') return {};
    if (result.replies.length > 0) answering.add(target.host);
    if (!answering.has(target.host)) return {};
    const loss = { 'internet.loss': 100 * (1 - result.replies.length / result.sent) };
    if (result.replies.length === 0) return loss;
    const sum = result.replies.reduce((total, ms) => total + ms, 0);
    const jitter = jitterOf(result.replies);
    return {
      'internet.rtt': sum / result.replies.length,
      ...loss,
      ...(jitter === undefined ? {} : { 'internet.jitter': jitter }),
    };
  };
  return {
    hasAnswered: () => answering.size > 0,
    probe: {
      name: 'latency',
      timeoutMs: 10_000,
      everyMs: ROUND_MS,
      facts: [],
      watchesNetwork: false,
      run: async (signal) => ({ metrics: await run(signal) }),
    },
  };
}
