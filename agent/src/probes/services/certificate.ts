import { failed, type LookFigures, type ServiceLook } from './look.ts';

const DAY_MS = 86_400_000;

/** What is wrong with a certificate, by the code of OpenSSL's and Node's verification. */
const VERDICTS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'certificate expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate of an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate of an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate of an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate chain incomplete',
  CERT_REVOKED: 'certificate revoked',
  CERT_UNTRUSTED: 'certificate of an unknown authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate for another name',
};

/** The chain leads to no authority that is known. */
const NO_ISSUER: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
]);

/** Whether more authorities could make the certificate pass. */
export function lacksAuthority(code: string): boolean {
  return NO_ISSUER.has(code);
}

/** The parts of a certificate that say whether browsers complete its chain. */
export interface ChainFacts {
  infoAccess?: NodeJS.Dict<string[]> | undefined;
}

/**
 * Whether all that is wrong is that the server sends no intermediate certificate: it stands alone, and names where its
 * issuer's is (RFC 5280 § 4.2.2.1), from where browsers fetch it. People get there, so the service is not down.
 */
export function isChainCutShort(code: string, { infoAccess }: ChainFacts): boolean {
  return code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' && (infoAccess?.['CA Issuers - URI']?.length ?? 0) > 0;
}

/**
 * The look at a service whose certificate did not pass. One that is not valid yet says more about this machine's clock,
 * as after an empty clock battery, than about the service: a hole.
 *
 * @param code of the verification, such as `CERT_HAS_EXPIRED`.
 */
export function untrusted(code: string, figures: LookFigures): ServiceLook {
  if (code === 'CERT_NOT_YET_VALID') {
    return { outcome: 'impossible', detail: 'certificate not valid yet by the clock of this machine' };
  }
  return failed('tls', VERDICTS[code] ?? `certificate not trusted (${code})`, figures);
}

/**
 * Whole days that a certificate is still good for.
 *
 * @param validTo as Node gives it: `Nov 24 12:00:00 2026 GMT`.
 */
export function daysLeft(validTo: string, nowMs: number): number | undefined {
  const until = Date.parse(validTo);
  return Number.isNaN(until) ? undefined : Math.floor((until - nowMs) / DAY_MS);
}
