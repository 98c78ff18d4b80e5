import { instantOf } from '../../calendar/index.ts';
import type { LocalDate } from '../../model/index.ts';

/** One line of a scenario file that says something. */
export interface Line {
  /** Counted from 1. */
  number: number;
  text: string;
}

/** A scenario: a name and the lines that tell it. */
export interface Scenario {
  file: string;
  name: string;
  lines: Line[];
}

/** A line that cannot be understood; its message names file and line. */
export class BadScenario extends Error {
  override readonly name = 'BadScenario';
  readonly code = 'bad-scenario';

  constructor(scenario: Scenario, line: Line, why: string) {
    super(`${scenario.file}:${line.number}: ${why}: "${line.text}"`);
  }
}

/** Scenarios of a file: each begins with `scenario NAME`; `#` begins a comment. */
export function scenariosOf(file: string, text: string): Scenario[] {
  const found: Scenario[] = [];
  text.split('\n').forEach((raw, index) => {
    const line = { number: index + 1, text: raw.replace(/(?:^|\s)#.*$/, '').trim() };
    if (line.text === '') return;
    const name = /^scenario (.+)$/.exec(line.text)?.[1];
    const last = found.at(-1);
    if (name !== undefined) found.push({ file, name, lines: [] });
    else if (last) last.lines.push(line);
    else throw new BadScenario({ file, name: '', lines: [] }, line, 'a file begins with "scenario NAME"');
  });
  return found;
}

/** A time as it is written: `09:20`, `09:20:30` or `2026-03-10 09:20`, of Asia/Ho_Chi_Minh. */
export const TIME = String.raw`(?:\d{4}-\d\d-\d\d )?\d\d:\d\d(?::\d\d)?`;

/** UTC milliseconds of a written time. */
export function instantIn(text: string, day: LocalDate): number {
  const [, date, time, seconds] = /^(?:(\d{4}-\d\d-\d\d) )?(\d\d:\d\d)(?::(\d\d))?$/.exec(text) ?? [];
  if (time === undefined) throw new RangeError(`no time: ${text}`);
  return instantOf(date ?? day, time) + Number(seconds ?? 0) * 1_000;
}

/** A length as it is written: `7h`, `1h30m`, `45s`, `-20m`; milliseconds. */
export function durationIn(text: string): number {
  const [, sign, days, hours, minutes, seconds] = /^(-?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  if (sign === undefined || text === '') throw new RangeError(`no length of time: ${text}`);
  const whole = ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
  return (sign === '-' ? -1 : 1) * whole * 1_000;
}

/** A length of time as it is written. */
export function durationOut(ms: number): string {
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, (ms / 1_000) % 60];
  const parts = [hours > 0 && `${hours}h`, minutes > 0 && `${minutes}m`, seconds > 0 && `${seconds}s`];
  return parts.filter((part) => part !== false).join('') || '0s';
}

/** A time as it is written, with the date where it is not of `day`. */
export function instantOut(at: number, day: LocalDate): string {
  const local = new Date(at + 7 * 3_600_000).toISOString();
  const seconds = at % 60_000 === 0 ? '' : local.slice(16, at % 1_000 === 0 ? 19 : 23);
  return `${local.startsWith(day) ? '' : `${local.slice(0, 10)} `}${local.slice(11, 16)}${seconds}`;
}
