import type { ImportChange, ImportProblem, ImportTable } from '../api/index.ts';
import { fold } from '../wording/index.ts';
import { EQUIPMENT_COLUMNS } from './equipment-line.ts';
import type { KnownWard } from './known-ward.ts';
import type { ImportPlan } from './plan.ts';
import { planEquipment } from './plan-equipment.ts';
import { planSites } from './plan-sites.ts';
import { newProblems, type Problems } from './problems.ts';
import { findHead, type ReadTable, readTable } from './read-table.ts';
import type { SheetTable } from './sheet.ts';
import { SITE_COLUMNS } from './site-line.ts';
import { GUIDE_SHEET, SHEET_NAMES } from './tables.ts';

/** What a file would do. */
export interface ImportPlanned {
  problems: readonly ImportProblem[];
  /** Problems that are not listed. */
  moreProblems: number;
  changes: ImportChange[];
  /** Null while there is a problem that is no warning. */
  plan: ImportPlan | null;
}

/**
 * Holds the tables of a file against what the ward has. Every problem of every row is found before anything is
 * written. A file that was taken once changes nothing when it comes again: sites are known by their code, or by their
 * name as long as they have none; equipment by its id, or by site, kind and name. Columns that the file does not have
 * leave what is there; an empty cell empties.
 *
 * @param newSiteId gives ids for sites that are added.
 */
export function planImport(tables: readonly SheetTable[], known: KnownWard, newSiteId: () => string): ImportPlanned {
  const problems = newProblems();
  const read = readTables(tables, problems);
  const sites = planSites(read.get('sites'), known, newSiteId, problems);
  const equipment = planEquipment(read.get('equipment'), known, sites, problems);
  return {
    problems: problems.list,
    moreProblems: problems.more(),
    changes: [...sites.changes, ...equipment.changes],
    plan: problems.hasErrors() ? null : { ...sites.plan, ...equipment.plan },
  };
}

function readTables(sheets: readonly SheetTable[], problems: Problems): Map<ImportTable, ReadTable> {
  const tables = new Map<ImportTable, ReadTable>();
  for (const sheet of sheets) {
    if (fold(sheet.name) === fold(GUIDE_SHEET)) continue;
    const siteHead = findHead(sheet, SITE_COLUMNS);
    const itemHead = findHead(sheet, EQUIPMENT_COLUMNS);
    const ofSites = siteHead?.columns.size ?? 0;
    const ofItems = itemHead?.columns.size ?? 0;
    if (ofSites === 0 && ofItems === 0) continue;
    const isEven = ofItems === ofSites && fold(sheet.name).includes(fold(SHEET_NAMES.equipment));
    const table: ImportTable = ofItems > ofSites || isEven ? 'equipment' : 'sites';
    if (tables.has(table)) {
      const place = { table, row: null, column: null, value: sheet.name };
      problems.add(place, { code: 'column-twice', expected: '1' });
    } else if (itemHead && table === 'equipment') {
      tables.set(table, readTable(table, sheet, itemHead, EQUIPMENT_COLUMNS, problems));
    } else if (siteHead) {
      tables.set(table, readTable(table, sheet, siteHead, SITE_COLUMNS, problems));
    }
  }
  if (tables.size === 0) {
    const expected = SITE_COLUMNS.map(({ head }) => head).join(' | ');
    problems.add({ table: 'sites', row: null, column: null }, { code: 'column-missing', expected });
  }
  return tables;
}
