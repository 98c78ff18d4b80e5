import type { Logger, LogFields } from '@wardwatch/shared/lib';
import { pino } from 'pino';

/** One JSON line for each event on standard output, by pino. Never secrets. */
export function createLogger(level: 'debug' | 'info' | 'warn' | 'error'): Logger {
  const log = pino({ level, base: null, serializers: { error: pino.stdSerializers.err } });
  const write = (method: 'debug' | 'info' | 'warn' | 'error') => (event: string, fields?: LogFields) => {
    log[method]({ event, ...fields });
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
