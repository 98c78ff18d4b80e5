/**
 * Changes the pure core of the ledger in thousands of small ways, one at a time, and counts the changes that its tests
 * notice. By itself, `node test/bench/mutants.bench.ts FILE …` judges single files below `shared/src`
 * (`outage/life.ts`) and shows each change that nobody noticed.
 */
import { Stryker } from '@stryker-mutator/core';
import process from 'node:process';
import type { BenchTable } from './table.ts';

/** Folders whose tests are judged. */
const FOLDERS = ['outage', 'calendar'] as const;
const SHARED = new URL('../../shared/', import.meta.url).pathname;

/** A file with its mutants: those noticed, by a failing test or by no end, those not, and those that no test ran. */
interface Score {
  file: string;
  noticed: number;
  unnoticed: number;
  untried: number;
}

/** Judges the tests of `outage` and `calendar`, file by file. */
export async function run(): Promise<BenchTable[]> {
  const tables: BenchTable[] = [];
  for (const folder of FOLDERS) tables.push(tableOf(folder, await scoresOf(folder, [`${folder}/**/*.ts`])));
  return tables;
}

async function scoresOf(folder: string, files: readonly string[]): Promise<Score[]> {
  const before = process.cwd();
  process.chdir(SHARED);
  // The runner's processes read it: see mutants.vitest.config.ts.
  process.env['MUTANTS_FOLDER'] = folder;
  const results = await new Stryker({
    // Left out: tests and what they share, which are not judged, and entry points, which only name what there is.
    mutate: [...files.map((file) => `src/${file}`), '!src/**/*.test.ts', '!src/**/*.fixtures.ts', '!src/*/index.ts'],
    testRunner: 'vitest',
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    vitest: { configFile: new URL('mutants.vitest.config.ts', import.meta.url).pathname, related: false },
    coverageAnalysis: 'perTest',
    concurrency: 2,
    tempDirName: 'dist/mutants',
    // Stryker asks the compiler in a way that ours does not understand: it is to leave the configuration alone.
    tsconfigFile: 'none.json',
    ignorePatterns: ['dist', 'tsconfig*.json'],
    reporters: ['progress-append-only', 'clear-text'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  }).runMutationTest();
  process.chdir(before);
  return [...Map.groupBy(results, (one) => one.fileName)].map(([file, list]) => {
    const count = (...statuses: string[]): number => list.filter((one) => statuses.includes(one.status)).length;
    const name = file.slice(file.indexOf('src/') + 'src/'.length);
    return {
      file: name,
      noticed: count('Killed', 'Timeout'),
      unnoticed: count('Survived'),
      untried: count('NoCoverage'),
    };
  });
}

function tableOf(folder: string, scores: readonly Score[]): BenchTable {
  const sum = (pick: (score: Score) => number): number => scores.reduce((total, score) => total + pick(score), 0);
  const all = {
    file: 'all',
    noticed: sum((s) => s.noticed),
    unnoticed: sum((s) => s.unnoticed),
    untried: sum((s) => s.untried),
  };
  return {
    title: `Mutants of shared/${folder}`,
    about:
      'Each mutant is one small change of the code; it is noticed where a test fails or does not end. Target: 90 %.',
    columns: ['file', 'noticed', 'unnoticed', 'run by no test', '% noticed'],
    rows: [...scores.toSorted((a, b) => a.file.localeCompare(b.file)), all].map((score) => {
      const { file, noticed, unnoticed, untried } = score;
      return [file, noticed, unnoticed, untried, (100 * noticed) / Math.max(1, noticed + unnoticed + untried)];
    }),
  };
}

if (import.meta.main) {
  const files = process.argv.slice(2);
  for (const [folder, list] of Map.groupBy(files, (file) => file.split('/', 1)[0] ?? '')) await scoresOf(folder, list);
}
