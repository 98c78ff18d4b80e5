import { type SpeedTest, speedTest } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of the form that can be wrong. */
export type SpeedField = keyof Messages['speed']['mistakes'];

/** Bytes of a megabyte, as lines count. */
export const MEGABYTE = 1_000_000;

const FIELD_OF: Readonly<Record<string, SpeedField>> = { bytes: 'amount', fromMinute: 'from', untilMinute: 'until' };

/** What the filled-in form asks for; null for no measurement. */
export function speedRequest(data: FormData): FormReading<SpeedTest | null, SpeedField> {
  if (!data.has('enabled')) return { value: null };
  const speed: SpeedTest = {
    bytes: Math.round(Number(readText(data, 'amount').trim().replace(',', '.') || Number.NaN) * MEGABYTE),
    fromMinute: readMinute(readText(data, 'from')),
    untilMinute: readMinute(readText(data, 'until')),
  };
  const wrong = new Set(mistakes(speedTest, speed).map((name) => FIELD_OF[name] ?? 'amount'));
  if (speed.fromMinute === speed.untilMinute) wrong.add('until');
  return wrong.size > 0 ? { wrong } : { value: speed };
}

/** Minutes since midnight as a `time` field writes them. */
export function minuteText(minute: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** Minutes since midnight; NaN where the field is not filled in. */
function readMinute(text: string): number {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return Number(hours ?? Number.NaN) * 60 + Number(minutes ?? Number.NaN);
}
