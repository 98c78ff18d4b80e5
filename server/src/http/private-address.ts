import { BlockList, isIP } from 'node:net';
import type { ServiceCheck } from '@wardwatch/shared/model';

/** Addresses that mean another machine, or none, for each agent: RFC 6890 and RFC 4193. */
const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6');

/** Host of what a check looks at. */
export function hostOf(check: ServiceCheck): string {
  if (check.kind === 'dns') return check.name;
  if (check.kind !== 'http') return check.host;
  return URL.canParse(check.url) ? new URL(check.url).hostname.replaceAll(/^\[|\]$/g, '') : '';
}

/** Whether a host of a URL means the machine itself (RFC 6761 § 6.3, RFC 6890), so that nobody else reaches it so. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replaceAll(/^\[|\]$|\.$/g, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  return isIP(name) === 4 ? /^127\.|^0\./.test(name) : ['::1', '::'].includes(name);
}

/** Whether a host is written as an address of a private network or of the machine itself. Names are not resolved. */
export function isPrivateHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  const family = isIP(name);
  if (family !== 0) return PRIVATE.check(name, family === 4 ? 'ipv4' : 'ipv6');
  // A number, whole or in parts, octal or hexadecimal: what the URL parser takes for an address.
  return /^[0-9]+$|^0x|^[0-9.]+$/.test(name);
}
