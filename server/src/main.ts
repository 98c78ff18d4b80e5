import process from 'node:process';
import { createLogger, readConfig, StartFailed, startServer, StoreUnusable } from './server.ts';

/** Process edge: settings, signals, exit code. 0 stopped, 1 failed, 2 settings wrong, 3 store unusable, 4 address unusable. */
const read = readConfig(process.env);
if (!read.ok) {
  for (const mistake of read.mistakes) process.stderr.write(`${mistake}\n`);
  process.exit(2);
}
const log = createLogger(read.config.logLevel);
try {
  const server = await startServer({ config: read.config, log });
  process.stdout.write(`${server.setupUrl ?? server.url}\n`);
  const keepAlive = setInterval(() => undefined, 1 << 30);
  const stop = (signal: string): void => {
    log.info('server.stopping', { signal });
    server[Symbol.asyncDispose]().then(
      () => clearInterval(keepAlive),
      (error: unknown) => {
        log.error('server.stop-failed', { error });
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  if (!(error instanceof StoreUnusable || error instanceof StartFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof StoreUnusable ? 3 : 4;
}
