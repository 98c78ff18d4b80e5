import os from 'node:os';
import type { ProbeConfig } from '@wardwatch/shared/model';
import { disksProbe } from './disks.ts';
import { dnsProbe } from './dns.ts';
import { gatewayProbe } from './gateway.ts';
import { healthProbe } from './health.ts';
import { internetProbe } from './internet.ts';
import { latencyProbe } from './latency.ts';
import { failingHop } from './link/failing-hop.ts';
import { LineState } from './link/line-state.ts';
import { providerProbe } from './link/provider.ts';
import { type SpeedOptions, speedProbe } from './link/speed.ts';
import { postureProbe, thisPosture } from './posture/posture-probe.ts';
import type { Ping } from './icmp.ts';
import type { Probe, ProbeContext } from './probe.ts';
import type { Reach } from './reach.ts';
import { nameResolver } from './services/name.ts';
import { serviceProbes } from './services/service-probe.ts';
import type { Snmp } from './snmp/snmp.ts';
import { temperatureProbe } from './temperature.ts';
import { watchedProbes } from './watched/watched-probe.ts';
import { wifiProbe } from './wifi.ts';

/** Probes of the machine itself, but power; they need no configuration. */
export function localProbes(context: ProbeContext): Probe[] {
  const everywhere = [healthProbe(), disksProbe(context)];
  const posture = postureProbe(context, thisPosture(context), os.hostname());
  if (process.platform === 'linux') return [...everywhere, wifiProbe(), temperatureProbe(), posture];
  if (process.platform === 'win32') return [...everywhere, posture];
  return everywhere;
}

/** What probes of the network need of this machine and this agent. */
export interface NetworkSurroundings {
  findGateway: () => Promise<string | undefined>;
  /** Changes when the network does. */
  networkSignature: () => string;
  snmp: Snmp;
  /** Offset of a name within an interval, milliseconds; its own on each machine. */
  spread: (name: string, intervalMs: number) => number;
  userAgent: string;
  /** Echo requests to watched devices, in a queue of their own; as for the line where absent. */
  watchedPing?: Ping;
  /** Undefined where nothing signs for this agent: no measurement of speed. */
  speed: SpeedOptions | undefined;
}

/** Probes of the network, as the server configured them. What is left out there is left out here. */
export function networkProbes(
  context: ProbeContext,
  reach: Reach,
  config: ProbeConfig,
  surroundings: NetworkSurroundings,
): Probe[] {
  const { snmp, spread, speed, userAgent } = surroundings;
  const { policy, onDenied } = reach;
  const line = new LineState(context.clock);
  const services = { context, policy, onDenied, resolve: nameResolver(), userAgent, line };
  const watching = { ...reach, ping: surroundings.watchedPing ?? reach.ping };
  return [
    ...lineProbes(context, reach, config, { ...surroundings, line }),
    ...(config.dnsNames.length > 0 ? [dnsProbe(context, config.dnsNames)] : []),
    ...serviceProbes(services, config.services ?? [], spread),
    ...watchedProbes(context, watching, snmp, config.watched ?? [], spread),
    ...(config.speed && speed ? [speedProbe(context, config.speed, speed)] : []),
  ];
}

/** The line out, hop by hop. */
function lineProbes(
  context: ProbeContext,
  reach: Reach,
  config: ProbeConfig,
  { findGateway, networkSignature, line }: NetworkSurroundings & { line: LineState },
): Probe[] {
  const gateway =
    config.gateway === 'off' ? undefined : gatewayProbe(context, reach, { setting: config.gateway, find: findGateway });
  if (config.internet.length === 0) return gateway ? [gateway] : [];
  const provider = providerProbe(context, reach, config.internet, networkSignature);
  const latency = latencyProbe(context, reach, config.internet);
  const internet = internetProbe(context, reach, config.internet, {
    line,
    measuresByIcmp: () => latency.hasAnswered(),
    failingHop: async (signal) => {
      const [first, second] = await Promise.all([gateway?.answers(signal), provider.answers(signal)]);
      return failingHop({ gateway: first, provider: second });
    },
  });
  const hasIcmp = config.internet.some((target) => target.kind === 'icmp');
  return [...(gateway ? [gateway] : []), internet, provider, ...(hasIcmp ? [latency.probe] : [])];
}
