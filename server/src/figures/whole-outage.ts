import type { OutageFigure } from '@wardwatch/shared/api';
import { outageFigure } from './outage-figures.ts';
import { countedParts } from '../report/row-parts.ts';
import type { Store } from '../store/store.ts';
import { readWardSettings } from '../store/ward-settings.ts';

/**
 * An outage from its start to its end, whatever periods it touches; one that goes on, or ended after `at`, is told up to
 * then. Undefined where there is none, or none that counts.
 *
 * @param at UTC milliseconds.
 */
export async function wholeOutage(
  { fleet, ledger }: Pick<Store, 'fleet' | 'ledger'>,
  id: string,
  at: number,
): Promise<OutageFigure | undefined> {
  const row = await ledger.row(id);
  if (!row) return undefined;
  const { sites } = await fleet.changesSince(0);
  const window = { from: row.from, until: Math.max(at, row.from) };
  const [part] = await countedParts(ledger, await readWardSettings(ledger, sites), [row], 'site', window, at);
  return part && outageFigure(part, window);
}
