/**
 * Changes the pure core of the ledger in thousands of small ways, one at a time, and counts the changes that its tests
 * notice. Each file is judged by its own tests (`life.ts` by `life.test.ts`), a few by others besides (`JUDGED_BY`); a
 * file without any by all of its folder but the properties, which are too slow to be asked thousands of times.
 *
 * By itself, `node test/bench/mutants.bench.ts FILE …` judges single files below `shared/src` (`outage/life.ts`) and
 * shows each change that nobody noticed. What was seen is kept in `shared/dist/mutants-seen`: a later run tries only
 * what changed since, in the file or in its tests; of a table, which no test runs by itself, what nobody noticed is not
 * tried anew until its file there is removed.
 */
import { Stryker } from '@stryker-mutator/core';
import { existsSync, readdirSync } from 'node:fs';
import process from 'node:process';
import type { BenchTable } from './table.ts';

/** Folders whose tests are judged. */
const FOLDERS = ['outage', 'calendar'] as const;
const SHARED = new URL('../../shared/', import.meta.url).pathname;

/** Files whose tests are not, or not alone, those of their own name; each a pattern of the tests' names. */
const JUDGED_BY: Readonly<Record<string, string>> = {
  'outage/cause-words.ts': 'cause-{conditions,table}',
  'calendar/day-hours.ts': 'opening-hours',
  'calendar/holiday-index.ts': 'opening-hours',
};

/** A file with its mutants: noticed by a failing test or by one without end, not noticed, and run by no test. */
interface Score {
  file: string;
  killed: number;
  timedOut: number;
  survived: number;
  untried: number;
}

/** Judges the tests of `outage` and `calendar`, file by file. */
export async function run(): Promise<BenchTable[]> {
  const tables: BenchTable[] = [];
  for (const folder of FOLDERS) {
    const scores: Score[] = [];
    for (const file of filesIn(folder)) scores.push(await scoreOf(file));
    tables.push(tableOf(folder, scores));
  }
  return tables;
}

/** Left out: tests and what they share, which are not judged, and entry points, which only name what there is. */
function filesIn(folder: string): string[] {
  return readdirSync(`${SHARED}src/${folder}`)
    .filter((name) => /^[a-z-]+\.ts$/.test(name) && name !== 'index.ts')
    .map((name) => `${folder}/${name}`);
}

function testsOf(file: string): string {
  const others = JUDGED_BY[file];
  if (others) return `src/${file.split('/', 1)[0]}/${others}.test.ts`;
  const own = `src/${file.replace(/\.ts$/, '.test.ts')}`;
  return existsSync(SHARED + own) ? own : `src/${file.split('/', 1)[0]}/**/*.test.ts`;
}

async function scoreOf(file: string): Promise<Score> {
  const before = process.cwd();
  process.chdir(SHARED);
  // The runner's processes read it: see mutants.vitest.config.ts.
  process.env['MUTANTS_TESTS'] = testsOf(file);
  const results = await new Stryker({
    mutate: [`src/${file}`],
    testRunner: 'vitest',
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    vitest: { configFile: new URL('mutants.vitest.config.ts', import.meta.url).pathname, related: false },
    coverageAnalysis: 'perTest',
    concurrency: 1,
    incremental: true,
    incrementalFile: `dist/mutants-seen/${file.replace('/', '-')}.json`,
    tempDirName: 'dist/mutants',
    // Stryker asks the compiler in a way that ours does not understand: it is to leave the configuration alone.
    tsconfigFile: 'none.json',
    ignorePatterns: ['dist', 'tsconfig*.json'],
    reporters: ['clear-text'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  }).runMutationTest();
  process.chdir(before);
  const count = (status: string): number => results.filter((one) => one.status === status).length;
  return {
    file,
    killed: count('Killed'),
    timedOut: count('Timeout'),
    survived: count('Survived'),
    untried: count('NoCoverage'),
  };
}

function tableOf(folder: string, scores: readonly Score[]): BenchTable {
  const sum = (pick: (score: Score) => number): number => scores.reduce((total, score) => total + pick(score), 0);
  const all: Score = {
    file: 'all',
    killed: sum((s) => s.killed),
    timedOut: sum((s) => s.timedOut),
    survived: sum((s) => s.survived),
    untried: sum((s) => s.untried),
  };
  return {
    title: `Mutants of shared/${folder}`,
    about:
      'Each mutant is one small change of the code; it is noticed where a test fails or does not end. A file is judged by its own tests or by those that the bench names for it, one without any by those of its folder; properties are not asked. Target: 90 %.',
    columns: ['file', 'killed', 'without end', 'survived', 'run by no test', '% noticed'],
    rows: [...scores, all].map(({ file, killed, timedOut, survived, untried }) => {
      const noticed = killed + timedOut;
      const share = (100 * noticed) / Math.max(1, noticed + survived + untried);
      return [file, killed, timedOut, survived, untried, share];
    }),
  };
}

if (import.meta.main) for (const file of process.argv.slice(2)) await scoreOf(file);
