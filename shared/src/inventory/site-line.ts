import type { ProfileRow } from '../api/index.ts';
import type { Contact, SiteKind, SiteProfile, Subscription } from '../model/index.ts';
import { fold } from '../wording/index.ts';
import { type Column, column, type ColumnParts } from './columns.ts';
import type { KnownSite, KnownWard } from './known-ward.ts';
import { readCode, readDay, readNumber, readPhone, readText, readWord } from './read-cell.ts';
import { SITE_KIND_WORDS } from './words.ts';

/** A site as one line of the table: its main subscription and its first contact, nothing of the others. */
export interface SiteLine {
  /** Empty where the site has no profile yet. */
  code: string;
  name: string;
  kind: SiteKind;
  groupNumber: number | null;
  address: string;
  provider: string;
  plan: string;
  downMbps: number | null;
  monthlyFee: number | null;
  paidUntil: string | null;
  feeder: string;
  /** Id; empty for the usual one of the kind. */
  calendar: string;
  contactRole: string;
  contactName: string;
  contactPhone: string;
  note: string;
}

/** Columns of a subscription, and of a contact: they come and go together. */
export const SUBSCRIPTION_KEYS = ['provider', 'plan', 'downMbps', 'monthlyFee', 'paidUntil'] as const;
export const CONTACT_KEYS = ['contactRole', 'contactName', 'contactPhone'] as const;
/** What a site has without a profile. */
export const BARE_KEYS: readonly string[] = ['name', 'kind', 'provider', 'feeder', 'calendar'];

type Context = Pick<KnownWard, 'calendars'>;

const site = <Key extends keyof SiteLine>(key: Key, parts: ColumnParts<SiteLine, Key, Context>) => column(key, parts);
const asItIs = <Value>(value: Value): Value => value;
const text = (maxLength: number) => ({
  empty: '',
  read: (cell: Parameters<typeof readText>[0]) => readText(cell, maxLength),
  show: asItIs<string>,
});

/** Columns of the table of sites, in the order in which they are written. */
export const SITE_COLUMNS: readonly Column<SiteLine, Context>[] = [
  site('code', {
    head: 'Mã điểm',
    also: ['Mã', 'Mã số', 'Ký hiệu', 'Code', 'Site code'],
    width: 12,
    read: readCode,
    show: asItIs,
  }),
  site('name', {
    head: 'Tên điểm',
    also: ['Tên', 'Điểm', 'Tên nhà văn hóa', 'Tên gọi', 'Name', 'Site'],
    width: 34,
    read: (cell) => readText(cell, 120),
    show: asItIs,
  }),
  site('kind', {
    head: 'Loại điểm',
    also: ['Loại', 'Loại hình', 'Kind', 'Site type'],
    width: 30,
    allowed: Object.values(SITE_KIND_WORDS.shown),
    read: (cell) => readWord(cell, SITE_KIND_WORDS),
    show: (kind) => SITE_KIND_WORDS.shown[kind],
  }),
  site('groupNumber', {
    head: 'Số tổ dân phố',
    also: ['Tổ dân phố', 'TDP', 'Tổ dân phố số', 'TDP số', 'Số TDP', 'Group'],
    width: 12,
    empty: null,
    read: (cell) => readNumber(cell, { isWhole: true, min: 1, max: 999 }),
    show: asItIs,
  }),
  site('address', { head: 'Địa chỉ', also: ['Address'], width: 40, ...text(400) }),
  site('provider', { head: 'Nhà mạng', also: ['Nhà cung cấp', 'Nhà cung cấp Internet', 'Provider'], ...text(120) }),
  site('plan', { head: 'Gói cước', also: ['Gói', 'Gói dịch vụ', 'Plan'], ...text(400) }),
  site('downMbps', {
    head: 'Tốc độ tải xuống (Mbps)',
    also: ['Tốc độ', 'Tốc độ gói', 'Băng thông', 'Speed'],
    width: 14,
    empty: null,
    read: (cell) => readNumber(cell, { isWhole: false, min: 0, max: 100_000 }),
    show: asItIs,
  }),
  site('monthlyFee', {
    head: 'Cước hằng tháng (đồng)',
    also: ['Cước tháng', 'Cước', 'Phí hằng tháng', 'Cước phí', 'Giá cước', 'Fee'],
    width: 16,
    empty: null,
    read: (cell) => readNumber(cell, { isWhole: true, min: 0, max: 1_000_000_000_000 }),
    show: asItIs,
  }),
  site('paidUntil', {
    head: 'Đã trả cước đến ngày',
    also: ['Trả cước đến', 'Hạn cước', 'Ngày hết hạn', 'Đã thanh toán đến', 'Paid until'],
    isDay: true,
    empty: null,
    read: readDay,
    show: asItIs,
  }),
  site('feeder', {
    head: 'Lộ điện',
    also: ['Nguồn điện', 'Trạm biến áp', 'Đường dây điện', 'Feeder'],
    ...text(120),
  }),
  site('calendar', {
    head: 'Lịch làm việc',
    also: ['Giờ làm việc', 'Giờ mở cửa', 'Lịch', 'Calendar'],
    width: 30,
    empty: '',
    isKeptWhenEmpty: true,
    read: (cell, { calendars }) => readCalendar(String(cell), calendars),
    show: (id, { calendars }) => calendarLabel(id, calendars),
  }),
  site('contactRole', {
    head: 'Chức vụ người liên hệ',
    also: ['Chức vụ', 'Vai trò', 'Contact role'],
    ...text(120),
  }),
  site('contactName', {
    head: 'Người liên hệ',
    also: ['Họ và tên', 'Họ tên', 'Người quản lý', 'Người phụ trách', 'Contact'],
    width: 24,
    ...text(120),
  }),
  site('contactPhone', {
    head: 'Điện thoại',
    also: ['Số điện thoại', 'SĐT', 'ĐT', 'Điện thoại liên hệ', 'Phone'],
    width: 16,
    empty: '',
    read: readPhone,
    show: asItIs,
  }),
  site('note', { head: 'Ghi chú', also: ['Note'], width: 40, ...text(400) }),
];

