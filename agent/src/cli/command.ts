import type { AgentErrorCode } from '../lib/errors.ts';

/** Exit codes; README.md lists them too. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  notEnrolled: 3,
  refused: 4,
  dataFolder: 5,
  forbiddenNetwork: 6,
  notAttested: 7,
} as const;

/** The exit code for a broken promise of the agent. */
export const EXIT_FOR: Readonly<Record<AgentErrorCode, number>> = {
  'config-invalid': EXIT.usage,
  'not-enrolled': EXIT.notEnrolled,
  'already-enrolled': EXIT.usage,
  refused: EXIT.refused,
  unreachable: EXIT.failure,
  untrusted: EXIT.failure,
  'data-folder': EXIT.dataFolder,
  'already-running': EXIT.dataFolder,
  'not-attested': EXIT.notAttested,
  'forbidden-network': EXIT.forbiddenNetwork,
  'install-failed': EXIT.failure,
  'update-failed': EXIT.failure,
};

/** What a command may use of its process. */
export interface Shell {
  env: Readonly<Record<string, string | undefined>>;
  /** Writes a line for a person or a program that reads results. */
  out: (line: string) => void;
  /** Writes raw text to the log (standard output). */
  log: (text: string) => void;
  /** Writes a line about what went wrong (standard error). */
  err: (line: string) => void;
  now: () => number;
  /** Asks the person at the terminal and gives back the line; undefined where there is no terminal. */
  ask: ((question: string) => Promise<string>) | undefined;
  /** Resolves with the signal by which the process is asked to end. */
  ended: () => Promise<'SIGINT' | 'SIGTERM' | 'SIGHUP'>;
}

/** An option as `parseArgs` takes it, with its line of help. */
export interface Option {
  type: 'string' | 'boolean';
  help: string;
  /** What stands for the value in help. */
  value?: string;
}

/** One command of the program. */
export interface Command {
  summary: string;
  usage: string;
  options: Readonly<Record<string, Option>>;
  /** Lines below the options in help. */
  notes?: string;
  run(shell: Shell, given: GivenOptions): Promise<number>;
}

/** Options as given. */
export type GivenOptions = Readonly<Record<string, string | boolean | undefined>>;

/** The text of an option, if it was given. */
export function text(given: GivenOptions, name: string): string | undefined {
  const value = given[name];
  return typeof value === 'string' ? value : undefined;
}

/** Options that every command has. */
export const COMMON: Readonly<Record<string, Option>> = {
  data: { type: 'string', value: 'FOLDER', help: 'data folder (default: by system, see README)' },
  help: { type: 'boolean', help: 'show this help' },
};
