import os from 'node:os';
import path from 'node:path';
import type { Logger } from '@wardwatch/shared/lib';
import type { ProbeConfig } from '@wardwatch/shared/model';
import { hashedOffset } from './collector/schedule.ts';
import { type AgentConfig, forbiddenOf } from './config.ts';
import type { Identity } from './identity/identity.ts';
import { AgentError } from './lib/errors.ts';
import { localProbes, networkProbes } from './probes/build-probes.ts';
import { systemPing } from './probes/icmp.ts';
import { selfProbe } from './probes/link/self.ts';
import { speedMemory } from './probes/link/speed-memory.ts';
import type { SpeedOptions } from './probes/link/speed.ts';
import { parsePolicy } from './probes/policy.ts';
import { newPowerMemory, type PowerMemory } from './probes/power/power-memory.ts';
import { powerProbe } from './probes/power/power-probe.ts';
import { powerSources } from './probes/power/power-sources.ts';
import { parseUpsOption } from './probes/power/ups-option.ts';
import type { Probe, ProbeContext } from './probes/probe.ts';
import { hostResolver } from './probes/resolve.ts';
import { openSnmp } from './probes/snmp/net-snmp.ts';
import type { ServerAccess } from './uplink/http.ts';
import { endpoint } from './uplink/trust.ts';
import { AGENT_VERSION } from './version.ts';

/** Places of machines within the hours in which speed is measured. */
const PLACES = 1_440;

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
    const advice = 'allow it with the option allowTargets, or have the server probe something else';
    this.#log.warn('target-denied', { target, advice });
  }
}

/** By context, so that what is known of the UPS outlives a change of what the server configures. */
const powerMemories = new WeakMap<ProbeContext, { power: PowerMemory }>();

function powerMemoryOf(context: ProbeContext): { power: PowerMemory } {
  const known = powerMemories.get(context) ?? { power: newPowerMemory() };
  powerMemories.set(context, known);
  return known;
}

/** The agent itself, where it runs and reports. */
export interface OwnAgent {
  identity: Identity;
  access: ServerAccess;
  dataFolder: string;
}

/**
 * The probes of this machine, and those that the server configured, if it did.
 *
 * @param machine `localSubnets`: networks that it is in now; the system's own list where absent.
 * @param own undefined for a look without an agent: nothing is spread, the line's speed is not measured.
 */
export function probesFor(
  context: ProbeContext,
  config: Pick<AgentConfig, 'denyTargets' | 'allowTargets' | 'forbidden' | 'ups'>,
  probeConfig: ProbeConfig | undefined,
  machine: { gateway(): Promise<string | undefined>; networkSignature(): string; localSubnets?(): readonly string[] },
  denied: DeniedTargets,
  own?: OwnAgent,
): Probe[] {
  const { denyTargets, allowTargets } = config;
  const forbidden = forbiddenOf(config).subnets;
  const localSubnets = (): readonly string[] => machine.localSubnets?.() ?? ownSubnets();
  const parsed = parsePolicy({ denied: denyTargets, allowed: allowTargets, forbidden }, localSubnets);
  if (!parsed.ok) throw new AgentError('config-invalid', parsed.problems.join('; '));
  const reach = {
    resolve: hostResolver(() => context.clock.mono()),
    policy: parsed.policy,
    ping: systemPing(context.clock),
    onDenied: (target: string) => denied.add(target),
  };
  const snmp = openSnmp(context);
  const network = probeConfig
    ? networkProbes(context, reach, probeConfig, {
        findGateway: () => machine.gateway(),
        networkSignature: () => machine.networkSignature(),
        snmp,
        watchedPing: systemPing(context.clock),
        spread: (name, intervalMs) => (own ? hashedOffset(`${own.identity.agentId} ${name}`, intervalMs) : 0),
        userAgent: `wardwatch-agent/${AGENT_VERSION} (service check)`,
        speed: own && speedOptions(own, () => Math.round(context.clock.now())),
      })
    : [];
  const watched = probeConfig?.watched ?? [];
  const surroundings = { context, reach, snmp, platform: process.platform, watched };
  const sources = powerSources(parseUpsOption(config.ups) ?? { kind: 'auto' }, surroundings);
  return [
    ...network,
    ...localProbes(context),
    powerProbe(context, sources, powerMemoryOf(context)),
    selfProbe(own?.access.use, () => process.memoryUsage.rss()),
  ];
}

/** Networks that this machine is in now, as it writes them itself. */
function ownSubnets(): string[] {
  return Object.values(os.networkInterfaces()).flatMap((list) => (list ?? []).flatMap(({ cidr }) => cidr ?? []));
}

/** How the line's speed is measured against our own server; undefined where nobody counts what that costs. */
function speedOptions({ identity, access, dataFolder }: OwnAgent, now: () => number): SpeedOptions | undefined {
  const { use, ca, server } = access;
  if (!use) return undefined;
  const authorization = (): string => {
    const at = now();
    return `Wardwatch ${identity.agentId}.${at}.${identity.sign(`wardwatch-speed ${identity.agentId} ${at}`)}`;
  };
  const url = endpoint(server, '/agent/speed');
  return {
    server: { url, ca, userAgent: `wardwatch-agent/${AGENT_VERSION}`, authorization, use },
    memory: speedMemory(path.join(dataFolder, 'speed-measured')),
    place: hashedOffset(identity.agentId, PLACES) / PLACES,
  };
}
