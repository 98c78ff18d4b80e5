import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch, requireChromium } from './test/kit/chromium.ts';

const haveChromium = requireChromium();

export default defineConfig({
  test: {
    reporters: ['default', './reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{agent,server,shared,test}/**/*.test.ts', 'console/src/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.{browser,e2e,contract}.test.ts'],
        },
      },
      {
        test: {
          name: 'contract',
          include: ['{agent,server}/src/**/*.contract.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/{e2e,install}/**/*.e2e.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: ['test/kit/build-console.ts'],
          fileParallelism: false,
        },
      },
      ...(haveChromium
        ? [
            {
              root: 'console',
              test: {
                name: 'console',
                include: ['src/**/*.browser.test.ts'],
                // A slow machine takes long to draw and to check a whole page; what is waited for comes, or never.
                testTimeout: 30_000,
                expect: { poll: { timeout: 5_000 } },
                browser: {
                  enabled: true,
                  headless: true,
                  screenshotFailures: false,
                  provider: playwright({ launchOptions: chromiumLaunch }),
                  instances: [{ browser: 'chromium' as const }],
                },
              },
            },
          ]
        : []),
    ],
  },
});
