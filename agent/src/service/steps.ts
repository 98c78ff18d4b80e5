/** One step of installing: what it does, and how it is taken back. */
export interface Step {
  /** What it does, for a person: "makes the system user …". */
  what: string;
  run: () => Promise<void>;
  /** Takes it back; also after a run that failed halfway, so it must not mind what is not there. */
  undo?: () => Promise<void>;
}

/**
 * Runs steps in order and says each. Where one fails, it and those before it are undone, the last first, and the
 * failure is thrown; an undo that fails too is said and does not keep the others from theirs.
 */
export async function runSteps(steps: readonly Step[], say: (line: string) => void): Promise<void> {
  const begun: Step[] = [];
  try {
    for (const step of steps) {
      say(`  ${step.what}`);
      begun.push(step);
      await step.run();
    }
  } catch (error) {
    say('  this failed; everything up to here is taken back:');
    for (const step of begun.toReversed()) {
      if (!step.undo) continue;
      say(`  takes back: ${step.what}`);
      await step.undo().catch((trouble: unknown) => say(`  that failed as well: ${messageOf(trouble)}`));
    }
    throw error;
  }
}

/**
 * Runs every step, also after one that failed: what can be removed is removed. Gives back what could not be, by the
 * words of the step and why.
 */
export async function runAll(steps: readonly Step[], say: (line: string) => void): Promise<string[]> {
  const problems: string[] = [];
  for (const step of steps) {
    say(`  ${step.what}`);
    await step.run().catch((error: unknown) => problems.push(`${step.what}: ${messageOf(error)}`));
  }
  return problems;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
