import type { ProbeConfig } from '@wardwatch/shared/model';
import { disksProbe } from './disks.ts';
import { dnsProbe } from './dns.ts';
import { gatewayProbe } from './gateway.ts';
import { healthProbe } from './health.ts';
import { internetProbe } from './internet.ts';
import { latencyProbe } from './latency.ts';
import { powerProbe } from './power/system-power.ts';
import { windowsPowerProbe } from './power/windows-power.ts';
import type { Probe, ProbeContext } from './probe.ts';
import type { Reach } from './reach.ts';
import { temperatureProbe } from './temperature.ts';
import { wifiProbe } from './wifi.ts';

/** Probes of the machine itself; they need no configuration. */
export function localProbes(context: ProbeContext): Probe[] {
  const everywhere = [healthProbe(), disksProbe(context)];
  if (process.platform === 'win32') return [...everywhere, windowsPowerProbe(context.log)];
  if (process.platform === 'linux') return [...everywhere, powerProbe(), wifiProbe(), temperatureProbe()];
  return everywhere;
}

/** Probes of the network, as the server configured them. What is left out there is left out here. */
export function networkProbes(
  context: ProbeContext,
  reach: Reach,
  config: ProbeConfig,
  findGateway: () => Promise<string | undefined>,
): Probe[] {
  const probes: Probe[] = [];
  if (config.gateway !== 'off')
    probes.push(gatewayProbe(context, reach, { setting: config.gateway, find: findGateway }));
  const latency = latencyProbe(context, reach, config.internet);
  if (config.internet.length > 0) {
    probes.push(internetProbe(context, reach, config.internet, () => latency.hasAnswered()));
  }
  if (config.internet.some((target) => target.kind === 'icmp')) probes.push(latency.probe);
  if (config.dnsNames.length > 0) probes.push(dnsProbe(context, config.dnsNames));
  return probes;
}
