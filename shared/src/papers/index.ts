export {
  type BudgetTotals,
  budgetTotals,
  lineMoney,
  type LineWarning,
  lineWarnings,
  type Money,
} from './budget-totals.ts';
export { paperChanges } from './changes.ts';
export { paperContent } from './content.ts';
export { DEFAULT_IDENTITY } from './identity.ts';
export type { NamedStatement, PaperInput } from './input.ts';
export { type CataloguePrice, PRICE_CATALOGUE } from './price-catalogue.ts';
export { REFERENCE_SEEDS } from './reference-seeds.ts';
export { type SuggestInput, suggestLines } from './suggest-lines.ts';
export { priceBasis } from './price-basis.ts';
