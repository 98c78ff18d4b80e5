import { randomInt } from 'node:crypto';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import {
  CODE_ALPHABET,
  CODE_LENGTH,
  displayCode,
  type EnrolError,
  type EnrolRequest,
  type EnrolResponse,
  enrolmentText,
  LIMITS,
  normaliseCode,
} from '@wardwatch/shared/protocol';
import type { Metrics } from '../metrics/metrics.ts';
import type { Attested } from '../store/attested.ts';
import type { FleetStore } from '../store/store.ts';
import { agentIdOf, isSignedBy, secretHash } from './keys.ts';

/** A fresh one-time code, as people see it. */
export function newCode(): string {
  const letters = Array.from({ length: CODE_LENGTH }, () => CODE_ALPHABET[randomInt(CODE_ALPHABET.length)]);
  return displayCode(letters.join(''));
}

/** A code that was issued: the only time it is known in the clear. */
export interface IssuedCode {
  id: string;
  code: string;
  expiresAt: number;
}

/** What a code is for. */
export interface CodeRequest {
  siteId: string;
  /** Whether the device counts at once; it never does where nobody confirmed that it may be watched. */
  preApproved: boolean;
  /** Id of the person, or `system`. */
  createdBy: string;
  /** Who confirmed it for the machine that will use the code; null where nobody did. */
  attested: Attested | null;
}

/** What enrolment needs. */
export interface EnrolmentDeps {
  fleet: Pick<FleetStore, 'createCode' | 'enrol'>;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/** Issues one-time codes and takes enrolments. */
export class Enrolment {
  readonly #deps: EnrolmentDeps;

  constructor(deps: EnrolmentDeps) {
    this.#deps = deps;
  }

  /** Makes a code for one device at the site. Only its hash is kept. */
  async issue(request: CodeRequest): Promise<IssuedCode> {
    const code = newCode();
    const at = this.#deps.clock.now();
    const expiresAt = at + LIMITS.codeLifetimeMs;
    const { id } = await this.#deps.fleet.createCode({
      ...request,
      codeHash: secretHash(normaliseCode(code)),
      at,
      expiresAt,
    });
    return { id, code, expiresAt };
  }

  /** Spends the code for the key, once the key's holder proved that it has it. */
  async enrol(request: EnrolRequest): Promise<({ ok: true } & EnrolResponse) | { ok: false; error: EnrolError }> {
    const { fleet, clock, metrics, log } = this.#deps;
    if (!isSignedBy(request.publicKey, enrolmentText(request.code, request.publicKey), request.signature)) {
      metrics.enrolments.inc({ outcome: 'signature-wrong' });
      return { ok: false, error: 'signature-wrong' };
    }
    const agentId = agentIdOf(request.publicKey);
    const { publicKey, name, os, agentVersion, attestation: statement } = request;
    const codeHash = secretHash(normaliseCode(request.code));
    const machine = { agentId, publicKey, name, os, agentVersion, statement };
    const outcome = await fleet.enrol({ codeHash, ...machine, at: clock.now() });
    metrics.enrolments.inc({ outcome: outcome.ok ? outcome.status : outcome.error });
    if (!outcome.ok) return outcome;
    log.info('enrolment.done', { agentId, deviceId: outcome.deviceId, status: outcome.status });
    const status = outcome.status === 'active' ? 'active' : 'pending';
    return { ok: true, agentId, status, siteName: outcome.siteName };
  }
}
