/** Where IPv6 carries IPv4: the first 16-bit groups, and the first of the two that hold an address. */
interface Form {
  groups: readonly number[];
  at: number;
  /** Bits are turned round. */
  isInverted?: boolean;
  /** The address is the very one that is reached, and not an end of a tunnel. */
  isSame?: boolean;
}

const FORMS: readonly Form[] = [
  // Mapped (RFC 4291), compatible (deprecated there), translated (RFC 2765).
  { groups: [0, 0, 0, 0, 0, 0xffff], at: 6, isSame: true },
  { groups: [0, 0, 0, 0, 0, 0], at: 6 },
  { groups: [0, 0, 0, 0, 0xffff, 0], at: 6 },
  // NAT64: the well-known prefix (RFC 6052), and the local one (RFC 8215).
  { groups: [0x64, 0xff9b, 0, 0, 0, 0], at: 6, isSame: true },
  { groups: [0x64, 0xff9b, 1], at: 6 },
  // 6to4 (RFC 3056); Teredo (RFC 4380): its server, and its client with the bits turned round.
  { groups: [0x2002], at: 1 },
  { groups: [0x2001, 0], at: 2 },
  { groups: [0x2001, 0], at: 6, isInverted: true },
];

/**
 * IPv4 addresses that an IPv6 address carries, however it is written: `::ffff:10.0.0.1`, `64:ff9b::a00:1`,
 * `2002:a00:1::`.
 *
 * @param address without a zone.
 * @param which `same`: only where it is the very address that is reached.
 */
export function embeddedIpv4(address: string, which: 'same' | 'any'): string[] {
  const groups = groupsOf(address);
  return FORMS.flatMap((form) => {
    if (which === 'same' && !form.isSame) return [];
    if (!form.groups.every((group, index) => groups[index] === group)) return [];
    return [dotted(groups[form.at] ?? 0, groups[form.at + 1] ?? 0, form.isInverted ? 0xffff : 0)];
  });
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  // The URL parser writes every form in one way, with at most one gap.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [first, last] = [head, tail ?? ''].map((part) =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)),
  );
  const [before, after] = [first ?? [], last ?? []];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

function dotted(high: number, low: number, mask: number): string {
  const [a, b] = [high ^ mask, low ^ mask];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}
