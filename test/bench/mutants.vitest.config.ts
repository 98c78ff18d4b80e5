import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/{outage,calendar}/**/*.test.ts'],
    setupFiles: ['src/outage/few-runs.fixtures.ts'],
  },
});
