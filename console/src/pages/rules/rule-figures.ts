import type { LedgerRules } from '@wardwatch/shared/api';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';

export type RuleName = keyof LedgerRules;

/** Units in which a person writes a figure, milliseconds. */
export const UNITS = { seconds: 1_000, minutes: 60_000 } as const;
export type Unit = keyof typeof UNITS;

const HOUR_MS = 3_600_000;

/** The figures in the order of the form, with their bounds as the server keeps them, milliseconds. */
export const RULE_FIGURES: readonly { name: RuleName; leastMs: number; mostMs: number }[] = [
  { name: 'minListMs', leastMs: 1_000, mostMs: 24 * HOUR_MS },
  { name: 'mergeGapMs', leastMs: 0, mostMs: HOUR_MS },
  { name: 'graceMs', leastMs: 1_000, mostMs: HOUR_MS },
  { name: 'settleMs', leastMs: 1_000, mostMs: HOUR_MS / 6 },
  { name: 'togetherMs', leastMs: 1_000, mostMs: HOUR_MS / 6 },
  { name: 'probeMs', leastMs: 1_000, mostMs: HOUR_MS / 6 },
  { name: 'hoursStartMs', leastMs: 0, mostMs: 4 * HOUR_MS },
  { name: 'hoursEndMs', leastMs: 0, mostMs: 4 * HOUR_MS },
];

/** A length of time as a number and its unit: whole minutes in minutes, anything else in seconds. */
export function figureOf(ms: number): { amount: string; unit: Unit } {
  const unit = ms >= UNITS.minutes && ms % UNITS.minutes === 0 ? 'minutes' : 'seconds';
  return { amount: String(ms / UNITS[unit]).replace('.', ','), unit };
}

/** What the filled-in form asks for, or the figures that are no length of time within their bounds. */
export function rulesOf(data: FormData): FormReading<LedgerRules, RuleName> {
  const rules: Partial<LedgerRules> = {};
  const wrong = new Set<RuleName>();
  for (const { name, leastMs, mostMs } of RULE_FIGURES) {
    const ms = readMs(readText(data, name), readText(data, unitName(name)));
    if (ms === undefined || ms < leastMs || ms > mostMs) wrong.add(name);
    else rules[name] = ms;
  }
  return isWhole(rules) ? { value: rules } : { wrong };
}

/** Name of the field that holds a figure's unit. */
export function unitName(name: RuleName): string {
  return `${name}-unit`;
}

/** A number with a decimal comma or point, to the millisecond. */
function readMs(text: string, unit: string): number | undefined {
  if (!/^\d{1,6}([.,]\d{1,3})?$/.test(text.trim())) return undefined;
  const factor = unit === 'minutes' ? UNITS.minutes : UNITS.seconds;
  return Math.round(Number(text.trim().replace(',', '.')) * factor);
}

function isWhole(rules: Partial<LedgerRules>): rules is LedgerRules {
  return RULE_FIGURES.every(({ name }) => rules[name] !== undefined);
}
