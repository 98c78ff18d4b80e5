import type { ProbeTarget } from '@wardwatch/shared/model';
import { Jitter } from './link/jitter.ts';
import type { LineState } from './link/line-state.ts';
import type { Attempt, Probe, ProbeContext, Reading } from './probe.ts';
import { type Reach, tryTarget } from './reach.ts';

/** What the probe is told by others. */
export interface InternetOptions {
  /** Whether the round trip is measured elsewhere, so that connect times are not mixed with it. */
  measuresByIcmp: () => boolean;
  /** Which hop of the way out fails, in words; undefined where nothing tells. */
  failingHop: (signal: AbortSignal) => Promise<string | undefined>;
  /** Told what each run found. */
  line?: LineState;
}

/**
 * `internet`: up when any target answers. One TCP target a tick, in turn; only when it fails the other TCP targets,
 * and only when all fail ICMP, so that a blocked protocol or one dead host is not taken for a dead line. While these
 * are tried, the hops on the way are looked at, so that `down` says where.
 */
export function internetProbe(
  context: ProbeContext,
  reach: Reach,
  targets: readonly ProbeTarget[],
  options: InternetOptions,
): Probe {
  const tcp = targets.filter((target) => target.kind === 'tcp');
  const icmp = targets.filter((target) => target.kind === 'icmp');
  const jitter = new Jitter();
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
      let hop: Promise<string | undefined> | undefined;
      for (const group of [rotated.slice(0, 1), rotated.slice(1), icmp]) {
        attempts.push(...(await Promise.all(group.map((target) => tryTarget(context, reach, target, signal)))));
        if (attempts.some((attempt) => attempt.outcome === 'answered')) break;
        if (attempts.some((attempt) => attempt.outcome === 'failed')) hop ??= options.failingHop(signal);
      }
      const [own] = attempts;
      if (own?.outcome !== 'answered') jitter.forget();
      const step = own?.outcome === 'answered' ? jitter.step(String(first), own.ms) : undefined;
      const reading = readingOf(attempts, options.measuresByIcmp(), { step, hop: await hop });
      options.line?.note(reading.facts?.internet?.value ?? null);
      return reading;
    },
  };
}

function readingOf(
  attempts: readonly Attempt[],
  isMeasuredElsewhere: boolean,
  { step, hop }: { step: number | undefined; hop: string | undefined },
): Reading {
  const failed = attempts.filter((attempt) => attempt.outcome === 'failed');
  const answered = attempts.find((attempt) => attempt.outcome === 'answered');
  const tried = failed.length + (answered ? 1 : 0);
  if (tried === 0) return { facts: { internet: { value: null, detail: summary(attempts) } } };
  const loss = { 'internet.loss': (100 * failed.length) / tried };
  if (!answered) {
    const detail = hop === undefined ? summary(failed) : `${hop}: ${summary(failed)}`;
    return { facts: { internet: { value: 'down', detail } }, metrics: isMeasuredElsewhere ? {} : loss };
  }
  const jitter = step === undefined ? {} : { 'internet.jitter': step };
  const metrics = isMeasuredElsewhere ? {} : { 'internet.rtt': answered.ms, ...loss, ...jitter };
  return { facts: { internet: { value: 'up' } }, metrics };
}

/** Why, in few words: each reason once. */
function summary(attempts: readonly Attempt[]): string {
  const reasons = attempts.flatMap((attempt) => (attempt.outcome === 'answered' ? [] : [attempt.detail]));
  return [...new Set(reasons)].join(', ').slice(0, 160) || 'no target';
}
