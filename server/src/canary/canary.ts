import { Resolver } from 'node:dns/promises';
import { connect } from 'node:net';
import { parseTarget } from '@wardwatch/shared/model';

/** Something near or far that shows, by answering, that this server has a network. */
export type Canary = { kind: 'tcp'; host: string; port: number } | { kind: 'dns'; name: string };

/** `tcp://host:port` or `dns:name`. Undefined where the text is neither. */
export function parseCanary(text: string): Canary | undefined {
  const [, name] = /^dns:([A-Za-z0-9_][A-Za-z0-9._-]{0,252})$/.exec(text) ?? [];
  if (name !== undefined) return { kind: 'dns', name };
  const target = parseTarget(text);
  return target?.kind === 'tcp' ? target : undefined;
}

/** Asks one canary; resolves with whether it answered, at the latest soon after the signal aborts. Never rejects. */
export type Ask = (canary: Canary, signal: AbortSignal) => Promise<boolean>;

/**
 * Asks over the network: a TCP canary answers by accepting a connection, a name by being resolved.
 *
 * @param resolvers addresses (`host:port`) of the resolvers to ask; the system's where none is given.
 */
export function networkAsk(resolvers?: readonly string[]): Ask {
  return (canary, signal) =>
    canary.kind === 'tcp' ? accepts(canary.host, canary.port, signal) : resolves(canary.name, resolvers, signal);
}

function accepts(host: string, port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const give = (): void => {
      socket.destroy();
      resolve(false);
    };
    signal.addEventListener('abort', give, { once: true });
    socket.once('error', give);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('close', () => signal.removeEventListener('abort', give));
  });
}

async function resolves(name: string, servers: readonly string[] | undefined, signal: AbortSignal): Promise<boolean> {
  const resolver = new Resolver({ tries: 1 });
  if (servers) resolver.setServers(servers);
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return (await resolver.resolve4(name)).length > 0;
  } catch (error) {
    // The name exists without such an address: the resolver answered. Anything else is no answer.
    return error instanceof Error && 'code' in error && error.code === 'ENODATA';
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
