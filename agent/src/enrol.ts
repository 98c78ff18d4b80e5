import os from 'node:os';
import type { Logger } from '@wardwatch/shared/lib';
import { ATTESTATION } from '@wardwatch/shared/model';
import {
  describeIssues,
  enrolmentText,
  enrolRefusal,
  type EnrolResponse,
  enrolResponse,
  normaliseCode,
} from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import path from 'node:path';
import { forbiddenOf, prepareDataFolder, saveOptions } from './config.ts';
import { createIdentity, type Identity, loadIdentity } from './identity/identity.ts';
import { AgentError, describeError } from './lib/errors.ts';
import { readIfThere, replaceFile } from './lib/files.ts';
import type { NetworkInterface } from './machine/forbidden.ts';
import { thisMachine } from './machine/machine.ts';
import { NetworkGuard } from './network-guard.ts';
import { postJson, type ServerAccess } from './uplink/http.ts';
import { checkServerUrl, endpoint, fetchPinned, fingerprint, normalisePin } from './uplink/trust.ts';
import { AGENT_VERSION } from './version.ts';

const ANSWER_TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 65_536;

export interface EnrolOptions {
  dataFolder: string;
  server: string;
  /** The one-time code; dashes and case do not matter. */
  code: string;
  /** Fingerprint of a certificate to trust instead of the system's authorities. */
  pin?: string | undefined;
  /** What the machine calls itself; its host name where absent. */
  name?: string | undefined;
  /** Give up the identity that this folder has. */
  replace?: boolean;
  /** Number of the statement that a person confirmed for this machine. Nothing is sent unless it is `ATTESTATION`. */
  attestation: number | undefined;
  /** What the machine must not touch, `[]` for nothing; it is looked at before anything is sent, and kept in the options. */
  forbidden: readonly string[];
  /** Interfaces of the machine; its own unless a test says others. */
  interfaces?: () => readonly NetworkInterface[];
  log: Logger;
}

/**
 * The certificate to trust, PEM; undefined where the system's authorities count. Where the options name another
 * fingerprint than that of the certificate at hand (the server got a new one), it is fetched and kept; while that
 * fails, the one at hand goes on being the only one trusted.
 */
export async function pinnedCertificate(
  dataFolder: string,
  server: URL,
  pin: string | null,
  log: Logger,
): Promise<string | undefined> {
  const known = await readIfThere(certificateFile(dataFolder));
  const wanted = pin === null ? undefined : normalisePin(pin);
  if (wanted === undefined || (known !== undefined && fingerprint(known) === wanted)) return known;
  try {
    const fetched = await fetchPinned(server, wanted);
    await replaceFile(certificateFile(dataFolder), fetched);
    return fetched;
  } catch (error) {
    log.warn('certificate-not-fetched', { pin: wanted, message: describeError(error) });
    if (known === undefined) throw error;
    return known;
  }
}

/** Whether an enrolment went through in this data folder. */
export async function isEnrolled(dataFolder: string): Promise<boolean> {
  return (await readIfThere(enrolmentFile(dataFolder))) !== undefined;
}

function certificateFile(dataFolder: string): string {
  return path.join(dataFolder, 'server-ca.pem');
}

/**
 * Registers this machine with a server: makes a key, proves that it holds it, spends the code. Keeps key, address and
 * pinned certificate in the data folder. Rejects with `not-attested`, `forbidden-network`, `already-enrolled`,
 * `untrusted`, `unreachable` or `refused`; the folder then holds no enrolment that it did not hold before.
 */
export async function enrol(options: EnrolOptions): Promise<EnrolResponse & { server: string }> {
  const checked = checkServerUrl(options.server);
  if (!checked.ok) throw new AgentError('untrusted', checked.message);
  const pin = options.pin === undefined ? undefined : normalisePin(options.pin);
  if (options.pin !== undefined && pin === undefined) {
    throw new AgentError('config-invalid', 'a fingerprint is "sha256:" and 64 hex digits, as the console shows it');
  }
  refuseUnlessClear(options);
  await prepareDataFolder(options.dataFolder);
  const known = await loadEnrolment(options);
  if (known) {
    throw new AgentError(
      'already-enrolled',
      `this folder holds the identity ${known} already; use --replace to give it up`,
    );
  }
  const ca = pin === undefined ? undefined : await fetchPinned(checked.url, pin);
  const access: ServerAccess = { server: checked.url, ca, agentVersion: AGENT_VERSION };
  const identity = await reuseOrCreate(options);
  const answer = await request(access, identity, options);
  if (ca !== undefined) await replaceFile(certificateFile(options.dataFolder), ca);
  const server = checked.url.href.replace(/\/$/, '');
  await saveOptions(options.dataFolder, { server, pin: pin ?? null, forbidden: [...options.forbidden] });
  await replaceFile(enrolmentFile(options.dataFolder), `${JSON.stringify({ ...answer, server })}\n`);
  return { ...answer, server };
}

