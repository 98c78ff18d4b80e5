import type { Bounds, LedgerRow } from '@wardwatch/shared/model';
import type { Format } from '../i18n/format.ts';
import type { Messages } from '../i18n/vi.ts';

/** Names of what rows refer to by id; undefined where there is no such thing any more. */
export interface Names {
  device(id: string): string | undefined;
  site(id: string): string | undefined;
  /** Of a service that the ward watches. */
  service(id: string): string | undefined;
  /** Of a device that an agent watches. */
  watched(id: string): string | undefined;
  /** Of a person, or of the engine. */
  person(id: string): string;
}

/** What an outage is an outage of. */
export function subjectWords(subject: string, names: Names, t: Messages): string {
  const { subjects, subjectDevice, subjectService } = t.ledger;
  if (Object.hasOwn(subjects, subject))
    return Object.entries(subjects).find(([key]) => key === subject)?.[1] ?? subject;
  const [kind, id = ''] = subject.split(':');
  return kind === 'device' ? subjectDevice(names.device(id) ?? id) : subjectService(names.service(id) ?? id);
}

/** Where an outage was: the site's name, or that it belongs to none. */
export function placeWords(row: Pick<LedgerRow, 'siteId'>, names: Names, t: Messages): string {
  return row.siteId === null ? t.ledger.noSite : (names.site(row.siteId) ?? row.siteId);
}

/** An instant that was not seen itself: the day, and between which times. One that was seen is just that. */
export function boundsWords(bounds: Bounds, t: Messages, format: Format): string {
  const { earliest, latest } = bounds;
  if (latest - earliest < 1_000) return format.dateTimeSeconds(earliest);
  const last =
    format.date(earliest) === format.date(latest) ? format.timeSeconds(latest) : format.dateTimeSeconds(latest);
  return t.outage.within(format.date(earliest), format.timeSeconds(earliest), last);
}

/** How long it lasted by the clock; one that goes on says so with its age. */
export function lengthWords(row: LedgerRow, now: number, t: Messages, format: Format): string {
  if (row.until === null && row.status === 'ongoing')
    return t.ledger.runningFor(format.duration(Math.max(0, now - row.from)));
  return format.duration(row.minutes.wholeMs);
}
