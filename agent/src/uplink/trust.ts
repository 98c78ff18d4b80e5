import { X509Certificate } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import type { DetailedPeerCertificate } from 'node:tls';
import { AgentError } from '../lib/errors.ts';

const CONNECT_TIMEOUT_MS = 10_000;
/** A chain longer than this is no chain. */
const MAX_CHAIN = 10;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * The server's address as the agent may use it: `https:` anywhere, `http:` to this very machine alone. The path, if
 * any, is the prefix under which a proxy serves Wardwatch.
 */
export function checkServerUrl(text: string): { ok: true; url: URL } | { ok: false; message: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['https:', 'http:', 'wss:', 'ws:'].includes(url.protocol)) {
    return { ok: false, message: `"${text}" is not a server address; use https://name or https://name:port` };
  }
  if (url.username || url.password) return { ok: false, message: 'a server address must not carry a password' };
  url.protocol = url.protocol === 'ws:' || url.protocol === 'http:' ? 'http:' : 'https:';
  url.search = '';
  url.hash = '';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return { ok: false, message: `${url.origin} is not encrypted; use https:// (http:// is for this machine only)` };
  }
  return { ok: true, url };
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  return host === 'localhost' || (version !== 0 && loopback.check(host, version === 4 ? 'ipv4' : 'ipv6'));
}

/** The address of an endpoint below the server's address. */
export function endpoint(server: URL, path: string): URL {
  const url = new URL(server);
  url.pathname = `${url.pathname.replace(/\/$/, '')}${path}`;
  return url;
}

/** Form of a certificate's fingerprint: `sha256:` and 64 hex digits. */
const PIN = /^sha256:[0-9a-f]{64}$/;

/** A fingerprint as people copy it (upper case, colons) in the one form that is compared; undefined where it is none. */
export function normalisePin(text: string): string | undefined {
  const pin = `sha256:${text
    .replace(/^sha-?256[:=]/i, '')
    .replace(/[:\s]/g, '')
    .toLowerCase()}`;
  return PIN.test(pin) ? pin : undefined;
}

/**
 * Fetches the server's certificates once and gives back the PEM of the one with the fingerprint. Nothing is sent over
 * this connection, so that it is not verified costs nothing: from then on the PEM is the only authority trusted.
 * Rejects with `untrusted` where no certificate fits, `unreachable` where there is no answer.
 */
export async function fetchPinned(server: URL, pin: string): Promise<string> {
  const chain = await fetchChain(server);
  const found = chain.find((raw) => fingerprint(raw) === pin);
  if (found) return new X509Certificate(found).toString();
  const seen = chain.map(fingerprint).join(', ');
  const advice = 'compare it with the fingerprint that the console shows, and do not go on if they differ';
  throw new AgentError(
    'untrusted',
    `${server.host} shows no certificate with the fingerprint ${pin} (it shows ${seen}): ${advice}`,
  );
}

/** The fingerprint of a certificate (DER or PEM) in the form of a pin. */
export function fingerprint(certificate: Buffer | string): string {
  return `sha256:${new X509Certificate(certificate).fingerprint256.replaceAll(':', '').toLowerCase()}`;
}

async function fetchChain(server: URL): Promise<Buffer[]> {
  const { connect } = await import('node:tls');
  const host = server.hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const fail = (message: string, cause?: unknown): void => {
      socket.destroy();
      reject(new AgentError('unreachable', `${server.host}: ${message}`, { cause }));
    };
    const socket = connect({
      host,
      port: Number(server.port || 443),
      ...(isIP(host) ? {} : { servername: host }),
      rejectUnauthorized: false,
      timeout: CONNECT_TIMEOUT_MS,
    });
    socket.once('timeout', () => fail('no answer in time'));
    socket.on('error', (error) => fail(error.message, error));
    socket.once('secureConnect', () => {
      const chain = rawChain(socket.getPeerCertificate(true));
      socket.destroy();
      resolve(chain);
    });
  });
}

function rawChain(leaf: DetailedPeerCertificate): Buffer[] {
  const chain: Buffer[] = [];
  let certificate: DetailedPeerCertificate | undefined = leaf;
  while (certificate?.raw && chain.length < MAX_CHAIN) {
    chain.push(certificate.raw);
    // A self-signed certificate is its own issuer.
    certificate = certificate.issuerCertificate === certificate ? undefined : certificate.issuerCertificate;
  }
  return chain;
}
