import type { ProfileRow } from '@wardwatch/shared/api';
import { contact, siteProfile, type SiteProfile, subscription } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readDecimal, readMoney } from '../../components/money.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';

/** Most contacts and subscriptions of a site. */
export const MOST_CONTACTS = 5;
export const MOST_SUBSCRIPTIONS = 4;

/** A profile with nothing in it. */
export function emptyProfile(siteId: string): ProfileRow {
  return {
    siteId,
    code: '',
    groupNumber: null,
    address: '',
    contacts: [],
    subscriptions: [],
    survey: null,
    note: '',
    revision: 0,
  };
}

/** Fields of a contact and of a subscription; a form has them once a row, as `NAME-ROW`. */
const CONTACT_FIELDS = ['role', 'contactName', 'phone'] as const;
const SUBSCRIPTION_FIELDS = ['provider', 'plan', 'downMbps', 'monthlyFee', 'paidUntil'] as const;

/** What the filled-in form says of a site, on top of what is not asked; or the fields that are wrong, as `NAME-ROW`. */
export function profileRequest(data: FormData, before: ProfileRow): FormReading<ProfileRow, string> {
  const wrong = new Set<string>();
  const value: ProfileRow = {
    ...before,
    code: readText(data, 'code').trim().toLocaleUpperCase('vi'),
    groupNumber: orNull(readText(data, 'groupNumber'), readMoney),
    address: oneLine(readText(data, 'address')),
    note: oneLine(readText(data, 'note')),
    contacts: contactsOf(data, wrong),
    subscriptions: subscriptionsOf(data, wrong),
  };
  for (const name of mistakes(siteProfile, value)) if (name !== 'contacts' && name !== 'subscriptions') wrong.add(name);
  return wrong.size > 0 ? { wrong } : { value };
}

function contactsOf(data: FormData, wrong: Set<string>): SiteProfile['contacts'] {
  return rowsOf(data, 'role').flatMap((row) => {
    const text = (name: (typeof CONTACT_FIELDS)[number]): string => readText(data, `${name}-${row}`).trim();
    if (CONTACT_FIELDS.every((name) => text(name) === '')) return [];
    const value = { role: text('role'), name: text('contactName'), phone: text('phone') };
    for (const name of mistakes(contact, value)) wrong.add(`${name === 'name' ? 'contactName' : name}-${row}`);
    return [value];
  });
}

function subscriptionsOf(data: FormData, wrong: Set<string>): SiteProfile['subscriptions'] {
  return rowsOf(data, 'provider').flatMap((row) => {
    const text = (name: (typeof SUBSCRIPTION_FIELDS)[number]): string => readText(data, `${name}-${row}`).trim();
    if (SUBSCRIPTION_FIELDS.every((name) => text(name) === '')) return [];
    const value = {
      provider: text('provider'),
      plan: text('plan'),
      downMbps: orNull(text('downMbps'), readDecimal),
      monthlyFee: orNull(text('monthlyFee'), readMoney),
      paidUntil: text('paidUntil') || null,
      isBackup: data.has(`isBackup-${row}`),
    };
    for (const name of mistakes(subscription, value)) wrong.add(`${name}-${row}`);
    return [value];
  });
}

/** Rows of a list in a form, by the numbers behind one of their fields. */
export function rowsOf(data: FormData, name: string): string[] {
  return [...data.keys()].filter((key) => key.startsWith(`${name}-`)).map((key) => key.slice(name.length + 1));
}

/** A text of several lines as the records keep it: in one. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** A figure; null where nothing is typed. */
function orNull(text: string, readFigure: (text: string) => number): number | null {
  return text.trim() === '' ? null : readFigure(text);
}
