export { itemIds } from './item-ids.ts';
export type { KnownSite, KnownWard } from './known-ward.ts';
export type { ImportPlan } from './plan.ts';
export { type ImportPlanned, planImport } from './plan-import.ts';
export { MAX_LISTED_PROBLEMS } from './problems.ts';
export { searchInventory } from './search.ts';
export type { MergedCells, PlainCell, SheetCell, SheetTable } from './sheet.ts';
export { siteInStep } from './site-line.ts';
export { equipmentTable, guideTable, type OutTable, sitesTable } from './tables.ts';
