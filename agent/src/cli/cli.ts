import { parseArgs } from 'node:util';
import { AgentError, describeError } from '../lib/errors.ts';
import { AGENT_VERSION } from '../version.ts';
import { COMMON, type Command, EXIT, EXIT_FOR, type GivenOptions, type Shell } from './command.ts';
import { enrolCommand } from './enrol.ts';
import { commandHelp, programHelp } from './help.ts';
import { probeCommand } from './probe.ts';
import { installCommand } from './install.ts';
import { runCommand } from './run.ts';
import { serviceCommand } from './service.ts';
import { statusCommand } from './status.ts';
import { uninstallCommand } from './uninstall.ts';
import { updateCommand } from './update.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  enrol: enrolCommand,
  run: runCommand,
  status: statusCommand,
  probe: probeCommand,
  install: installCommand,
  uninstall: uninstallCommand,
  update: updateCommand,
  service: serviceCommand,
};

/** Runs the program with its arguments (without `node` and the script). Gives back the exit code; never rejects. */
export async function runCli(args: readonly string[], shell: Shell): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') {
    shell.out(AGENT_VERSION);
    return EXIT.ok;
  }
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    shell.out(programHelp(COMMANDS));
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) return misused(shell, `there is no command "${name}"`);
  let given: GivenOptions;
  try {
    given = parseArgs({ args: rest, options: { ...command.options, ...COMMON }, allowPositionals: false }).values;
  } catch (error) {
    return misused(shell, describeError(error), name);
  }
  if (given['help'] === true) {
    shell.out(commandHelp(command));
    return EXIT.ok;
  }
  return attempt(command, shell, given);
}

async function attempt(command: Command, shell: Shell, given: GivenOptions): Promise<number> {
  try {
    return await command.run(shell, given);
  } catch (error) {
    if (error instanceof AgentError) {
      shell.err(`wardwatch-agent: ${error.message}`);
      return EXIT_FOR[error.code];
    }
    shell.err(`wardwatch-agent: ${error instanceof Error ? (error.stack ?? error.message) : describeError(error)}`);
    return EXIT.failure;
  }
}

function misused(shell: Shell, message: string, command?: string): number {
  shell.err(
    `wardwatch-agent: ${message}; see \`wardwatch-agent ${command === undefined ? 'help' : `${command} --help`}\``,
  );
  return EXIT.usage;
}
