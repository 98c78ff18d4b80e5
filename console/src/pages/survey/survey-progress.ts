import type { ProfileRow, SiteRow } from '@wardwatch/shared/api';
import { type SiteProfile, SURVEY_ITEMS } from '@wardwatch/shared/model';
import type { InventoryLine } from '../inventory/inventory-lines.ts';

/** How far the survey of a site is. */
export type SurveyState = 'done' | 'partly' | 'open';

/** How many questions are answered. */
export function answered(survey: SiteProfile['survey'] | undefined): number {
  return survey ? SURVEY_ITEMS.filter((item) => survey.answers[item] !== undefined).length : 0;
}

/** A survey is done when every question has an answer, "unclear" included. */
export function surveyState(profile: ProfileRow | undefined): SurveyState {
  const count = answered(profile?.survey);
  if (count === 0) return 'open';
  return count === SURVEY_ITEMS.length ? 'done' : 'partly';
}

/** The site to survey after one (or the first one), in the order of the list and round its end; none when all are done. */
export function nextToSurvey(lines: readonly InventoryLine[], afterId?: string): SiteRow | undefined {
  const place = lines.findIndex(({ site }) => site.id === afterId);
  const order = [...lines.slice(place + 1), ...lines.slice(0, Math.max(0, place))];
  return order.find(({ profile }) => surveyState(profile) !== 'done')?.site;
}

const PREFIXES = {
  headquarters: 'TRU-SO',
  'one-stop-centre': 'PVHCC',
  'cultural-house': 'NVH',
  other: 'DIEM',
} as const;

/** A code for a site that has none: by its kind, and by the number in its name where there is one. */
export function suggestedCode(site: Pick<SiteRow, 'kind' | 'name'>, taken: ReadonlySet<string>): string {
  const prefix = PREFIXES[site.kind];
  const number = /\d+/.exec(site.name)?.[0];
  const isAlone = site.kind === 'headquarters' || site.kind === 'one-stop-centre';
  const wanted = isAlone ? prefix : number === undefined ? '' : `${prefix}-${number.slice(-3).padStart(2, '0')}`;
  if (wanted !== '' && !taken.has(wanted)) return wanted;
  for (let n = 1; ; n += 1) {
    const code = `${prefix}-${String(n).padStart(2, '0')}`;
    if (!taken.has(code)) return code;
  }
}
