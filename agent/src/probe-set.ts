import type { Logger } from '@wardwatch/shared/lib';
import type { ProbeConfig } from '@wardwatch/shared/model';
import type { AgentConfig } from './config.ts';
import { AgentError } from './lib/errors.ts';
import { localProbes, networkProbes } from './probes/build-probes.ts';
import { systemPing } from './probes/icmp.ts';
import { parsePolicy } from './probes/policy.ts';
import type { Probe, ProbeContext } from './probes/probe.ts';
import { hostResolver } from './probes/resolve.ts';

/** Targets named in the log; beyond this they are only counted. */
const MAX_NAMED = 32;

/** Counts targets that the local policy refuses, and names each once in the log. */
export class DeniedTargets {
  readonly #log: Logger;
  readonly #named = new Set<string>();
  count = 0;

  constructor(log: Logger) {
    this.#log = log;
  }

  add(target: string): void {
    this.count += 1;
    if (this.#named.has(target) || this.#named.size >= MAX_NAMED) return;
    this.#named.add(target);
    const advice = 'allow it with the option denyTargets, or have the server probe something else';
    this.#log.warn('target-denied', { target, advice });
  }
}

/** The probes of this machine, and those that the server configured, if it did. */
export function probesFor(
  context: ProbeContext,
  config: Pick<AgentConfig, 'denyTargets'>,
  probeConfig: ProbeConfig | undefined,
  machine: { gateway(): Promise<string | undefined> },
  denied: DeniedTargets,
): Probe[] {
  const parsed = parsePolicy(config.denyTargets);
  if (!parsed.ok) throw new AgentError('config-invalid', parsed.problems.join('; '));
  const reach = {
    resolve: hostResolver(() => context.clock.mono()),
    policy: parsed.policy,
    ping: systemPing(),
    onDenied: (target: string) => denied.add(target),
  };
  const network = probeConfig ? networkProbes(context, reach, probeConfig, () => machine.gateway()) : [];
  return [...network, ...localProbes(context)];
}
