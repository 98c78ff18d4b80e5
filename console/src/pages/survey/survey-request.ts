import type { ProfileRow } from '@wardwatch/shared/api';
import { siteProfile, type Survey, survey, SURVEY_ITEMS } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';
import { oneLine } from '../inventory/profile-request.ts';

/** Fields of the form that can be wrong. */
export type SurveyField = keyof Messages['survey']['mistakes'];

/** Answers, in the order of the buttons. */
export const SURVEY_ANSWERS = ['yes', 'no', 'unclear'] as const;

/** What a filled-in form says: the survey, and the code of a site that had none yet. */
export interface SurveyInput {
  survey: Survey;
  code: string;
}

/** Reads the form. `profile` is what is kept; `today` the last day that a survey may be of. */
export function surveyRequest(
  data: FormData,
  profile: ProfileRow,
  today: string,
): FormReading<SurveyInput, SurveyField> {
  const value = {
    on: readText(data, 'day'),
    by: readText(data, 'name').trim(),
    answers: answersOf(data),
    note: oneLine(readText(data, 'note')),
  };
  const code = data.has('code') ? readText(data, 'code').trim().toLocaleUpperCase('vi') : profile.code;
  const wrong = new Set<SurveyField>(mistakes(survey, value).map((name) => FIELD_OF[name] ?? 'note'));
  if (value.on > today) wrong.add('day');
  if (Object.keys(value.answers).length === 0) wrong.add('answers');
  if (mistakes(siteProfile, { ...profile, code }).includes('code')) wrong.add('code');
  return wrong.size > 0 ? { wrong } : { value: { survey: value, code } };
}

const FIELD_OF: Readonly<Record<string, SurveyField>> = { on: 'day', by: 'name', answers: 'answers', note: 'note' };

function answersOf(data: FormData): Survey['answers'] {
  const answers: Survey['answers'] = {};
  for (const item of SURVEY_ITEMS) {
    const answer = SURVEY_ANSWERS.find((one) => one === readText(data, item));
    if (answer) answers[item] = answer;
  }
  return answers;
}
