import type { Command } from './arguments.ts';
import type { CommandContext, ExitCode } from './command.ts';
import { exportEvidence } from './export-evidence.ts';
import { recomputeAll, recomputeCheck } from './recompute.ts';

/** Runs a command other than the server. Rejects with what the store throws. */
export function runCommand(command: Exclude<Command, { name: 'serve' }>, context: CommandContext): Promise<ExitCode> {
  if (command.name === 'recompute-check') return recomputeCheck(context);
  if (command.name === 'recompute') return recomputeAll(context, { force: command.force });
  return exportEvidence(context, command.folder);
}
