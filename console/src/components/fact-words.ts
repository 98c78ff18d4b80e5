import type { DeviceRow } from '@wardwatch/shared/api';
import { familyOf, type FactName, isFixedFact } from '@wardwatch/shared/model';
import type { Messages } from '../i18n/vi.ts';
import type { Tone } from './device-status.ts';
import type { IconName } from './icons.ts';

const FACT_PICTURES = {
  gateway: 'gateway',
  provider: 'internet',
  internet: 'internet',
  dns: 'dns',
  hub: 'hub',
  mains: 'mains',
  ups: 'battery',
  wifi: 'wifi',
  service: 'internet',
  watched: 'hub',
} as const satisfies Record<keyof Messages['facts'], IconName>;

/** A fact as it is shown: words, picture and tone. */
export interface FactState {
  fact: FactName;
  words: string;
  picture: IconName;
  tone: Tone;
}

/** A value of a fact in words; null and what this version does not know is "no data". */
export function factWords(fact: FactName, value: string | null, t: Messages): string {
  const words: Readonly<Record<string, string>> = t.factStates[factKind(fact)];
  return (value === null ? undefined : words[value]) ?? t.noData;
}

/** What a fact is about: its own name, or that of its family with the id of what is watched. */
export function factLabel(fact: FactName, t: Messages): string {
  return isFixedFact(fact) ? t.facts[fact] : `${t.facts[factKind(fact)]} ${familyOf(fact)?.id ?? ''}`;
}

function factKind(fact: FactName): keyof Messages['facts'] {
  return isFixedFact(fact) ? fact : (familyOf(fact)?.family ?? 'service');
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
    const picture = fact === 'mains' && present.value === 'off' ? 'battery' : FACT_PICTURES[factKind(fact)];
    return [{ fact, words: factWords(fact, present.value, t), picture, tone: factTone(fact, present.value) }];
  });
}
