/**
 * `pnpm dev`: a moving system in a minute. The server and the console restart on change; a few simulated devices
 * report over the real protocol. Sign in with what it prints. Everything is kept in `data/dev`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { createServer } from 'vite';

const ROOT = join(import.meta.dirname, '../..');
const API_PORT = '8148';

const server = spawn(process.execPath, ['--watch', join(ROOT, 'test/kit/dev-server.ts')], {
  stdio: 'inherit',
  env: { ...process.env, WARDWATCH_PORT: API_PORT, WARDWATCH_DATA: join(ROOT, 'data/dev') },
});
const vite = await createServer({
  root: join(ROOT, 'console'),
  configFile: join(ROOT, 'console/vite.config.ts'),
  server: { port: 5173 },
});
await vite.listen();
vite.printUrls();

process.once('SIGINT', () => {
  server.kill('SIGTERM');
  vite.close().then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
