import { join } from 'node:path';
import { build } from 'vite';

/** Builds the console before the browser stories; what the server serves is what people get. */
export async function setup(): Promise<void> {
  const root = join(import.meta.dirname, '../../console');
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
}
