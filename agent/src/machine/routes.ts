/** The default gateway's address in the text of `/proc/net/route`; the one of the lowest metric. */
export function ipv4Gateway(routeText: string): string | undefined {
  return routeText
    .split('\n')
    .slice(1)
    .map((row) => row.trim().split(/\s+/))
    .filter(([, destination, gateway, flags]) => {
      // Flags: 1 is "up", 2 is "by a gateway".
      return destination === '00000000' && gateway !== '00000000' && (Number.parseInt(flags ?? '0', 16) & 3) === 3;
    })
    .toSorted((a, b) => Number(a[6]) - Number(b[6]))
    .map(([, , gateway = '']) => littleEndianIpv4(gateway))[0];
}

function littleEndianIpv4(hex: string): string {
  return (hex.match(/../g) ?? [])
    .toReversed()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

/**
 * The default gateway's address in the text of `/proc/net/ipv6_route`; the one of the lowest metric. A link-local
 * gateway carries its interface as the zone (`fe80::1%eth0`).
 */
export function ipv6Gateway(routeText: string): string | undefined {
  return routeText
    .split('\n')
    .map((row) => row.trim().split(/\s+/))
    .filter(([destination, prefix, , , gateway, , , , flags]) => {
      const isDefault = destination === '0'.repeat(32) && prefix === '00' && gateway !== '0'.repeat(32);
      return isDefault && gateway !== undefined && (Number.parseInt(flags ?? '0', 16) & 3) === 3;
    })
    .toSorted((a, b) => Number.parseInt(a[5] ?? '0', 16) - Number.parseInt(b[5] ?? '0', 16))
    .map((row) => withZone((row[4]?.match(/.{4}/g) ?? []).join(':'), row[9]))[0];
}

function withZone(address: string, device: string | undefined): string {
  return address.startsWith('fe80:') && device ? `${address}%${device}` : address;
}

/** The columns of `/proc/net/ipv6_route` default routes that say where the network is; use counters change all the time. */
export function ipv6DefaultRoutes(routeText: string): string {
  return routeText
    .split('\n')
    .filter((row) => row.startsWith('0'.repeat(32)))
    .map((row) => row.trim().split(/\s+/))
    .map((columns) => [columns[4], columns[5], columns[9]].join(' '))
    .join('\n');
}
