import { globSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { defineConfig } from 'vitest/config';

/** Tests that one file of `shared/src` is judged by; `mutants.bench.ts` names them. */
const include = process.env['MUTANTS_TESTS'] ?? 'src/{outage,calendar}/**/*.test.ts';
// The setup loads fast-check, which costs more than the tests of a file that has no properties.
const hasProperties = globSync(include).some((file) => readFileSync(file, 'utf8').includes("from 'fast-check'"));

/** How tests are run against mutants. */
export default defineConfig({
  test: {
    include: [include],
    // Too slow to be asked thousands of times; what they ask for is stated by scenarios too.
    exclude: ['**/*.properties.test.ts', '**/*.oracle.test.ts'],
    setupFiles: hasProperties ? ['src/outage/few-runs.fixtures.ts'] : [],
    isolate: false,
    fileParallelism: false,
  },
});
