import process from 'node:process';
import { defineConfig } from 'vitest/config';

/** How the tests of one folder of `shared/src` are run against its mutants; `mutants.ts` names the folder. */
export default defineConfig({
  test: {
    include: [`src/${process.env['MUTANTS_FOLDER']}/**/*.test.ts`],
    // Too slow to be asked thousands of times; what it asks for is stated by scenarios too.
    exclude: ['**/judge.properties.test.ts'],
    setupFiles: ['src/outage/few-runs.fixtures.ts'],
    isolate: false,
    fileParallelism: false,
  },
});
