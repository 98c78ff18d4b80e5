import { Resolver } from 'node:dns/promises';
import { systemCode } from '../lib/errors.ts';
import type { Attempt, Probe, ProbeContext, Reading } from './probe.ts';

/** One query to one server of the resolver's list, milliseconds. */
const QUERY_TIMEOUT_MS = 2_500;

/** Answers of a resolver that works although the name does not: it exists without an address, or not at all. */
const WORKING: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA']);
/** What a resolver's failure means, by its code; any other is about this machine. */
export const DNS_FAILURES: Readonly<Record<string, string>> = {
  ETIMEOUT: 'timeout',
  ECONNREFUSED: 'refused',
  ESERVFAIL: 'server failure',
  EREFUSED: 'query refused',
  EBADRESP: 'bad answer',
  EFORMERR: 'bad answer',
  ENOTIMP: 'bad answer',
};

/**
 * `dns`: up when the device's resolver answers for any of the names. A "no such name" is an answer. Each run reads the
 * system's resolver settings anew, so a changed network is followed.
 *
 * @param servers instead of the system's, for tests.
 */
export function dnsProbe(context: ProbeContext, names: readonly string[], servers?: readonly string[]): Probe {
  const query = async (name: string, signal: AbortSignal): Promise<Attempt> => {
    const resolver = new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: 1 });
    if (servers) resolver.setServers(servers);
    if (resolver.getServers().length === 0) return { outcome: 'impossible', detail: 'no resolver configured' };
    const startedAt = context.stopwatch();
    const cancel = (): void => resolver.cancel();
    signal.addEventListener('abort', cancel);
    try {
      await resolver.resolve4(name);
      return { outcome: 'answered', ms: context.stopwatch() - startedAt };
    } catch (error) {
      return judge(systemCode(error) ?? 'error', context.stopwatch() - startedAt);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };
  return {
    name: 'dns',
    timeoutMs: 20_000,
    facts: ['dns'],
    watchesNetwork: true,
    run: async (signal) => {
      const [first = ''] = names;
      const attempts = [await query(first, signal)];
      // A lost packet is no dead resolver: before that verdict every name gets a try, the first its second.
      if (attempts[0]?.outcome !== 'answered') {
        attempts.push(...(await Promise.all(names.map((name) => query(name, signal)))));
      }
      return readingOf(attempts);
    },
  };
}

function readingOf(attempts: readonly Attempt[]): Reading {
  const answer = attempts.find((attempt) => attempt.outcome === 'answered');
  if (answer) {
    const detail = answer.detail === undefined ? {} : { detail: answer.detail };
    return { facts: { dns: { value: 'up', ...detail } }, metrics: { 'dns.time': answer.ms } };
  }
  const failed = attempts.find((attempt) => attempt.outcome === 'failed');
  if (failed) return { facts: { dns: { value: 'down', detail: failed.detail } } };
  const [impossible] = attempts;
  return { facts: { dns: { value: null, detail: impossible?.detail ?? 'no name' } } };
}

function judge(code: string, ms: number): Attempt {
  if (WORKING.has(code)) return { outcome: 'answered', ms, detail: 'no such name' };
  const detail = DNS_FAILURES[code];
  return detail ? { outcome: 'failed', detail, isDefinite: true } : { outcome: 'impossible', detail: code };
}
