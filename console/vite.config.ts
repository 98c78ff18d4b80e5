import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:8148';

export default defineConfig(({ command }) => ({
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: true,
    // The strict content policy refuses data: addresses, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // A build is for production whatever NODE_ENV says: tests, too, try what is shipped.
  ...(command === 'build' ? { resolve: { conditions: ['module', 'browser', 'production'] } } : {}),
  server: { proxy: { '/api': { target: server, ws: true }, '/agent': server } },
}));
