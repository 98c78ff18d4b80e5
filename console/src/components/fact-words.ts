import type { DeviceRow } from '@wardwatch/shared/api';
import { keysOf } from '@wardwatch/shared/lib';
import { FACT_NAMES, type FactFamily, familyOf, type FactName, isFixedFact } from '@wardwatch/shared/model';
import type { Messages } from '../i18n/vi.ts';
import type { Tone } from './device-status.ts';
import type { IconName } from './icons.ts';
import type { Names } from './outage-words.ts';

const FACT_PICTURES = {
  gateway: 'gateway',
  provider: 'internet',
  internet: 'internet',
  dns: 'dns',
  hub: 'hub',
  mains: 'mains',
  ups: 'battery',
  wifi: 'wifi',
  service: 'service',
  watched: 'hub',
} as const satisfies Record<keyof Messages['facts'], IconName>;

/** A fact as it is shown: words, picture and tone. */
export interface FactState {
  fact: FactName;
  words: string;
  picture: IconName;
  tone: Tone;
}

/** Names of the things that facts of a family are about. */
export type FactNames = Pick<Names, FactFamily>;

/** Where no names are at hand, ids stand in their place. */
export const NO_NAMES: FactNames = { service: () => undefined, watched: () => undefined };

/** A value of a fact in words; null and what this version does not know is "no data". */
export function factWords(fact: FactName, value: string | null, t: Messages): string {
  const words: Readonly<Record<string, string>> = t.factStates[factKind(fact)];
  return (value === null ? undefined : words[value]) ?? t.noData;
}

/** What a fact is about: its own name, or that of the thing that is watched; its id where it has no name any more. */
export function factLabel(fact: FactName, names: FactNames, t: Messages): string {
  if (isFixedFact(fact)) return t.facts[fact];
  const known = familyOf(fact);
  if (!known) return fact;
  return names[known.family](known.id) ?? `${t.facts[known.family]} ${known.id}`;
}

function factKind(fact: FactName): keyof Messages['facts'] {
  return isFixedFact(fact) ? fact : (familyOf(fact)?.family ?? 'service');
}

/** How loud a value of a fact is. A wireless link that is not in use is no trouble. */
export function factTone(fact: FactName, value: string | null): Tone {
  switch (value) {
    case 'off':
    case 'degraded':
    case 'low':
    case 'replace':
    case 'lost':
      return 'warning';
    case 'down':
      return fact === 'wifi' ? 'quiet' : 'danger';
    case 'unknown':
    case null:
      return 'quiet';
    default:
      return 'calm';
  }
}

/** All facts that a device states, in the order of the chain; services and watched devices last, by id. */
export function statedFacts(facts: DeviceRow['facts']): FactName[] {
  const others = keysOf(facts).filter((fact) => !isFixedFact(fact));
  return [...FACT_NAMES.filter((fact) => fact !== 'hub'), ...others.toSorted()];
}

/** The facts that a device states, in the order asked for. What could never be measured is left out. */
export function factStates(
  facts: DeviceRow['facts'],
  asked: readonly FactName[],
  names: FactNames,
  t: Messages,
): FactState[] {
  return asked.flatMap((fact) => {
    const present = facts[fact];
    if (!present || present.value === null) return [];
    const picture = fact === 'mains' && present.value === 'off' ? 'battery' : FACT_PICTURES[factKind(fact)];
    return [{ fact, words: stateWords(fact, present.value, names, t), picture, tone: factTone(fact, present.value) }];
  });
}

/** A fact of a family says what it is about: "Cổng dịch vụ công: không truy cập được". */
function stateWords(fact: FactName, value: string, names: FactNames, t: Messages): string {
  const words = factWords(fact, value, t);
  return isFixedFact(fact) ? words : `${factLabel(fact, names, t)}: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