function calendarLabel(id: string, calendars: KnownWard['calendars']): string {
  const name = calendars.find((one) => one.id === id)?.name;
  return name !== undefined && calendars.filter((one) => fold(one.name) === fold(name)).length === 1 ? name : id;
}

function readCalendar(cell: string, calendars: KnownWard['calendars']) {
  const asked = fold(cell);
  const named = calendars.filter(({ id, name }) => id === asked || fold(name) === asked);
  const [found] = named;
  return found && named.length === 1
    ? { ok: true as const, value: found.id }
    : {
        ok: false as const,
        code: 'calendar-unknown' as const,
        expected: calendars.map(({ name }) => name).join(' | '),
      };
}

/** The main subscription is the first that is no backup. */
export function mainSubscription(profile: SiteProfile | null): Subscription | undefined {
  return profile?.subscriptions.find(({ isBackup }) => !isBackup);
}

/** A site as the table has it. */
export function siteLine(known: KnownSite, profile: ProfileRow | null): SiteLine {
  const main = mainSubscription(profile);
  const contact = profile?.contacts[0];
  return {
    code: profile?.code ?? '',
    name: known.name,
    kind: known.kind,
    groupNumber: profile?.groupNumber ?? null,
    address: profile?.address ?? '',
    provider: main?.provider ?? known.provider ?? '',
    plan: main?.plan ?? '',
    downMbps: main?.downMbps ?? null,
    monthlyFee: main?.monthlyFee ?? null,
    paidUntil: main?.paidUntil ?? null,
    feeder: known.feeder ?? '',
    calendar: known.calendarId,
    contactRole: contact?.role ?? '',
    contactName: contact?.name ?? '',
    contactPhone: contact?.phone ?? '',
    note: profile?.note ?? '',
  };
}

/** How a contact is shown beside a site: role, name, phone, cut to what a site keeps. */
export function contactText({ role, name, phone }: Contact): string {
  const who = `${role} ${name}`;
  return `${who.slice(0, 120 - phone.length - 2).trim()}, ${phone}`;
}

/** What a site keeps of its profile: they change with it, and only where the profile's own part changes. */
export function siteInStep(
  before: SiteProfile | null,
  after: SiteProfile,
): { provider?: string | null; contact?: string | null } {
  const was = { provider: mainSubscription(before)?.provider, contact: before?.contacts[0] };
  const is = { provider: mainSubscription(after)?.provider, contact: after.contacts[0] };
  return {
    ...(was.provider !== is.provider && { provider: is.provider ?? null }),
    ...(JSON.stringify(was.contact) !== JSON.stringify(is.contact) && {
      contact: is.contact ? contactText(is.contact) : null,
    }),
  };
}
