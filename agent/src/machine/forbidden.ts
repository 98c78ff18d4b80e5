import { BlockList, isIP } from 'node:net';

/** A network interface as the system shows it. */
export interface NetworkInterface {
  name: string;
  /** Whether it carries traffic, or could at once. */
  isUp: boolean;
  addresses: readonly string[];
}

/** One thing that this machine must not touch. */
type Rule = { text: string; holds: (one: NetworkInterface) => boolean };

/** Networks and adapters that a watched machine must not touch; made by `parseForbidden`. */
export interface Forbidden {
  readonly rules: readonly Rule[];
  /** Its subnets, for the policy of the probes. */
  readonly subnets: readonly string[];
}

const ADAPTER = /^adapter:(.+)$/iu;

/**
 * Reads a list of subnets (`10.20.0.0/16`), single addresses, and adapters by name (`adapter:Ethernet 2`; case does not
 * matter), or says what is wrong with it.
 */
export function parseForbidden(
  list: readonly string[],
): { ok: true; forbidden: Forbidden } | { ok: false; problems: string[] } {
  const rules: Rule[] = [];
  const subnets: string[] = [];
  const problems: string[] = [];
  for (const text of list.map((one) => one.trim())) {
    const adapter = ADAPTER.exec(text)?.[1];
    const rule = adapter === undefined ? subnetRule(text) : adapterRule(text, adapter);
    if (rule) rules.push(rule);
    else problems.push(`"${text}" is neither a subnet such as 10.20.0.0/16 nor adapter:NAME`);
    if (rule && adapter === undefined) subnets.push(text);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, forbidden: { rules, subnets } };
}

/** The first rule that an interface of this machine breaks, and by which interface; undefined where none is broken. */
export function touches(
  forbidden: Forbidden,
  interfaces: readonly NetworkInterface[],
): { rule: string; name: string } | undefined {
  for (const { text, holds } of forbidden.rules) {
    const found = interfaces.find(holds);
    if (found) return { rule: text, name: found.name };
  }
  return undefined;
}

/** An adapter counts by its name while it is up, whether it has an address yet or not. */
function adapterRule(text: string, adapter: string): Rule {
  const wanted = comparable(adapter);
  return { text, holds: ({ name, isUp }) => isUp && comparable(name) === wanted };
}

function comparable(name: string): string {
  return name.normalize('NFC').trim().toLowerCase();
}

/** An address counts whatever its interface says of itself: it belongs to this machine. */
function subnetRule(text: string): Rule | undefined {
  const [address = '', prefix] = text.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  const bits = prefix === undefined ? most : Number(prefix);
  const isNumber = prefix === undefined || /^\d{1,3}$/.test(prefix);
  if (version === 0 || !isNumber || bits > most) return undefined;
  const list = new BlockList();
  list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6');
  return { text, holds: ({ addresses }) => addresses.some((one) => isInside(list, one)) };
}

function isInside(list: BlockList, address: string): boolean {
  const [plain = ''] = address.split('%');
  const version = isIP(plain);
  return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}
