import { BlockList, isIP } from 'node:net';

/**
 * Networks that probes never touch unless the owner of the machine says otherwise: this machine, its local network,
 * private and special ranges (IANA registries for RFC 6890). So a server that was taken over cannot use agents to
 * look around inside. The machine's own gateway is exempt, for the gateway probe alone.
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
  '::/127',
  '64:ff9b:1::/48',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
] as const;

/** Which subnets (`10.0.0.0/8`) and single addresses are left alone. Forbidden beats allowed, allowed beats denied. */
export interface PolicyLists {
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

/** A policy, or what is wrong with the lists. */
export function parsePolicy(
  lists: PolicyLists,
): { ok: true; policy: TargetPolicy } | { ok: false; problems: string[] } {
  const { denied, allowed = [], forbidden = [] } = lists;
  const problems = [...denied, ...allowed, ...forbidden].flatMap((text) => subnetProblem(text) ?? []);
  if (problems.length > 0) return { ok: false, problems };
  const [denies, allows, forbids] = [matcher(denied), matcher(allowed), matcher(forbidden)];
  return {
    ok: true,
    policy: {
      denies: (address) => forbids(address, true) || (denies(address, true) && !allows(address, false)),
      forbids: (address) => forbids(address, true),
    },
  };
}

/** What is wrong with the text of a subnet or an address; undefined where nothing is. */
export function subnetProblem(text: string): string | undefined {
  return addSubnet(new BlockList(), text) ? undefined : `"${text}" is not a subnet such as 10.0.0.0/8`;
}

/** Whether an address is in one of the subnets; `otherwise` for what is no address. */
function matcher(subnets: readonly string[]): (address: string, otherwise: boolean) => boolean {
  const list = new BlockList();
  for (const text of subnets) addSubnet(list, text);
  return (address, otherwise) => {
    const [plain = ''] = address.split('%');
    const version = isIP(plain);
    if (version === 0) return otherwise;
    const inner = version === 6 ? embeddedIpv4(plain) : undefined;
    if (inner !== undefined && list.check(inner, 'ipv4')) return true;
    return list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
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

/**
 * The IPv4 address inside an IPv6 address, however it is written: mapped (`::ffff:10.0.0.1`), or behind the well-known
 * prefix of NAT64 (`64:ff9b::10.0.0.1`, RFC 6052); undefined elsewhere.
 */
function embeddedIpv4(address: string): string | undefined {
  const canonical = new URL(`http://[${address}]`).hostname;
  const match = /^\[(?:::ffff|64:ff9b:):([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(canonical);
  if (!match) return undefined;
  const [high, low] = [Number.parseInt(match[1] ?? '', 16), Number.parseInt(match[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
