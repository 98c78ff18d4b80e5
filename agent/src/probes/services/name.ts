import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { systemCode } from '../../lib/errors.ts';
import { DNS_FAILURES } from '../dns.ts';
import { failed, type ServiceLook } from './look.ts';

const QUERY_TIMEOUT_MS = 2_000;
const TRIES = 2;
/** The name does not exist, or has no address of this kind. */
const NO_ADDRESS: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);

/** The first address of a name, or the look that ends here. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<{ address: string } | ServiceLook>;

/**
 * Asks the device's resolver now, and remembers nothing: people at this site could not open the service either.
 *
 * @param servers instead of the system's, for tests.
 */
export function nameResolver(servers?: readonly string[]): ResolveName {
  return async (name, signal) => {
    if (isIP(name) !== 0) return { address: name };
    if (name === 'localhost') return { address: '127.0.0.1' };
    const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: TRIES });
    if (servers) resolver.setServers(servers);
    if (resolver.getServers().length === 0) return { outcome: 'impossible', detail: 'no resolver configured' };
    const cancel = (): void => resolver.cancel();
    signal.addEventListener('abort', cancel);
    try {
      const [address] = await resolver.resolve4(name).catch((error: unknown) => {
        if (NO_ADDRESS.has(systemCode(error) ?? '')) return resolver.resolve6(name);
        throw error;
      });
      return address === undefined ? failed('dns', 'no address') : { address };
    } catch (error) {
      return failureOf(systemCode(error) ?? 'error');
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
}

function failureOf(code: string): ServiceLook {
  if (code === 'ECANCELLED') return failed('dns', 'timeout');
  if (NO_ADDRESS.has(code)) return failed('dns', 'no such name');
  const detail = DNS_FAILURES[code];
  return detail === undefined ? { outcome: 'impossible', detail: `resolver: ${code}` } : failed('dns', detail);
}
