/** Ids and figures of a log line. Never secrets, never names of people. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log: a fixed event name and its fields. `info` is a normal day, `warn` needs a look, `error` a hand. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** A logger that says nothing. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
