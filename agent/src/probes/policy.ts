import { BlockList, isIP } from 'node:net';
import { embeddedIpv4 } from './embedded-ipv4.ts';

/**
 * Networks that probes never touch unless the owner of the machine says otherwise: this machine, private and special
 * ranges (IANA registries for RFC 6890), and those in which IPv6 carries IPv4. So a server that was taken over cannot
 * use agents to look around inside. The machine's own gateway is exempt, for the gateway probe alone.
 */
export const DEFAULT_DENIED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/96',
  '::ffff:0:0:0/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
] as const;

/** Which subnets (`10.0.0.0/8`) and single addresses are left alone. Forbidden beats allowed, allowed beats denied. */
export interface PolicyLists {
  /** An empty list denies nothing, not even the networks that this machine is in. */
  denied: readonly string[];
  /** Exempt from `denied`, by the owner of this machine. */
  allowed?: readonly string[];
  /** Never touched, by no probe, not even as a gateway or by the provider probe. */
  forbidden?: readonly string[];
}

/** Says whether an address may not be probed. What is no address is denied and forbidden. */
export interface TargetPolicy {
  denies(address: string): boolean;
  /** Whether even the exemptions of single probes end here. */
  forbids(address: string): boolean;
}

/**
 * A policy, or what is wrong with the lists.
 *
 * @param localSubnets networks that this machine is in at the moment (`198.51.100.7/24`): denied as if they were listed,
 * since a local network may well have public addresses, and with IPv6 mostly does.
 */
export function parsePolicy(
  lists: PolicyLists,
  localSubnets: () => readonly string[] = () => [],
): { ok: true; policy: TargetPolicy } | { ok: false; problems: string[] } {
  const { denied, allowed = [], forbidden = [] } = lists;
  const problems = [...denied, ...allowed, ...forbidden].flatMap((text) => subnetProblem(text) ?? []);
  if (problems.length > 0) return { ok: false, problems };
  const [denies, allows, forbids] = [matcher(denied), matcher(allowed), matcher(forbidden)];
  const isLocal = (address: string): boolean => denied.length > 0 && matcher(localSubnets().filter(isNet))(address);
  const isOff = (address: string): boolean => !isAddress(address) || forbids(address);
  return {
    ok: true,
    policy: {
      // Listing the interfaces costs most, so it comes last.
      denies: (address) => isOff(address) || (!allows(address, 'same') && (denies(address) || isLocal(address))),
      forbids: isOff,
    },
  };
}

/** What is wrong with the text of a subnet or an address; undefined where nothing is. */
export function subnetProblem(text: string): string | undefined {
  return addSubnet(new BlockList(), text) ? undefined : `"${text}" is not a subnet such as 10.0.0.0/8`;
}

/** An interface that claims the whole Internet as its network, as some tunnels do, says nothing about what is local. */
function isNet(subnet: string): boolean {
  return !subnet.endsWith('/0');
}

function isAddress(text: string): boolean {
  return isIP(bare(text)) !== 0;
}

/** Without the zone of a link-local address. */
function bare(address: string): string {
  return address.split('%')[0] ?? '';
}

/**
 * Whether an address is in one of the subnets, or one that it carries. `same`: only those that are another way to write
 * the address count, not the ends of a tunnel.
 */
function matcher(subnets: readonly string[]): (address: string, carried?: 'same' | 'any') => boolean {
  if (subnets.length === 0) return () => false;
  const list = new BlockList();
  for (const text of subnets) addSubnet(list, text);
  return (address, carried = 'any') => {
    const plain = bare(address);
    if (isIP(plain) === 4) return list.check(plain, 'ipv4');
    return list.check(plain, 'ipv6') || embeddedIpv4(plain, carried).some((inner) => list.check(inner, 'ipv4'));
  };
}

function addSubnet(list: BlockList, text: string): boolean {
  const [address = '', prefix] = text.trim().split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const bits = prefix === undefined ? most : Number(prefix);
  if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > most || prefix === '') return false;
  list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6');
  return true;
}
