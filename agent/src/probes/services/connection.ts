import { isIP, type Socket } from 'node:net';
import { systemCode } from '../../lib/errors.ts';
import type { TargetPolicy } from '../policy.ts';
import { deadline, type ProbeContext } from '../probe.ts';
import { openTcp } from '../tcp.ts';
import { daysLeft, untrusted } from './certificate.ts';
import { DENIED, failed, type ServiceLook } from './look.ts';
import type { ResolveName } from './name.ts';

/** A connection that has not opened after so long is none, milliseconds. */
const CONNECT_TIMEOUT_MS = 5_000;

/** What looks at services share. */
export interface ServiceTools {
  context: ProbeContext;
  policy: TargetPolicy;
  /** Called with `host:port` each time that the policy refuses one. */
  onDenied: (target: string) => void;
  resolve: ResolveName;
  /** Says who asks, so that whoever runs the service can tell. */
  userAgent: string;
  /** Authorities instead of the built-in ones, PEM; for tests. */
  ca?: string;
}

/** A place to connect to. */
export interface Place {
  /** Name or address, without brackets. */
  host: string;
  port: number;
  isSecure: boolean;
}

/** An open connection, with the days of its certificate where it has one; or the look that ended before. */
export type Connection = { socket: Socket; certificateDays?: number } | ServiceLook;

/**
 * Resolves, asks the policy, connects to exactly the address that it allowed, and secures the connection. Nothing has
 * been sent over it but the handshake; one that is not trusted is closed.
 */
export async function openPlace(tools: ServiceTools, place: Place, signal: AbortSignal): Promise<Connection> {
  const { context, policy } = tools;
  const startedAt = context.stopwatch();
  const resolved = await tools.resolve(place.host, signal);
  if ('outcome' in resolved) return resolved;
  if (policy.denies(resolved.address)) {
    tools.onDenied(`${place.host}:${place.port}`);
    return DENIED;
  }
  const limit = deadline(context.clock, CONNECT_TIMEOUT_MS, signal);
  try {
    const opened = await openTcp({ address: resolved.address, port: place.port }, context.stopwatch, limit.signal);
    if ('failure' in opened) {
      const { outcome, detail } = opened.failure;
      return outcome === 'impossible' ? { outcome, detail } : failed('connect', detail);
    }
    if (!place.isSecure) return opened;
    return await secure(tools, opened.socket, { host: place.host, startedAt }, signal);
  } finally {
    limit.done();
  }
}

async function secure(
  tools: ServiceTools,
  socket: Socket,
  { host, startedAt }: { host: string; startedAt: number },
  signal: AbortSignal,
): Promise<Connection> {
  const { connect } = await import('node:tls');
  const { clock, stopwatch } = tools.context;
  return new Promise((resolve) => {
    // Not refused by itself: of a certificate that does not pass, time and days are still told.
    const secured = connect({
      socket,
      host,
      servername: isIP(host) === 0 ? host : '',
      rejectUnauthorized: false,
      ...(tools.ca === undefined ? {} : { ca: tools.ca }),
    });
    const finish = (connection: Connection): void => {
      signal.removeEventListener('abort', onAbort);
      if ('outcome' in connection) secured.destroy();
      resolve(connection);
    };
    const onAbort = (): void => finish(failed('timeout', 'no answer to the TLS handshake'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    secured.on('error', (error) => finish(failed('tls', `handshake failed (${systemCode(error) ?? 'error'})`)));
    secured.once('close', () => finish(failed('tls', 'closed during the handshake')));
    secured.once('secureConnect', () => {
      const certificateDays = daysLeft(secured.getPeerCertificate().valid_to, clock.now());
      const days = certificateDays === undefined ? {} : { certificateDays };
      if (secured.authorized) return finish({ socket: secured, ...days });
      // The type says Error; Node gives its code.
      const code = String(secured.authorizationError);
      finish(untrusted(code, { ms: stopwatch() - startedAt, ...days }));
    });
  });
}
