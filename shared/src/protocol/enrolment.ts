import * as v from 'valibot';
import { keysOf } from '../lib/index.ts';
import { agentId, attestation, displayName, plainText } from '../model/index.ts';
import { publicKey, signature } from './frames.ts';

/** Body of `POST /agent/enrol`. */
export const enrolRequest = v.object({
  /** The one-time code; dashes and case do not matter. */
  code: v.pipe(v.string(), v.minLength(8), v.maxLength(40)),
  publicKey,
  /** Ed25519 over `enrolmentText(code, publicKey)`: whoever enrols a key holds it. */
  signature,
  /** What the machine calls itself; a person may change it later. */
  name: displayName,
  os: plainText(120),
  agentVersion: plainText(40),
  /** The confirmation of whoever stands at the machine. */
  attestation,
});
export type EnrolRequest = v.InferOutput<typeof enrolRequest>;

/** Answer to a good enrolment: 201. */
export const enrolResponse = v.object({
  agentId,
  status: v.picklist(['pending', 'active']),
  siteName: v.string(),
});
export type EnrolResponse = v.InferOutput<typeof enrolResponse>;

/** Why an enrolment is refused, with its HTTP status. */
export const ENROL_ERRORS = {
  'code-unknown': 404,
  'code-expired': 410,
  'code-used': 409,
  'signature-wrong': 403,
  'key-known': 409,
  'bad-request': 400,
  'rate-limited': 429,
} as const;
export type EnrolError = keyof typeof ENROL_ERRORS;

/** Body of a refused enrolment; the status is the one of `ENROL_ERRORS`. */
export const enrolRefusal = v.object({
  error: v.picklist(keysOf(ENROL_ERRORS)),
  /** What was wrong and what to do next, in English. */
  message: v.string(),
});
export type EnrolRefusal = v.InferOutput<typeof enrolRefusal>;
