import type { WardFigures } from '../api/index.ts';
import type { BoundStatement, BudgetLine, EquipmentItem, Indicator, LocalDate, NamedSystem } from '../model/index.ts';

/** What the statements of a report are held against. */
export interface StatementInput {
  figures: Omit<WardFigures, 'statements' | 'reportId'>;
  /** One for each statement of the catalogue that a person or the search bound; targets and due days in place of the catalogue's. */
  bound: readonly BoundStatement[];
  indicators: readonly Indicator[];
  systems: readonly NamedSystem[];
  items: readonly EquipmentItem[];
  /** Lines of the newest budget request; null where there is none. */
  lines: readonly BudgetLine[] | null;
  /** Last day of the figures. */
  day: LocalDate;
}
