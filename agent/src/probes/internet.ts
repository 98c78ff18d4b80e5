import type { ProbeTarget } from '@wardwatch/shared/model';
import type { Attempt, Probe, ProbeContext, Reading } from './probe.ts';
import { type Reach, tryTarget } from './reach.ts';

/**
 * `internet`: up when any target answers. One TCP target a tick, in turn; only when it fails the other TCP targets,
 * and only when all fail ICMP, so that a blocked protocol or one dead host is not taken for a dead line.
 *
 * @param measuresByIcmp whether the round trip is measured elsewhere, so that connect times are not mixed with it.
 */
export function internetProbe(
  context: ProbeContext,
  reach: Reach,
  targets: readonly ProbeTarget[],
  measuresByIcmp: () => boolean,
): Probe {
  const tcp = targets.filter((target) => target.kind === 'tcp');
  const icmp = targets.filter((target) => target.kind === 'icmp');
  let turn = 0;
  return {
    name: 'internet',
    timeoutMs: 13_000,
    facts: ['internet'],
    watchesNetwork: true,
    run: async (signal) => {
      const first = tcp.length > 0 ? turn % tcp.length : 0;
      const rotated = [...tcp.slice(first), ...tcp.slice(0, first)];
      turn += 1;
      const attempts: Attempt[] = [];
      for (const group of [rotated.slice(0, 1), rotated.slice(1), icmp]) {
        attempts.push(...(await Promise.all(group.map((target) => tryTarget(context, reach, target, signal)))));
        if (attempts.some((attempt) => attempt.outcome === 'answered')) break;
      }
      return readingOf(attempts, measuresByIcmp());
    },
  };
}

function readingOf(attempts: readonly Attempt[], measuredElsewhere: boolean): Reading {
  const failed = attempts.filter((attempt) => attempt.outcome === 'failed');
  const answered = attempts.find((attempt) => attempt.outcome === 'answered');
  const tried = failed.length + (answered ? 1 : 0);
  if (tried === 0) return { facts: { internet: { value: null, detail: summary(attempts) } } };
  const loss = { 'internet.loss': (100 * failed.length) / tried };
  if (!answered) {
    return { facts: { internet: { value: 'down', detail: summary(failed) } }, metrics: measuredElsewhere ? {} : loss };
  }
  const metrics = measuredElsewhere ? {} : { 'internet.rtt': answered.ms, ...loss };
  return { facts: { internet: { value: 'up' } }, metrics };
}

/** Why, in few words: each reason once. */
function summary(attempts: readonly Attempt[]): string {
  const reasons = attempts.flatMap((attempt) => (attempt.outcome === 'answered' ? [] : [attempt.detail]));
  return [...new Set(reasons)].join(', ').slice(0, 200) || 'no target';
}
