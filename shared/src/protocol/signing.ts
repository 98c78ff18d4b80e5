/** The exact bytes (UTF-8) that an agent signs to prove that it holds the key which it enrols. */
export function enrolmentText(code: string, publicKey: string): string {
  return `wardwatch-enrol-v1\n${normaliseCode(code)}\n${publicKey}`;
}

/** The exact bytes (UTF-8) that an agent signs to answer a challenge. */
export function helloText(nonce: string, agentId: string): string {
  return `wardwatch-hello-v1\n${nonce}\n${agentId}`;
}

/** Letters of enrolment codes: no 0/O, 1/I/L, so that a code survives being read out over the phone. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Letters of a code, without the dashes that people see. 16 letters of 31 carry 79 bits. */
export const CODE_LENGTH = 16;

/** A code as it is hashed and signed: ASCII letters and digits only, in upper case. */
export function normaliseCode(code: string): string {
  return code.replace(/[^0-9A-Za-z]/g, '').toUpperCase();
}

/** A code as people see it: `ABCD-EFGH-JKMN-PQRS`. */
export function displayCode(code: string): string {
  return normaliseCode(code).replace(/(.{4})(?=.)/g, '$1-');
}
