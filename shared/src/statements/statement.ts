import type { EquipmentKind, LocalDate, SiteKind } from '../model/index.ts';

/** What a report does with a statement: says that it is done or well, admits that it is missing, aims, asks, or names it beside. */
export type Stance = 'done' | 'ok' | 'gap' | 'target' | 'request' | 'context';

/** What a statement is held against. */
export type Measure =
  /** Share of opening hours without local-network failures; so many confirmed ones in the period miss it by themselves. */
  | { kind: 'lan-availability'; criterionId: string; outages: number }
  /** Computers that meet the minimum configuration. */
  | { kind: 'computer-fit'; criterionId: string }
  /** Outages of connectivity in opening hours; the share stands beside them. */
  | { kind: 'interruptions'; benchmarkPercent: number }
  /** The same over the whole way to a service: the site's own outages and the service's. */
  | { kind: 'path-interruptions'; benchmarkPercent: number; systemIds: readonly string[] }
  /** Share of opening hours in which the services answered. */
  | { kind: 'services'; systemIds: readonly string[] }
  /** Failures too short for the ledger's list. */
  | { kind: 'flaps' }
  /** Mandatory criteria whose id begins so. */
  | { kind: 'criteria'; prefix: string }
  /** Mains cuts, UPS cover and runtime together. */
  | { kind: 'power'; coverId: string; runtimeId: string }
  /** Stage of a kind of equipment. */
  | { kind: 'item-stage'; equipment: EquipmentKind; criterionId: string }
  | { kind: 'houses-equipped' }
  | { kind: 'houses-wifi' }
  /** A share entered by hand, with services beside it where they tell something of it. */
  | { kind: 'ratio'; indicatorId: string; systemIds?: readonly string[] }
  /** A state entered by hand, and nothing else: nothing of it is measured, ever. */
  | { kind: 'status'; systemId: string }
  /** A figure or words entered by hand. */
  | { kind: 'manual'; indicatorId: string }
  /** Lines of the newest budget request without proof. */
  | { kind: 'budget' }
  /** A figure entered by hand beside the houses with Wi-Fi; no cause is read from the two. */
  | { kind: 'beside'; indicatorId: string };

/** Bound that a figure has to keep; a null value is one that a person has to name first. */
export interface StatementTarget {
  op: '>=' | '<=' | '==';
  value: number | null;
  unit: '%' | 'times' | 'houses' | 'criteria' | 'stage' | 'lines';
}

/** What a part of a report speaks of; a statement is looked for where its own topic is spoken of. */
export type Topic =
  | 'direction'
  | 'infrastructure'
  | 'awareness'
  | 'digitisation'
  | 'government'
  | 'economy'
  | 'results'
  | 'strengths'
  | 'difficulties'
  | 'plan'
  | 'requests';

/**
 * How a passage is known. Each entry is a list of alternatives divided by `|`, folded (no marks, lower case), matched at
 * word limits; `..` stands for up to a few words between.
 */
export interface StatementTerms {
  topics: readonly [Topic, ...Topic[]];
  /** Words that the clause itself has. */
  anchor: string;
  /** Each is in the clause or near it. */
  needs: readonly string[];
  /** Each speaks for it. */
  hints: readonly string[];
  /** Each speaks against it where it is in the clause. */
  against: readonly string[];
  /** Statements that are said of another matter in much the same words: never found in the same sentence. */
  rivals?: readonly string[];
}

/** A statement of the ward's quarterly report. */
export interface Statement {
  /** `C03`. */
  id: string;
  /** Section of the report of the first quarter of 2026, and place within it. */
  section: string;
  place: number;
  name: { vi: string; en: string };
  kind: 'infra' | 'equipment' | 'continuity' | 'indicator' | 'security' | 'funding';
  stance: Stance;
  terms: StatementTerms;
  /** Systems of the report that it concerns: `HT-03`. */
  systemIds: readonly string[];
  measure: Measure;
  /** Kinds of places that it speaks of; none: the ward as a whole. */
  scope: readonly SiteKind[];
  /** Hours that count: opening hours, the state on the last day, or none. */
  calendar: 'open' | 'point' | 'none';
  target: StatementTarget | null;
  /** A day of its own; null for none, or for the end of the quarter after the report's, which its period tells. */
  dueOn: LocalDate | null;
  isDueNextQuarter: boolean;
  /** Weight among the gaps, 1 to 10. */
  weight: number;
  /** Nothing of it may be measured or kept but its state. */
  isNeverMeasured: boolean;
}
