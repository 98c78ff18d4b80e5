import type {
  BoundStatement,
  Criterion,
  Declaration,
  EquipmentItem,
  Indicator,
  NamedSystem,
  Paper,
  Price,
  Reference,
  SiteKind,
  SiteProfile,
  WardIdentity,
  WardReport,
} from '@wardwatch/shared/model';
import type { SiteSettings } from './ledger-store.ts';

/**
 * What people keep by hand, by kind. Ids: `profile` the site's, `declaration` `SITE/CRITERION/DAY`, `statement`
 * `REPORT/STATEMENT`, `snapshot` the paper's, `identity` always `ward`; the rest carry their own.
 */
export interface RecordKinds {
  profile: SiteProfile;
  equipment: EquipmentItem;
  criterion: Criterion;
  declaration: Declaration;
  price: Price;
  report: WardReport;
  statement: BoundStatement;
  indicator: Indicator;
  system: NamedSystem;
  reference: Reference;
  paper: Paper;
  identity: WardIdentity;
  /** Locked figures of an issued paper, as they were printed. */
  snapshot: { json: string };
}
export type RecordKind = keyof RecordKinds;

/** A record as it is kept. */
export interface StoredRecord<Kind extends RecordKind> {
  id: string;
  body: RecordKinds[Kind];
  /** Of the commit that changed it last; a change that is based on another one is refused. */
  revision: number;
  changedAt: number;
  changedBy: string;
}

/** A record to write, or to remove (`body: null`). */
export type RecordChange = {
  [Kind in RecordKind]: {
    kind: Kind;
    id: string;
    body: RecordKinds[Kind] | null;
    /** What no other record of the kind may have; absent for nothing. */
    uniqueKey?: string;
    /** Revision that the caller saw: 0 for "there is none yet", absent for whatever is there. */
    basedOn?: number;
  };
}[RecordKind];

/** A site to add (with a new id) or to change, within one commit with records. */
export type SiteChange =
  | { change: 'add'; id: string; name: string; kind: SiteKind; settings: SiteSettings }
  | { change: 'update'; id: string; settings: SiteSettings };

/** Nothing was written, and which record stood in the way. */
export interface RecordRefusal {
  ok: false;
  error: 'revised' | 'key-taken' | 'no-such-site';
  kind: RecordKind | 'site';
  id: string;
}
export type RecordOutcome = { ok: true; revision: number } | RecordRefusal;

/** Kept by hand: equipment, readiness, reports, documents. Checked by schemas at the edge before they come here. */
export interface RecordStore {
  /** All of a kind, in order of their ids. */
  all<Kind extends RecordKind>(kind: Kind): Promise<StoredRecord<Kind>[]>;
  /** One of them. */
  one<Kind extends RecordKind>(kind: Kind, id: string): Promise<StoredRecord<Kind> | undefined>;
  /** Writes all changes, sites first, or none of them. */
  save(
    changes: readonly RecordChange[],
    by: { at: number; by: string },
    sites?: readonly SiteChange[],
  ): Promise<RecordOutcome>;
  /** A new id for a site that `save` adds. */
  newSiteId(): string;
}
