import * as v from 'valibot';

/** Identity of an agent: `ag_` and 32 hex digits, the head of the SHA-256 of its raw Ed25519 public key. */
export const agentId = v.pipe(v.string(), v.regex(/^ag_[0-9a-f]{32}$/));

/** Opaque id that one machine run gives itself (boot, journal epoch, process): 8 to 64 of `A-Z a-z 0-9 _ -`. */
export const runId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{8,64}$/));

/** Id of a row that the server made: a lower-case prefix and 20 letters or digits, such as `site_…`. */
export const rowId = v.pipe(v.string(), v.regex(/^[a-z]{2,8}_[a-z0-9]{4,32}$/));

/** Position of an entry in its journal epoch: 1, 2, 3 …, never reused. */
export const seq = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
