import process from 'node:process';
import { type Command, parseArguments, USAGE } from './commands/arguments.ts';
import { EXIT } from './commands/command.ts';
import { runCommand } from './commands/run.ts';
import { createLogger, readConfig, type ServerConfig, StartFailed, startServer, StoreUnusable } from './server.ts';
import { systemClock } from './system-clock.ts';

/**
 * Process edge: arguments, settings, signals, exit code. 0 stopped or done, 1 failed, 2 arguments or settings wrong,
 * 3 store unusable, 4 address unusable, 5 the ledger differs from the journals.
 */
const command = parseArguments(process.argv.slice(2));
if (!command) leave([USAGE]);
const read = readConfig(process.env);
if (!read.ok) leave(read.mistakes);
try {
  if (command.name === 'serve') await serve(read.config);
  else process.exitCode = await run(command, read.config);
} catch (error) {
  if (!(error instanceof StoreUnusable || error instanceof StartFailed)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof StoreUnusable ? EXIT.store : EXIT.address;
}

function leave(lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(EXIT.usage);
}

async function serve(config: Readonly<ServerConfig>): Promise<void> {
  const log = createLogger(config.logLevel);
  const server = await startServer({ config, log });
  process.stdout.write(`${server.setupUrl ?? server.url}\n`);
  const keepAlive = setInterval(() => undefined, 1 << 30);
  const stop = (signal: string): void => {
    log.info('server.stopping', { signal });
    server[Symbol.asyncDispose]().then(
      () => clearInterval(keepAlive),
      (error: unknown) => {
        log.error('server.stop-failed', { error });
        process.exit(EXIT.failed);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

/** A command that is broken off still clears its copy of the store away: that goes with the process's exit. */
function run(asked: Exclude<Command, { name: 'serve' }>, config: Readonly<ServerConfig>): Promise<number> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(EXIT.failed));
  return runCommand(asked, {
    config,
    clock: systemClock,
    log: createLogger(config.logLevel === 'info' ? 'warn' : config.logLevel),
    print: (line) => process.stdout.write(`${line}\n`),
  });
}
