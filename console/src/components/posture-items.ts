import { keysOf } from '@wardwatch/shared/lib';
import { type Posture, posture as postureSchema } from '@wardwatch/shared/model';
import type { Format } from '../i18n/format.ts';
import type { Messages } from '../i18n/vi.ts';

/** How one thing of the checklist stands; `info` is told without being judged. */
export type PostureMark = 'good' | 'bad' | 'unknown' | 'info';

/** One line of the checklist: what is asked, how it stands, and what was seen. */
export interface PostureItem {
  what: string;
  mark: PostureMark;
  seen: string;
}

const DAY_MS = 86_400_000;

/** Signatures that are older are no longer good, days. */
const MOST_SIGNATURE_DAYS = 7;

/** Updates are looked for every month; an update longer ago means that at least one month was missed, days. */
const MOST_UPDATE_DAYS = 45;

/** The posture in the fields of an event; what an older agent does not say is unknown. Undefined where it is none. */
export function readPosture(data: Record<string, unknown>): Posture | undefined {
  const nothing = Object.fromEntries(keysOf(postureSchema.entries).map((name) => [name, null]));
  const checked = postureSchema['~standard'].validate({ ...nothing, ...data });
  return 'value' in checked && checked.issues === undefined ? checked.value : undefined;
}

/** The checklist, in the order in which an officer goes through it. `at` is when the machine said so, UTC milliseconds. */
export function postureItems(posture: Posture, at: number, t: Messages, format: Format): PostureItem[] {
  const words = t.posture;
  const asked = (what: string, answer: boolean | null, seen = ''): PostureItem => ({
    what,
    mark: answer === null ? 'unknown' : answer ? 'good' : 'bad',
    seen: answer === null ? words.unknown : seen === '' ? (answer ? words.yes : words.no) : seen,
  });
  const aged = (what: string, days: number | null, most: number): PostureItem =>
    asked(what, days === null ? null : days <= most, days === null ? '' : agoWords(days, t, format));
  const told = (what: string, seen: string | null): PostureItem =>
    seen === null ? asked(what, null) : { what, mark: 'info', seen };
  return [
    supportItem(posture, at, t, format),
    updatesItem(posture, t, format),
    aged(words.lastUpdate, posture.lastUpdateDays, MOST_UPDATE_DAYS),
    rebootItem(posture, t),
    asked(words.antivirus, posture.antivirusOn, posture.antivirusOn ? (posture.antivirusName ?? '') : ''),
    aged(words.signatures, posture.antivirusSignatureDays, MOST_SIGNATURE_DAYS),
    asked(words.firewall, posture.firewallOn),
    asked(words.encryption, posture.diskEncrypted),
    asked(words.disks, posture.disksHealthy),
    asked(words.clock, posture.clockSynced),
    told(words.memory, posture.memoryBytes === null ? null : format.measure(posture.memoryBytes, 'bytes')),
    told(
      words.firmware,
      posture.firmwareDays === null ? null : words.age(format.duration(posture.firmwareDays * DAY_MS)),
    ),
  ];
}

/** How many lines stand how; what is only told is not counted. */
export function postureTotals(items: readonly PostureItem[]): Record<'good' | 'bad' | 'unknown', number> {
  const count = (mark: PostureMark): number => items.filter((item) => item.mark === mark).length;
  return { good: count('good'), bad: count('bad'), unknown: count('unknown') };
}

function agoWords(days: number, t: Messages, format: Format): string {
  return days === 0 ? t.posture.today : t.posture.daysAgo(format.measure(days, 'days'));
}

function supportItem({ osName, osSupportEndsAt }: Posture, at: number, t: Messages, format: Format): PostureItem {
  const words = t.posture;
  if (osSupportEndsAt === null) {
    return { what: words.os, mark: 'unknown', seen: osName === null ? words.unknown : words.osNoDay(osName) };
  }
  const isOver = osSupportEndsAt < at;
  const say = isOver ? words.osEnded : words.osUntil;
  return { what: words.os, mark: isOver ? 'bad' : 'good', seen: say(osName ?? '', format.date(osSupportEndsAt)) };
}

/** Updates that wait are normal for some days; those for security are not. */
function updatesItem(posture: Posture, t: Messages, format: Format): PostureItem {
  const words = t.posture;
  const { updatesPending: all, securityUpdatesPending: security } = posture;
  const what = words.updates;
  if (all === null && security === null) return { what, mark: 'unknown', seen: words.unknown };
  if (all === 0 && (security ?? 0) === 0) return { what, mark: 'good', seen: words.updatesNone };
  const number = format.number(all ?? security ?? 0);
  if (security === null) return { what, mark: 'unknown', seen: words.updatesPendingOnly(number) };
  return { what, mark: security > 0 ? 'bad' : 'good', seen: words.updatesPending(number, format.number(security)) };
}

function rebootItem({ rebootPending }: Posture, t: Messages): PostureItem {
  const words = t.posture;
  if (rebootPending === null) return { what: words.reboot, mark: 'unknown', seen: words.unknown };
  return rebootPending
    ? { what: words.reboot, mark: 'bad', seen: words.rebootPending }
    : { what: words.reboot, mark: 'good', seen: words.rebootNone };
}
