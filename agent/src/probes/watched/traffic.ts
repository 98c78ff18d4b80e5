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
  /** Ports that are up, by their index. */
  ports: ReadonlyMap<string, PortOctets>;
}

/** Bytes a second, both ways, through all ports that were up at both looks. */
export interface Traffic {
  in: number;
  out: number;
}

/**
 * Traffic between two looks; undefined where nothing can be compared. A counter of 32 bits that went back has wrapped;
 * one of 64 bits was cleared, and its port is left out.
 */
export function trafficBetween(before: PortCounters, now: PortCounters): Traffic | undefined {
  const seconds = (now.mono - before.mono) / 1_000;
  if (seconds <= 0 || before.bits !== now.bits) return undefined;
  const sum = { in: 0, out: 0 };
  let compared = 0;
  for (const [index, octets] of now.ports) {
    const earlier = before.ports.get(index);
    if (!earlier) continue;
    const moved = [grown(earlier.in, octets.in, now.bits), grown(earlier.out, octets.out, now.bits)] as const;
    if (moved[0] === undefined || moved[1] === undefined) continue;
    sum.in += moved[0];
    sum.out += moved[1];
    compared += 1;
  }
  return compared === 0 ? undefined : { in: sum.in / seconds, out: sum.out / seconds };
}

function grown(before: number, now: number, bits: 32 | 64): number | undefined {
  if (now >= before) return now - before;
  return bits === 32 ? now + 2 ** 32 - before : undefined;
}
