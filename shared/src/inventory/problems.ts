import type { ImportProblem, ImportTable } from '../api/index.ts';
import type { CellProblem } from './read-cell.ts';

/** Most problems that are listed; further ones are counted. */
export const MAX_LISTED_PROBLEMS = 500;
const MAX_SHOWN = 80;
const MAX_EXPECTED = 400;

/** Where a problem is: `row` as the spreadsheet counts, null for the whole table. */
export interface ProblemPlace {
  table: ImportTable;
  row: number | null;
  column: string | null;
  value?: string;
}

/** Collects what is wrong with a file. */
export interface Problems {
  add(place: ProblemPlace, problem: CellProblem, isWarning?: boolean): void;
  readonly list: readonly ImportProblem[];
  /** How many are not listed. */
  more(): number;
  /** Whether one of them keeps the file from being taken. */
  hasErrors(): boolean;
}

/** An empty collection. */
export function newProblems(): Problems {
  const list: ImportProblem[] = [];
  let more = 0;
  let errors = 0;
  return {
    list,
    more: () => more,
    hasErrors: () => errors > 0,
    add: ({ table, row, column, value = '' }, { code, expected }, isWarning = false) => {
      if (!isWarning) errors += 1;
      if (list.length >= MAX_LISTED_PROBLEMS) {
        more += 1;
        return;
      }
      const cut = expected.length > MAX_EXPECTED ? `${expected.slice(0, MAX_EXPECTED)}…` : expected;
      list.push({ table, row, column, code, value: value.slice(0, MAX_SHOWN), expected: cut, isWarning });
    },
  };
}