/** Before anything else: is it allowed at all to tell a server of this machine? */
function refuseUnlessClear({ attestation, forbidden, interfaces }: EnrolOptions): void {
  if (attestation !== ATTESTATION) {
    throw new AgentError(
      'not-attested',
      'nobody confirmed that this machine may be watched; nothing was sent. Run `wardwatch-agent enrol` at a terminal and answer its question',
    );
  }
  const own = interfaces ?? (() => thisMachine().interfaces());
  const found = new NetworkGuard({ forbidden: forbiddenOf({ forbidden: [...forbidden] }), interfaces: own }).look();
  if (found) throw found;
}

const ENROLMENT = v.object({ agentId: v.string() });

function enrolmentFile(dataFolder: string): string {
  return path.join(dataFolder, 'enrolment.json');
}

async function loadEnrolment({ dataFolder, replace }: EnrolOptions): Promise<string | undefined> {
  const text = await readIfThere(enrolmentFile(dataFolder));
  if (text === undefined || replace === true) return undefined;
  return v.parse(ENROLMENT, JSON.parse(text)).agentId;
}

/** A key whose enrolment did not go through is used again; one that is enrolled is replaced only when asked. */
async function reuseOrCreate({ dataFolder, replace }: EnrolOptions): Promise<Identity> {
  const known = replace === true ? undefined : await loadIdentity(dataFolder);
  return known ?? createIdentity(dataFolder);
}

async function request(access: ServerAccess, identity: Identity, options: EnrolOptions): Promise<EnrolResponse> {
  const code = normaliseCode(options.code);
  const { os: system } = await thisMachine().system();
  const body = {
    code,
    publicKey: identity.publicKey,
    signature: identity.sign(enrolmentText(code, identity.publicKey)),
    name: (options.name ?? os.hostname()).slice(0, 120),
    os: system,
    agentVersion: AGENT_VERSION,
    attestation: options.attestation,
  };
  const answer = await postJson(endpoint(access.server, '/agent/enrol'), body, access, {
    timeoutMs: ANSWER_TIMEOUT_MS,
    maxBytes: MAX_ANSWER_BYTES,
  }).catch((error: unknown) => {
    throw connectionError(access.server, error);
  });
  if (answer.status === 201) {
    const accepted = v.safeParse(enrolResponse, answer.body);
    if (accepted.success) return accepted.output;
    throw new AgentError(
      'unreachable',
      `${access.server.host} answered with something else than an enrolment: ${describeIssues(accepted.issues)}`,
    );
  }
  throw refusal(access.server, answer.status, answer.body);
}

function refusal(server: URL, status: number, body: unknown): AgentError {
  const refused = v.safeParse(enrolRefusal, body);
  if (refused.success) {
    const { error: code, message } = refused.output;
    return new AgentError('refused', `${server.host} refused the enrolment (${code}): ${message}`);
  }
  return new AgentError('unreachable', `${server.host} answered ${status}; is this the address of a Wardwatch server?`);
}

const UNTRUSTED = /certificate|self-signed|CERT_|altname|SSL|TLS/i;

function connectionError(server: URL, error: unknown): AgentError {
  const reason = describeError(error);
  if (UNTRUSTED.test(reason)) {
    const advice = "for a certificate of the ward's own, give its fingerprint with --pin";
    return new AgentError('untrusted', `the certificate of ${server.host} is not trusted (${reason}); ${advice}`, {
      cause: error,
    });
  }
  return new AgentError(
    'unreachable',
    `${server.host} does not answer (${reason}); check the address and the network`,
    { cause: error },
  );
}
