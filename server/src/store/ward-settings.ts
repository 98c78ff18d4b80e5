import type { SiteRow } from '@wardwatch/shared/api';
import { indexHolidays } from '@wardwatch/shared/calendar';
import type { WardSettings } from '@wardwatch/shared/outage';
import type { LedgerStore } from './ledger-store.ts';

/** Reads what the rules need beside the journals, as it is now. */
export async function readWardSettings(
  ledger: Pick<LedgerStore, 'rules' | 'calendars' | 'holidays' | 'windows' | 'paces'>,
  sites: readonly SiteRow[],
): Promise<WardSettings<SiteRow>> {
  const [rules, calendars, holidays, windows, paces] = await Promise.all([
    ledger.rules(),
    ledger.calendars(),
    ledger.holidays(),
    ledger.windows(),
    ledger.paces(),
  ]);
  const byId = new Map(calendars.map((one) => [one.id, one]));
  return { sites, rules, calendars: byId, holidays: indexHolidays(holidays), windows, paces };
}
