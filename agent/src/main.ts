import { runCli } from './cli/cli.ts';
import type { Shell } from './cli/command.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The first signal that asks the process to end. A second one, of an impatient person, ends it the hard way. */
function ended(): Promise<(typeof SIGNALS)[number]> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve(signal));
  });
}

/** Asks at the terminal; the stream is given back afterwards, so that the process can end. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

// A log that nobody reads any more (a closed pipe) is no reason to stop measuring.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

/** The process as the commands see it. */
const shell: Shell = {
  env: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  log: (text) => process.stdout.write(text),
  err: (line) => process.stderr.write(`${line}\n`),
  now: () => Date.now(),
  ask: process.stdin.isTTY && process.stdout.isTTY ? ask : undefined,
  ended,
};

async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), shell);
}

// Not awaited at the top level, which the bundle's module format lacks; `runCli` never rejects.
void main();
