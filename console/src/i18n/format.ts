import type { Messages } from './vi.ts';

/** The ward's zone. What a browser believes in does not matter. */
const ZONE = 'Asia/Ho_Chi_Minh';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Below this an age is "just now". */
const JUST_NOW_MS = 10 * SECOND;

/** How a language writes figures. Instants are UTC milliseconds, durations milliseconds. */
export interface Format {
  /** `1.234,5` in Vietnamese. */
  number(value: number, maxDigits?: 0 | 1): string;
  /** `24/11/2026 07:05`. */
  dateTime(at: number): string;
  /** `24/11/2026 07:05:09`, for events. */
  dateTimeSeconds(at: number): string;
  /** `07:05`. */
  time(at: number): string;
  /** `24/11`. */
  day(at: number): string;
  /** `07:05` within the day of `now`, else with the date. */
  moment(at: number, now: number): string;
  /** `07:05:09`. */
  timeSeconds(at: number): string;
  /** `24/11/2026`. */
  date(at: number): string;
  /** `24/11/2026` of a day of the ward, `YYYY-MM-DD`. */
  localDate(date: string): string;
  /** `99,52%` of a share from 0 to 1; no space, as the ward's own reports write it. */
  percent(share: number): string;
  /** Hours and minutes, without days: `37 giờ 5 phút`, for sums of opening hours; seconds below a minute. */
  hours(ms: number): string;
  /** The two largest units: `2 giờ 5 phút`. */
  duration(ms: number): string;
  /** `5 phút trước`; what seems to lie ahead is "just now". */
  age(at: number, now: number): string;
  /** A figure with its unit, as a metric has it: `13%`, `8,3 ms`, `4,2 MB`, `12 ngày`; large ones in larger units. */
  measure(value: number, unit: string): string;
}

/** Builds the writer of one language. */
export function formatFor(tag: string, words: Messages['duration']): Format {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const read = (at: number) => {
    const found = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
    return {
      date: `${found['day']}/${found['month']}/${found['year']}`,
      day: `${found['day']}/${found['month']}`,
      time: `${found['hour']}:${found['minute']}`,
      second: String(found['second']),
    };
  };
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const shares = new Intl.NumberFormat(tag, { maximumFractionDigits: 2 });
  const number = (value: number, maxDigits: 0 | 1 = 1): string => (maxDigits === 0 ? whole : tenths).format(value);
  const duration = (ms: number): string => durationText(ms, words);
  const moment = (at: number, now: number): string => {
    const then = read(at);
    return then.date === read(now).date ? then.time : `${then.date} ${then.time}`;
  };
  return {
    number,
    dateTime: (at) => `${read(at).date} ${read(at).time}`,
    dateTimeSeconds: (at) => `${read(at).date} ${read(at).time}:${read(at).second}`,
    time: (at) => read(at).time,
    day: (at) => read(at).day,
    moment,
    timeSeconds: (at) => `${read(at).time}:${read(at).second}`,
    date: (at) => read(at).date,
    localDate: (date) => date.split('-').toReversed().join('/'),
    percent: (share) => `${shares.format(share * 100)}%`,
    hours: (ms) => (ms < MINUTE ? duration(ms) : durationText(ms, words, HOUR_UNITS)),
    duration,
    age: (at, now) => (now - at < JUST_NOW_MS ? words.justNow : words.ago(duration(ageMs(now - at)))),
    measure: (value, unit) => measureText(value, unit, number, words),
  };
}

/** An age without what nobody reads in it: seconds from a minute on, minutes from a day on. */
function ageMs(ms: number): number {
  const step = ms < MINUTE ? SECOND : ms < DAY ? MINUTE : HOUR;
  return Math.floor(ms / step) * step;
}

/** Units of a length of time, the largest first. */
const UNITS = [
  { ms: DAY, word: 'days' },
  { ms: HOUR, word: 'hours' },
  { ms: MINUTE, word: 'minutes' },
  { ms: SECOND, word: 'seconds' },
] as const;
const HOUR_UNITS = UNITS.slice(1, 3);

/** The two largest of the units, rounded down to the smaller of them. */
function durationText(
  ms: number,
  words: Messages['duration'],
  units: readonly (typeof UNITS)[number][] = UNITS,
): string {
  const length = Math.max(0, ms);
  const first = units.findIndex((unit) => length >= unit.ms);
  const pair = first < 0 ? units.slice(-1) : units.slice(first, first + 2);
  let rest = length;
  const texts = pair.map((unit, index) => {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    return count === 0 && index > 0 ? '' : words[unit.word](count);
  });
  return texts.filter((text) => text !== '').join(' ');
}

const UNIT_SIGNS: Readonly<Record<string, string>> = {
  percent: '%',
  ms: 'ms',
  celsius: '°C',
  seconds: 's',
  bytes: 'B',
  'bytes-per-second': 'B/s',
  'bits-per-second': 'bit/s',
  volts: 'V',
  dbm: 'dBm',
  count: '',
};

/** Units that are written with a prefix, and what one step of it is: memory by 1024 as Windows does, lines by 1000. */
const PREFIX_STEPS: Readonly<Record<string, number>> = {
  bytes: 1_024,
  'bytes-per-second': 1_024,
  'bits-per-second': 1_000,
};
const PREFIXES = ['', 'K', 'M', 'G', 'T'];

/** From so many seconds on, minutes say it better. */
const MINUTES_FROM_S = 120;

type WriteNumber = (value: number, maxDigits?: 0 | 1) => string;

/** The sign of a metric's unit; a unit of a newer server is shown as it is. */
export function unitSign(unit: string): string {
  return UNIT_SIGNS[unit] ?? unit;
}

function measureText(value: number, unit: string, number: WriteNumber, words: Messages['duration']): string {
  if (unit === 'days') return words.days(Math.round(value));
  if (unit === 'seconds' && value >= MINUTES_FROM_S) return words.minutes(Math.round(value / 60));
  const step = PREFIX_STEPS[unit];
  return step === undefined
    ? signed(value, unitSign(unit), unit === 'percent', number)
    : prefixed(value, unit, step, number);
}

function prefixed(value: number, unit: string, step: number, number: WriteNumber): string {
  let place = 0;
  let rest = value;
  while (Math.abs(rest) >= step && place < PREFIXES.length - 1) {
    rest /= step;
    place += 1;
  }
  return signed(rest, `${PREFIXES[place] ?? ''}${unitSign(unit)}`, place === 0, number);
}

function signed(value: number, sign: string, isWhole: boolean, number: WriteNumber): string {
  const text = number(value, Math.abs(value) >= 100 || isWhole ? 0 : 1);
  return sign === '' || sign === '%' ? `${text}${sign}` : `${text}\u00a0${sign}`;
}
