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

/** Says whether an address may not be probed. */
export interface TargetPolicy {
  denies(address: string): boolean;
}

/** A policy from subnets (`10.0.0.0/8`) and single addresses, or what is wrong with the list. */
export function parsePolicy(
  denied: readonly string[],
): { ok: true; policy: TargetPolicy } | { ok: false; problems: string[] } {
  const list = new BlockList();
  const problems = denied
    .filter((text) => !addSubnet(list, text))
    .map((text) => `"${text}" is not a subnet such as 10.0.0.0/8`);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, policy: { denies: (address) => denies(list, address) } };
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

/** What is no address at all is denied: only checked addresses are ever connected to. */
function denies(list: BlockList, address: string): boolean {
  const [plain = ''] = address.split('%');
  const version = isIP(plain);
  if (version === 0) return true;
  const inner = version === 6 ? embeddedIpv4(plain) : undefined;
  if (inner) return list.check(inner, 'ipv4');
  return list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

/** The IPv4 address inside a mapped IPv6 address (`::ffff:10.0.0.1`, also written in hex); undefined elsewhere. */
function embeddedIpv4(address: string): string | undefined {
  const canonical = new URL(`http://[${address}]`).hostname;
  const match = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(canonical);
  if (!match) return undefined;
  const [high, low] = [Number.parseInt(match[1] ?? '', 16), Number.parseInt(match[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
