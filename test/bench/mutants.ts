/**
 * Changes the pure core of the ledger in thousands of small ways, one at a time, and counts the changes that its tests
 * notice: `node test/bench/mutants.ts [--write] [file …]`, files below `shared/src` (`outage/life.ts`), all of `outage`
 * and `calendar` without one. `--write` renews the section of RESULTS.md.
 */
import { Stryker } from '@stryker-mutator/core';
import process from 'node:process';

/** Folders whose tests are judged. */
const FOLDERS = ['outage', 'calendar'] as const;

const args = process.argv.slice(2);
const files = args.filter((arg) => !arg.startsWith('--'));
const shared = new URL('../../shared/', import.meta.url).pathname;

/** Left out: tests and what they share, which are not judged, and the entry points, which only name what there is. */
const mutate = [
  ...(files.length > 0 ? files.map((file) => `src/${file}`) : FOLDERS.map((folder) => `src/${folder}/**/*.ts`)),
  '!src/**/*.test.ts',
  '!src/**/*.fixtures.ts',
  '!src/*/index.ts',
];

process.chdir(shared);
process.env['MUTANTS_FOLDER'] = 'outage';
const results = await new Stryker({
  mutate,
  testRunner: 'vitest',
  plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
  vitest: { configFile: new URL('mutants.vitest.config.ts', import.meta.url).pathname, related: false },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  tempDirName: 'dist/mutants',
  // The compiler that the runner knows how to ask is not the one that we use: it is to leave the configuration alone.
  tsconfigFile: 'none.json',
  ignorePatterns: ['dist', 'tsconfig*.json'],
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  allowEmpty: true,
}).runMutationTest();
console.log(results.length);
