import type { ProfileRow } from '../api/index.ts';
import type { Contact, SiteProfile, Subscription } from '../model/index.ts';
import { CONTACT_KEYS, mainSubscription, type SiteLine, SUBSCRIPTION_KEYS } from './site-line.ts';

/** The profile that a changed line stands for; what the table does not speak of stays as it was. */
export function profileOf(
  siteId: string,
  before: ProfileRow | null,
  line: SiteLine,
  changed: ReadonlySet<string>,
): SiteProfile {
  const { code, groupNumber, address, note } = line;
  return {
    siteId,
    code,
    groupNumber,
    address,
    contacts: CONTACT_KEYS.some((key) => changed.has(key)) ? contactsOf(before, line) : (before?.contacts ?? []),
    subscriptions: SUBSCRIPTION_KEYS.some((key) => changed.has(key))
      ? subscriptionsOf(before, line)
      : (before?.subscriptions ?? []),
    survey: before?.survey ?? null,
    note,
  };
}

/** A line without a contact says that the site has none: nobody of the list moves up to the first place. */
function contactsOf(before: ProfileRow | null, line: SiteLine): Contact[] {
  if (CONTACT_KEYS.every((key) => line[key] === '')) return [];
  const first = { role: line.contactRole, name: line.contactName, phone: line.contactPhone };
  return [first, ...(before?.contacts.slice(1) ?? [])];
}

/** A line without a provider says that the site has no main line; backup lines are not the table's. */
function subscriptionsOf(before: ProfileRow | null, line: SiteLine): Subscription[] {
  const all = before?.subscriptions ?? [];
  if (line.provider === '') return all.filter(({ isBackup }) => isBackup);
  const { provider, plan, downMbps, monthlyFee, paidUntil } = line;
  const main = { provider, plan, downMbps, monthlyFee, paidUntil, isBackup: false };
  const old = mainSubscription(before);
  return old ? all.map((one) => (one === old ? main : one)) : [main, ...all];
}
