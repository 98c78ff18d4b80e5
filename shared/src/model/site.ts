import * as v from 'valibot';

/** Kind of a place, as the ward counts its places. */
export const SITE_KINDS = ['headquarters', 'one-stop-centre', 'cultural-house', 'other'] as const;
export const siteKind = v.picklist(SITE_KINDS);
export type SiteKind = v.InferOutput<typeof siteKind>;
