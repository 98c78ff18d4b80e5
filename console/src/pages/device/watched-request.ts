import { type SaveWatchedRequest, saveWatchedRequest, WATCHED_KINDS, type WatchedRow } from '@wardwatch/shared/api';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of the form that can be wrong. */
export type WatchedField = keyof Messages['watched']['mistakes'];

const FIELD_OF: Readonly<Record<string, WatchedField>> = { name: 'name', host: 'host', port: 'port' };

/**
 * What the filled-in form asks for, or the fields that are wrong. An empty community leaves a saved one as it is.
 *
 * @param watcherId the device whose agent is to watch.
 * @param before what is changed; undefined for a new one.
 */
export function watchedRequest(
  data: FormData,
  watcherId: string,
  before: WatchedRow | undefined,
): FormReading<SaveWatchedRequest, WatchedField> {
  const read = (name: string): string => readText(data, name).trim();
  const community = readCommunity(read('community'), data.has('communityEnd'));
  const request: SaveWatchedRequest = {
    ...(before ? { id: before.id } : {}),
    watcherId,
    name: read('name'),
    kind: WATCHED_KINDS.find((kind) => kind === read('kind')) ?? 'other',
    host: read('host'),
    port: read('port') === '' ? null : Number(read('port')),
    ...(community === undefined ? {} : { snmpCommunity: community }),
    isUps: data.has('isUps'),
    isActive: before ? data.has('isActive') : true,
  };
  const wrong = new Set(mistakes(saveWatchedRequest, request).map((name) => FIELD_OF[name] ?? 'host'));
  const hasSnmp = community === undefined ? (before?.hasSnmp ?? false) : community !== null;
  if (request.isUps && !hasSnmp) wrong.add('ups');
  if (before?.hasSnmp && community === undefined && request.isActive && isElsewhere(before, request)) {
    wrong.add('community');
  }
  return wrong.size > 0 ? { wrong } : { value: request };
}

/** Whether a community that was saved would go to another place than it was given for. */
function isElsewhere(before: WatchedRow, { host, watcherId }: SaveWatchedRequest): boolean {
  return before.isElsewhere || before.host !== host || before.watcherId !== watcherId;
}

/** Null ends SNMP, undefined leaves it as it is. */
function readCommunity(typed: string, isEnd: boolean): string | null | undefined {
  if (isEnd) return null;
  return typed === '' ? undefined : typed;
}
