import type { WatchedTarget } from '@wardwatch/shared/model';
import type { ProbeContext } from '../probe.ts';
import type { Reach } from '../reach.ts';
import type { Snmp, SnmpTarget } from '../snmp/snmp.ts';
import { APCUPSD_PORT, apcupsdSource } from './apcupsd.ts';
import { NUT_PORT, nutSource } from './nut.ts';
import type { PowerSource } from './source.ts';
import { systemPowerSource } from './system-power.ts';
import type { UpsOption } from './ups-option.ts';
import { upsMibSource } from './ups-mib.ts';
import { windowsPowerSource } from './windows-power.ts';

/** What sources are built from. */
export interface PowerSurroundings {
  context: ProbeContext;
  reach: Pick<Reach, 'resolve' | 'policy' | 'onDenied'>;
  snmp: Snmp;
  platform: NodeJS.Platform;
  /** Devices that the server has this agent watch: one of them may be the UPS of the site. */
  watched: readonly WatchedTarget[];
}

/** Sources of power by the option, in order of preference. */
export function powerSources(option: UpsOption, surroundings: PowerSurroundings): PowerSource[] {
  const { context, snmp } = surroundings;
  if (option.kind === 'off') return systemSources(surroundings);
  if (option.kind === 'auto') {
    return [
      nutSource(context, async () => ({ address: LOOPBACK, port: NUT_PORT })),
      apcupsdSource(context, async () => ({ address: LOOPBACK, port: APCUPSD_PORT })),
      ...watchedUps(surroundings),
      ...systemSources(surroundings),
    ];
  }
  const named = (): ReturnType<typeof ownersAddress> => ownersAddress(surroundings, option.host);
  if (option.kind === 'nut') return [expected(nutSource(context, async () => merged(await named(), option)))];
  if (option.kind === 'apcupsd') return [expected(apcupsdSource(context, async () => merged(await named(), option)))];
  return [expected(upsMibSource(snmp, async () => merged(await named(), option)))];
}

const LOOPBACK = '127.0.0.1';

function merged<Option extends object>(
  found: { address: string } | string,
  option: Option,
): (Option & { address: string }) | string {
  return typeof found === 'string' ? found : { ...option, ...found };
}

/** A host that the owner of this machine named may be private, but never forbidden. */
async function ownersAddress({ reach }: PowerSurroundings, host: string): Promise<{ address: string } | string> {
  const address = await reach.resolve(host);
  if (address === undefined) return `the name ${host} of the UPS cannot be resolved`;
  return reach.policy.forbids(address) ? `the address of the UPS is forbidden on this machine` : { address };
}

/** A source that the owner of this machine named is there, also when nothing answers. */
function expected(source: PowerSource): PowerSource {
  return {
    name: source.name,
    look: async (signal) => {
      const look = await source.look(signal);
      if (look.outcome === 'absent') return { outcome: 'lost', detail: 'nothing answers there', isSaid: true };
      return look.outcome === 'lost' ? { ...look, isSaid: true } : look;
    },
  };
}

/** The UPS of the site, where the server named one that local policy allows. */
function watchedUps({ snmp, reach, watched }: PowerSurroundings): PowerSource[] {
  const target = watched.find((one) => one.snmp?.isUps === true);
  if (!target?.snmp) return [];
  const { community, port } = target.snmp;
  const locate = async (): Promise<SnmpTarget | string> => {
    const address = await reach.resolve(target.host);
    if (address === undefined) return 'the name of the watched UPS cannot be resolved';
    if (!reach.policy.denies(address)) return { address, port, community };
    reach.onDenied(`snmp://${target.host}:${port}`);
    return 'the watched UPS is denied by local policy';
  };
  return [{ ...upsMibSource(snmp, locate), place: `${target.host}:${port}` }];
}

function systemSources({ context, platform }: PowerSurroundings): PowerSource[] {
  if (platform === 'win32') return [windowsPowerSource(context.log)];
  return platform === 'linux' ? [systemPowerSource()] : [];
}
