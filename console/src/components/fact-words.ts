import type { DeviceRow } from '@wardwatch/shared/api';
import type { FactName } from '@wardwatch/shared/model';
import type { Messages } from '../i18n/vi.ts';
import type { Tone } from './device-status.ts';
import type { IconName } from './icons.ts';

/** A fact as it is shown: words, picture and tone. */
export interface FactState {
  fact: FactName;
  words: string;
  picture: IconName;
  tone: Tone;
}

/** A value of a fact in words; null and what this version does not know is "no data". */
export function factWords(fact: FactName, value: string | null, t: Messages): string {
  const words: Readonly<Record<string, string>> = t.factStates[fact];
  return (value === null ? undefined : words[value]) ?? t.noData;
}

/** How loud a value of a fact is. A wireless link that is not in use is no trouble. */
function factTone(fact: FactName, value: string | null): Tone {
  if (value === 'off') return 'warning';
  if (value === 'down') return fact === 'wifi' ? 'quiet' : 'danger';
  return value === null || value === 'unknown' ? 'quiet' : 'calm';
}

/** The facts that a device states, in the order asked for. What could never be measured is left out. */
export function factStates(facts: DeviceRow['facts'], names: readonly FactName[], t: Messages): FactState[] {
  return names.flatMap((fact) => {
    const present = facts[fact];
    if (!present || present.value === null) return [];
    const picture = fact === 'mains' && present.value === 'off' ? 'battery' : fact;
    return [{ fact, words: factWords(fact, present.value, t), picture, tone: factTone(fact, present.value) }];
  });
}
