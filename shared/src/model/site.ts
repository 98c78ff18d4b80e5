import * as v from 'valibot';

/** Kind of a place, as the ward counts its places. */
export const SITE_KINDS = ['headquarters', 'one-stop-centre', 'cultural-house', 'other'] as const;
export const siteKind = v.picklist(SITE_KINDS);
export type SiteKind = v.InferOutput<typeof siteKind>;

/** Name that a person gives to a place or a device; any script, no control characters. */
export const displayName = v.pipe(
  v.string(),
  v.trim(),
  v.normalize('NFC'),
  v.minLength(1),
  v.maxLength(120),
  v.regex(/^[^\u0000-\u001f\u007f]*$/u),
);
