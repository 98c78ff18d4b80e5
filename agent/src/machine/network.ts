import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { systemCode } from '../lib/errors.ts';
import { ipv4Gateway, ipv6DefaultRoutes, ipv6Gateway } from './routes.ts';

/** More interfaces than this are not looked at; a machine full of containers has hundreds. */
const MAX_INTERFACES = 32;

/** A link that appears without an address or a route is noticed this late, milliseconds. */
const LINKS_LIFETIME_MS = 30_000;

/** How long a gateway found by a child process is believed, milliseconds (Windows, macOS). */
const GATEWAY_LIFETIME_MS = 300_000;

/** The text of a file of the kernel; empty where this machine has no such file. */
function kernelText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // An interface may vanish between the listing and the reading; EINVAL is an interface that is down.
    if (['ENOENT', 'ENOTDIR', 'EINVAL', 'EACCES'].includes(systemCode(error) ?? '')) return '';
    throw error;
  }
}

/** Names of the interfaces that lead somewhere, with their addresses' families: `eth0 IPv4`. No addresses. */
export function interfaceNames(): string[] {
  return Object.entries(os.networkInterfaces())
    .flatMap(([name, addresses]) =>
      (addresses ?? []).filter((one) => !one.internal).map((one) => `${name} ${one.family}`),
    )
    .filter((text, index, all) => all.indexOf(text) === index)
    .toSorted()
    .slice(0, MAX_INTERFACES);
}

/**
 * A text that changes when the network does: routes, addresses, and on Linux the state of each link, so that a
 * pulled cable is seen although address and route remain. Cheap: a few reads of kernel memory, no child process.
 */
export function networkSignature(): string {
  const addresses = Object.entries(os.networkInterfaces())
    .slice(0, MAX_INTERFACES)
    .flatMap(([name, list]) => (list ?? []).map((one) => `${name} ${one.address}`));
  return [...addresses, ...(process.platform === 'linux' ? linuxLinks() : [])].join('\n');
}

/** Links known, and until when on the fine clock: listing them costs more than reading them. */
let links: { names: string[]; until: number } = { names: [], until: 0 };

function linuxLinks(): string[] {
  if (performance.now() > links.until) links = { names: linkNames(), until: performance.now() + LINKS_LIFETIME_MS };
  const states = links.names.map((name) => `${name} ${kernelText(`/sys/class/net/${name}/operstate`).trim()}`);
  const routes = kernelText('/proc/net/route')
    .split('\n')
    .map((row) => row.split('\t').slice(0, 4).join(' '));
  return [...states, ...routes, ipv6DefaultRoutes(kernelText('/proc/net/ipv6_route'))];
}

/** Names of the network links of a Linux machine. */
function linkNames(): string[] {
  try {
    return readdirSync('/sys/class/net').slice(0, MAX_INTERFACES);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Finds the default gateway. Linux: the kernel's tables, each time. Elsewhere a child process has to be asked, so the
 * answer is kept for five minutes. Undefined where there is none.
 *
 * @param nowMs a clock that does not step.
 */
export function gatewayFinder(nowMs: () => number): () => Promise<string | undefined> {
  if (process.platform === 'linux') {
    return async () => ipv4Gateway(kernelText('/proc/net/route')) ?? ipv6Gateway(kernelText('/proc/net/ipv6_route'));
  }
  let known: { address: string | undefined; at: number } | undefined;
  return async () => {
    if (!known || nowMs() - known.at > GATEWAY_LIFETIME_MS) {
      const { networkGatewayDefault } = await import('systeminformation/lib/network.js');
      known = { address: (await networkGatewayDefault()) || undefined, at: nowMs() };
    }
    return known.address;
  };
}
