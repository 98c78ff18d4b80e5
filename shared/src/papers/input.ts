import type { PaperChanges, WardFigures } from '../api/index.ts';
import type {
  Criterion,
  EquipmentItem,
  Paper,
  Price,
  Reference,
  SiteProfile,
  WardIdentity,
  WardReport,
} from '../model/index.ts';

/** What a document needs of a statement of the catalogue; `STATEMENTS` of `@wardwatch/shared/statements` fits. */
export interface NamedStatement {
  /** `C03`. */
  id: string;
  name: { vi: string };
  /** Part of the report that says it: `II.1`. */
  section: string;
}

/** All that a document is made of. The same input gives the same document. */
export interface PaperInput {
  paper: Paper;
  /** Of the document's period, with the statements of its report. */
  figures: WardFigures;
  /** The report of `paper.reportId`; null for none. */
  report: WardReport | null;
  statements: readonly NamedStatement[];
  criteria: readonly Criterion[];
  identity: WardIdentity;
  references: readonly Reference[];
  prices: readonly Price[];
  items: readonly EquipmentItem[];
  profiles: readonly SiteProfile[];
  /** Documents that were issued before, in order of their days. */
  issued: readonly Paper[];
  /** For a correction: what the ledger says now against the document that it mends; else empty. */
  changes: PaperChanges['changes'];
  /** UTC milliseconds. */
  now: number;
}
