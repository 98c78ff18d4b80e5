import * as v from 'valibot';

/**
 * Number of the statement that a person confirms before a machine is watched: it does not draft or keep state secrets,
 * belongs to no stand-alone LAN, and is not connected to the dedicated government network. Another wording gets another
 * number, so that it stays known what was confirmed.
 */
export const ATTESTATION = 1;

/** A person's confirmation of the statement of this number; nothing goes on without it. */
export const attestation = v.literal(ATTESTATION);
