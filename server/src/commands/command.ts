import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { ServerConfig } from '../config.ts';

/** What every command is given. */
export interface CommandContext {
  config: Readonly<Pick<ServerConfig, 'dataFolder' | 'databaseUrl' | 'lostLedgerKeys'>>;
  clock: Clock;
  log: Logger;
  /** Writes one line for the person at the terminal. */
  print: (line: string) => void;
}

/** How a command ended, as the process tells it. */
export const EXIT = { ok: 0, failed: 1, usage: 2, store: 3, address: 4, different: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
