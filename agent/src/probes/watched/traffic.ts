/** Octets that went through a port so far. */
export interface PortOctets {
  in: number;
  out: number;
}

/** Counters of a device's ports at one look. */
export interface PortCounters {
  mono: number;
  /** Width of the counters. */
  bits: 32 | 64;
  /** Ports that are up and count both ways, by their index. */
  ports: ReadonlyMap<string, PortOctets>;
}

/** Bytes a second, both ways, through all ports that were up at both looks. */
export interface Traffic {
  in: number;
  out: number;
}

/** More than any device of a ward moves (400 Gbit/s): a counter that jumps so far is broken. Bytes a second. */
export const MAX_RATE = 5e10;

/**
 * Traffic between two looks; undefined where nothing can be compared, or where all ports together would be faster than
 * can be. A counter of 32 bits that went back has wrapped; one of 64 bits was cleared, and its port is left out, as is
 * one that jumps.
 */
export function trafficBetween(before: PortCounters, now: PortCounters): Traffic | undefined {
  const seconds = (now.mono - before.mono) / 1_000;
  if (seconds <= 0 || before.bits !== now.bits) return undefined;
  const sum = { in: 0, out: 0 };
  let compared = 0;
  for (const [index, octets] of now.ports) {
    const earlier = before.ports.get(index);
    if (!earlier) continue;
    const inward = grown(earlier.in, octets.in, now.bits);
    const outward = grown(earlier.out, octets.out, now.bits);
    if (inward === undefined || outward === undefined || Math.max(inward, outward) > MAX_RATE * seconds) continue;
    sum.in += inward;
    sum.out += outward;
    compared += 1;
  }
  const traffic = { in: sum.in / seconds, out: sum.out / seconds };
  return compared === 0 || Math.max(traffic.in, traffic.out) > MAX_RATE ? undefined : traffic;
}

function grown(before: number, now: number, bits: 32 | 64): number | undefined {
  if (now >= before) return now - before;
  return bits === 32 ? now + 2 ** 32 - before : undefined;
}
