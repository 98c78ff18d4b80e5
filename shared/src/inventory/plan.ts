import type { EquipmentItem, SiteKind, SiteProfile } from '../model/index.ts';

/** What an import sets of a site itself. */
export interface PlannedSettings {
  name?: string;
  provider?: string | null;
  feeder?: string | null;
  calendarId?: string;
  contact?: string | null;
}

/** A site to add or to change. */
export type PlannedSite =
  | { change: 'add'; id: string; name: string; kind: SiteKind; settings: PlannedSettings }
  | { change: 'update'; id: string; settings: PlannedSettings };

/** Everything that an import writes, in one commit; each record with the revision that it is based on. */
export interface ImportPlan {
  sites: PlannedSite[];
  profiles: { profile: SiteProfile; basedOn: number }[];
  items: { item: EquipmentItem; basedOn: number }[];
}
