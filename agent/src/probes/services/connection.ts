import { isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { systemCode } from '../../lib/errors.ts';
import type { TargetPolicy } from '../policy.ts';
import { deadline, type ProbeContext } from '../probe.ts';
import { openTcp } from '../tcp.ts';
import type { LineState } from '../link/line-state.ts';
import { type Authorities, ownAuthorities } from './authorities.ts';
import { daysLeft, isChainCutShort, lacksAuthority, untrusted } from './certificate.ts';
import { DENIED, failed, type LookFigures, type ServiceLook } from './look.ts';
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
  /** This device's own line out; unknown where absent. */
  line?: LineState;
  /** Instead of this machine's, for tests. */
  authorities?: Authorities;
}

/** A place to connect to. */
export interface Place {
  /** Name or address, without brackets. */
  host: string;
  port: number;
  isSecure: boolean;
}

/** An open connection, with what its certificate shows where it has one; or the look that ended before. */
export type Connection = { socket: Socket; certificate?: CertificateFigures } | ServiceLook;
type CertificateFigures = Pick<LookFigures, 'certificateDays' | 'flaw'>;

/**
 * Resolves, asks the policy, connects to exactly the address that it allowed, and secures the connection. Nothing has
 * been sent over it but the handshake; one that is not trusted is closed. Where the authorities known so far do not
 * suffice, it is tried once more with all that this machine trusts.
 */
export async function openPlace(tools: ServiceTools, place: Place, signal: AbortSignal): Promise<Connection> {
  const authorities = tools.authorities ?? ownAuthorities;
  const wasWide = authorities.isWide;
  const opened = await openOnce(tools, place, signal);
  if (!('unknownIssuer' in opened)) return opened;
  if (wasWide || !(await authorities.widen())) return opened.unknownIssuer;
  if ('socket' in opened.unknownIssuer) opened.unknownIssuer.socket.destroy();
  const again = await openOnce(tools, place, signal);
  return 'unknownIssuer' in again ? again.unknownIssuer : again;
}

/** As a connection; or what it comes to unless more authorities are known. */
type Tried = Connection | { unknownIssuer: Connection };

async function openOnce(tools: ServiceTools, place: Place, signal: AbortSignal): Promise<Tried> {
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
): Promise<Tried> {
  // Its errors are its own until it is secured: it may break while the authorities are loaded.
  socket.on('error', () => undefined);
  const { connect, checkServerIdentity } = await import('node:tls');
  const secureContext = await (tools.authorities ?? ownAuthorities).context();
  return new Promise((resolve) => {
    // Not refused by itself: of a certificate that does not pass, time and days are still told.
    const secured = connect({
      socket,
      host,
      servername: isIP(host) === 0 ? host : '',
      rejectUnauthorized: false,
      ...(secureContext ? { secureContext } : {}),
    });
    const finish = (tried: Tried): void => {
      signal.removeEventListener('abort', onAbort);
      const used = 'unknownIssuer' in tried ? tried.unknownIssuer : tried;
      if (!('socket' in used)) secured.destroy();
      resolve(tried);
    };
    const onAbort = (): void => finish(failed('timeout', 'no answer to the TLS handshake'));
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    secured.on('error', (error) => finish(failed('tls', `handshake failed (${systemCode(error) ?? 'error'})`)));
    secured.once('close', () => finish(failed('tls', 'closed during the handshake')));
    secured.once('secureConnect', () => {
      const now = tools.context.clock.now();
      const isNamed = checkServerIdentity(host, secured.getPeerCertificate()) === undefined;
      finish(judge(secured, isNamed, { now, ms: tools.context.stopwatch() - startedAt }));
    });
  });
}

/** What the certificate says of a connection whose handshake is done. `isNamed`: it is for the name that was asked. */
function judge(secured: TLSSocket, isNamed: boolean, { now, ms }: { now: number; ms: number }): Tried {
  const certificate = secured.getPeerCertificate();
  const certificateDays = daysLeft(certificate.valid_to, now);
  const days = certificateDays === undefined ? {} : { certificateDays };
  if (secured.authorized) return { socket: secured, certificate: days };
  // The type says Error; Node gives its code.
  const code = String(secured.authorizationError);
  // Of two things that are wrong the verification names one: where it is the chain, name and days are still to be seen.
  const isOtherwiseGood = isNamed && (certificateDays ?? -1) >= 0;
  if (isOtherwiseGood && isChainCutShort(code, certificate)) {
    const flaw = 'certificate chain incomplete';
    return { unknownIssuer: { socket: secured, certificate: { ...days, flaw } } };
  }
  const look = untrusted(code, { ms, ...days });
  return lacksAuthority(code) ? { unknownIssuer: look } : look;
}
