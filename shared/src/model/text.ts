import * as v from 'valibot';

/** Text without control characters (Unicode category Cc), which neither logs nor PostgreSQL take. */
const NO_CONTROL = /^\P{Cc}*$/u;

/** One line of text that a machine states, at most `maxLength` UTF-16 units; may be empty. */
export function plainText(maxLength: number) {
  return v.pipe(v.string(), v.maxLength(maxLength), v.regex(NO_CONTROL));
}

/** Name that a person gives to a place or a device; any script, no control characters. */
export const displayName = v.pipe(
  v.string(),
  v.trim(),
  v.normalize('NFC'),
  v.minLength(1),
  v.maxLength(120),
  v.regex(NO_CONTROL),
);
