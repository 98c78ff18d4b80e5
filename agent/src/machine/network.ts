import { readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { systemCode } from '../lib/errors.ts';
import type { NetworkInterface } from './forbidden.ts';
import { ipv4Gateway, ipv6DefaultRoutes, ipv6Gateway } from './routes.ts';
import { windowsGateway } from './windows-route.ts';

/** More interfaces than this are not looked at; a machine full of containers has hundreds. */
const MAX_INTERFACES = 32;

/** A link that appears without an address or a route is noticed this late, milliseconds. */
const LINKS_LIFETIME_MS = 30_000;

/** How long a gateway that Windows named is believed, milliseconds: without the library it takes a child to ask. */
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
 * Every interface with its addresses, and whether it is up. Linux also shows those without an address; elsewhere an
 * interface is listed from its first address on, which a link that is up makes for itself (`fe80::`). Unlike the
 * others here it has no bound: what must not be touched may be the last of many.
 */
export function networkInterfaces(): NetworkInterface[] {
  const addressed = new Map(
    Object.entries(os.networkInterfaces()).map(([name, list]) => [name, (list ?? []).map((one) => one.address)]),
  );
  const others = process.platform === 'linux' ? allLinkNames() : [];
  return [...new Set([...addressed.keys(), ...others])].map((name) => ({
    name,
    isUp: addressed.has(name) || isLinkUp(name),
    addresses: addressed.get(name) ?? [],
  }));
}

/** Switched on, and not without a carrier; a tunnel or a bridge does not tell more than `unknown`. */
function isLinkUp(name: string): boolean {
  const isOn = (Number(kernelText(`/sys/class/net/${name}/flags`)) & 1) === 1;
  return (
    isOn && !['down', 'lowerlayerdown', 'notpresent'].includes(kernelText(`/sys/class/net/${name}/operstate`).trim())
  );
}

/**
 * A text that changes when the network does: routes, addresses, and on Linux the state of each link, so that a
 * pulled cable is seen although address and route remain. Cheap: a few reads of kernel memory, no child process.
 */
export function networkSignature(): string {
  if (process.platform !== 'linux') return addressLines().join('\n');
  const state = linuxLinks();
  // Every IPv4 address has its place in the tree of routes; a kernel that does not show the tree is asked for the list.
  const ipv4 = kernelText('/proc/net/fib_trie') || addressLines().join('\n');
  const shown = [state, kernelText('/proc/net/if_inet6'), ipv4].join('\n');
  if (shown !== seen.shown) seen = { shown, signature: [...addressLines(), state].join('\n') };
  return seen.signature;
}

/**
 * What the kernel's tables said at the last look, and the signature made of it. Listing the interfaces costs as much as
 * all the rest of a look, so it is done only where one of the tables of addresses reads otherwise than before.
 */
let seen = { shown: '', signature: '' };

function addressLines(): string[] {
  return Object.entries(os.networkInterfaces())
    .slice(0, MAX_INTERFACES)
    .flatMap(([name, list]) => (list ?? []).map((one) => `${name} ${one.address}`));
}

/** Links known, and until when on the fine clock: listing them costs more than reading them. */
let links: { names: string[]; until: number } = { names: [], until: 0 };

function linuxLinks(): string {
  if (performance.now() > links.until) links = { names: linkNames(), until: performance.now() + LINKS_LIFETIME_MS };
  const states = links.names.map((name) => `${name} ${kernelText(`/sys/class/net/${name}/operstate`).trim()}`);
  const routes = kernelText('/proc/net/route')
    .split('\n')
    .map((row) => row.split('\t', 4).join(' '));
  return [...states, ...routes, ipv6DefaultRoutes(kernelText('/proc/net/ipv6_route'))].join('\n');
}

/** Names of the network links of a Linux machine. */
function linkNames(): string[] {
  return allLinkNames().slice(0, MAX_INTERFACES);
}

function allLinkNames(): string[] {
  try {
    return readdirSync('/sys/class/net');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
}

/**
 * Finds the default gateway. Linux: the kernel's tables, each time. Windows: the system call, or its own tool, with the
 * answer kept for five minutes. Undefined where there is none, and on other systems.
 *
 * @param nowMs a clock that does not step.
 */
export function gatewayFinder(nowMs: () => number): () => Promise<string | undefined> {
  if (process.platform === 'linux') {
    return async () => ipv4Gateway(kernelText('/proc/net/route')) ?? ipv6Gateway(kernelText('/proc/net/ipv6_route'));
  }
  if (process.platform !== 'win32') return async () => undefined;
  const read = windowsGateway();
  let known: { address: string | undefined; at: number } | undefined;
  return async () => {
    if (!known || nowMs() - known.at > GATEWAY_LIFETIME_MS) {
      known = { address: await (await read)(), at: nowMs() };
    }
    return known.address;
  };
}
