import type { SaveWindowRequest } from '@wardwatch/shared/api';
import type { WindowScope } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { endOfInputDay, inputInstant } from '../../components/ward-input.ts';
import type { Messages } from '../../i18n/vi.ts';

export const SCOPE_KINDS = ['sites', 'feeder', 'provider', 'all'] as const;
export type ScopeKind = WindowScope['kind'];

/** Fields of the form that can be wrong. */
export type WindowField = keyof Messages['windows']['mistakes'];

const DAY_MS = 86_400_000;
const MOST_DAYS = 92;
const MOST_LENGTH = 120;

/** What the filled-in form asks for, or the fields that are wrong. */
export function windowRequest(data: FormData): FormReading<SaveWindowRequest, WindowField> {
  const wrong = new Set<WindowField>();
  const scope = scopeOf(data, wrong);
  const from = inputInstant(readText(data, 'from'));
  const until = inputInstant(readText(data, 'until'));
  const weekly = data.has('weekly');
  const repeatUntil = weekly ? (endOfInputDay(readText(data, 'repeatUntil')) ?? null) : null;
  const reason = readText(data, 'reason').trim();
  if (from === undefined) wrong.add('from');
  if (until === undefined || (from !== undefined && (until <= from || until - from > MOST_DAYS * DAY_MS)))
    wrong.add('until');
  else if (weekly && from !== undefined && until - from > 7 * DAY_MS) wrong.add('weekly');
  if (repeatUntil !== null && from !== undefined && repeatUntil <= from) wrong.add('repeatUntil');
  if (reason === '' || reason.length > MOST_LENGTH) wrong.add('reason');
  if (wrong.size > 0 || from === undefined || until === undefined) return { wrong };
  const kind = readText(data, 'kind') === 'power-cut' ? 'power-cut' : 'maintenance';
  const source = readText(data, 'source').trim();
  return { value: { kind, scope, from, until, weekly, repeatUntil, reason, source } };
}

function scopeOf(data: FormData, wrong: Set<WindowField>): WindowScope {
  const kind = SCOPE_KINDS.find((candidate) => candidate === readText(data, 'scope')) ?? 'all';
  const named = readText(data, 'named').trim();
  const siteIds = data.getAll('siteIds').filter((id) => typeof id === 'string');
  if (kind === 'sites' && siteIds.length === 0) wrong.add('sites');
  if ((kind === 'feeder' || kind === 'provider') && named === '') wrong.add('named');
  switch (kind) {
    case 'sites':
      return { kind, siteIds };
    case 'feeder':
      return { kind, feeder: named };
    case 'provider':
      return { kind, provider: named };
    case 'all':
      break;
  }
  return { kind };
}
