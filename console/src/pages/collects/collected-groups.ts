import type { Field } from '@wardwatch/shared/collects';
import type { CollectedGroup } from '../../i18n/vi/collects.ts';

/** Which group a path belongs to, by how it begins; the first that fits. */
const BEGINNINGS: readonly (readonly [start: string, group: CollectedGroup])[] = [
  ['fact:', 'facts'],
  ['metric:', 'metrics'],
  ['entry.event.power-source.', 'power'],
  ['entry.event.ups-test.', 'power'],
  ['entry.event.discharge.', 'power'],
  ['entry.event.posture.', 'posture'],
  ['entry.event.watched-restart.', 'watched'],
  ['entry.event.event', 'journal'],
  ['entry.event.', 'life'],
  ['entry.', 'journal'],
  ['enrol.', 'enrol'],
  ['push.', 'push'],
];

/** Fields of each group that has any. What fits nowhere stands with the connection, so that nothing is hidden. */
export function collectedGroups(fields: readonly Field[]): ReadonlyMap<CollectedGroup, Field[]> {
  return Map.groupBy(fields, ({ path }) => BEGINNINGS.find(([start]) => path.startsWith(start))?.[1] ?? 'session');
}
