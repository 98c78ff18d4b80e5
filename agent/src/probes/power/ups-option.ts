import { APCUPSD_PORT } from './apcupsd.ts';
import { NUT_PORT } from './nut.ts';

/** Where the owner of this machine says that its UPS is read. */
export type UpsOption =
  /** Found by itself: NUT and apcupsd on this machine, else what the system tells. */
  | { kind: 'auto' }
  /** No UPS is looked for; the system's own battery still is. */
  | { kind: 'off' }
  | {
      kind: 'nut';
      host: string;
      port: number;
      /** The UPS of several. */
      ups?: string;
      login?: { user: string; password: string };
    }
  | { kind: 'apcupsd'; host: string; port: number }
  | { kind: 'snmp'; host: string; port: number; community: string };

/** The port of SNMP. */
const SNMP_PORT = 161;
const PORTS = { nut: NUT_PORT, apcupsd: APCUPSD_PORT, snmp: SNMP_PORT } as const;

/** What is accepted, for messages; a value may hold a password and is never shown. */
export const UPS_OPTION_FORMS =
  'auto, off, nut://[USER:PASSWORD@]HOST[:PORT][/UPS], apcupsd://HOST[:PORT] or snmp://COMMUNITY@HOST[:PORT]';

const URL_FORM = /^(nut|apcupsd|snmp):\/\//;
/** Never a leading dash, and nothing that a name of a host does not have. */
const HOST = /^[A-Za-z0-9_:][A-Za-z0-9._:-]{0,252}$/;
const UPS_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Nothing that would end a line of a protocol. */
const SECRET = /^\P{Cc}{1,64}$/u;

/** Reads the option; undefined where it is none of its forms. Special characters in name and password are percent-encoded. */
export function parseUpsOption(text: string): UpsOption | undefined {
  if (text === 'auto' || text === 'off') return { kind: text };
  const kind = URL_FORM.exec(text)?.[1];
  if (kind !== 'nut' && kind !== 'apcupsd' && kind !== 'snmp') return undefined;
  const url = urlOf(text);
  if (!url || url.search !== '' || url.hash !== '') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? PORTS[kind] : Number(url.port);
  if (!HOST.test(host) || port === 0) return undefined;
  const parts = [url.username, url.password, url.pathname.replace(/^\//, '')].map(decoded);
  const [user, password, path] = parts;
  if (user === undefined || password === undefined || path === undefined) return undefined;
  if (kind === 'nut') return nutOption({ host, port }, { user, password, ups: path });
  if (path !== '' || password !== '') return undefined;
  if (kind === 'apcupsd') return user === '' ? { kind, host, port } : undefined;
  return SECRET.test(user) ? { kind, host, port, community: user } : undefined;
}

function nutOption(
  where: { host: string; port: number },
  { user, password, ups }: { user: string; password: string; ups: string },
): UpsOption | undefined {
  const isOpen = user === '' && password === '';
  if (!isOpen && !(SECRET.test(user) && SECRET.test(password))) return undefined;
  if (ups !== '' && !UPS_NAME.test(ups)) return undefined;
  return {
    kind: 'nut',
    ...where,
    ...(ups === '' ? {} : { ups }),
    ...(isOpen ? {} : { login: { user, password } }),
  };
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a percent sign that encodes nothing; the caller refuses the option
  }
}
