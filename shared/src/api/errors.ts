import * as v from 'valibot';
import { keysOf } from '../lib/index.ts';
import { ledgerRow } from '../model/index.ts';

/** Stable codes of refused requests. The console has a sentence for each, in the reader's language. */
export const API_ERRORS = {
  'bad-request': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'wrong-origin': 403,
  'setup-token-wrong': 403,
  'credentials-wrong': 401,
  'not-found': 404,
  'setup-done': 409,
  'name-taken': 409,
  'state-conflict': 409,
  'row-revised': 409,
  /** Somebody changed the record since the caller saw it. */
  revised: 409,
  /** Another record has the code, number or name already. */
  'key-taken': 409,
  /** The import is not the one that was previewed, or the preview does not hold any more. */
  'preview-stale': 409,
  /** Another document of the kind has this number in its year. */
  'number-taken': 409,
  /** The document is before its signer; it is changed as a draft only. */
  'not-a-draft': 409,
  /** The document is issued and locked. */
  'already-issued': 409,
  'file-type-refused': 415,
  /** Damaged, or not what its type says. */
  'file-unreadable': 422,
  /** Locked by a password. */
  'file-encrypted': 422,
  /** Holds nothing that could be read: no text, no table. */
  'file-empty': 422,
  /** A packed file that would unpack to more than is allowed, or lies about its size. */
  'archive-refused': 422,
  'too-large': 413,
  'rate-limited': 429,
  'store-unavailable': 503,
  internal: 500,
} as const;
export type ApiErrorCode = keyof typeof API_ERRORS;

/** Body of every answer that is not a success. */
export const apiError = v.object({
  error: v.object({
    code: v.picklist(keysOf(API_ERRORS)),
    /** What was wrong and what to do next, in English, for logs and clients. */
    message: v.string(),
    /** Fields of the request that are wrong. */
    fields: v.optional(v.record(v.string(), v.string())),
    /** The row as it is now, where it was revised since the caller saw it. */
    row: v.optional(ledgerRow),
    /** Seconds to wait before trying again. */
    retryAfter: v.optional(v.number()),
  }),
});
export type ApiError = v.InferOutput<typeof apiError>;
