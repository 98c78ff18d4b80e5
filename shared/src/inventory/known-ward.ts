import type { EquipmentRow, ProfileRow, SiteRow } from '../api/index.ts';

/** A site as far as the sheets speak of it. */
export type KnownSite = Pick<SiteRow, 'id' | 'name' | 'kind' | 'archived' | 'provider' | 'feeder' | 'calendarId'>;

/** What the ward has, against which a file is held. */
export interface KnownWard {
  sites: readonly KnownSite[];
  profiles: readonly ProfileRow[];
  items: readonly EquipmentRow[];
  devices: readonly { id: string; siteId: string; name: string }[];
  calendars: readonly { id: string; name: string }[];
  /** Ids of criteria that equipment may be asked for by. */
  criteria: readonly string[];
}
