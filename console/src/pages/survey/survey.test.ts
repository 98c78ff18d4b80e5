import { SURVEY_ITEMS } from '@wardwatch/shared/model';
import { describe, expect, it } from 'vitest';
import { profileRow } from '../../testing/inventory-rows.ts';
import { siteRow } from '../../testing/rows.ts';
import { lineOf } from '../inventory/inventory-lines.ts';
import { emptyProfile } from '../inventory/profile-request.ts';
import { nextToSurvey, suggestedCode, surveyState } from './survey-progress.ts';
import { surveyRequest } from './survey-request.ts';

const TODAY = '2026-11-24';
const survey = (items: readonly (typeof SURVEY_ITEMS)[number][]) => ({
  on: TODAY,
  by: 'Trần Thị B',
  answers: Object.fromEntries(items.map((item) => [item, 'yes' as const])),
  note: '',
});

describe('the progress of the survey', () => {
  it('is done when every question has an answer', () => {
    expect(surveyState(undefined)).toBe('open');
    expect(surveyState(profileRow())).toBe('open');
    expect(surveyState(profileRow({ survey: survey(['fibre']) }))).toBe('partly');
    expect(surveyState(profileRow({ survey: survey(SURVEY_ITEMS) }))).toBe('done');
  });

  it('goes to the next site that is not done, round the end of the list', () => {
    const line = (id: string, isDone: boolean) =>
      lineOf(siteRow({ id }), profileRow({ siteId: id, survey: isDone ? survey(SURVEY_ITEMS) : null }), [], TODAY);
    const lines = [line('a', false), line('b', true), line('c', false)];
    expect(nextToSurvey(lines)?.id).toBe('a');
    expect(nextToSurvey(lines, 'a')?.id).toBe('c');
    expect(nextToSurvey(lines, 'c')?.id).toBe('a');
    expect(nextToSurvey([line('a', false)], 'a')).toBeUndefined();
    expect(nextToSurvey([line('a', true)])).toBeUndefined();
  });

  it('suggests a code by the kind of the site and its number, never one in use', () => {
    const house = siteRow({ name: 'Nhà văn hóa TDP số 7' });
    expect(suggestedCode(house, new Set())).toBe('NVH-07');
    expect(suggestedCode(house, new Set(['NVH-07', 'NVH-01']))).toBe('NVH-02');
    expect(suggestedCode(siteRow({ kind: 'headquarters', name: 'Trụ sở 2' }), new Set())).toBe('TRU-SO');
    expect(suggestedCode(siteRow({ kind: 'other', name: 'Trạm' }), new Set())).toBe('DIEM-01');
  });
});

describe('surveyRequest', () => {
  const form = (fields: Record<string, string>): FormData => {
    const data = new FormData();
    const usual = { fibre: 'yes', wifi: 'unclear', note: '', name: 'Trần Thị B', day: TODAY };
    for (const [name, value] of Object.entries({ ...usual, ...fields })) data.set(name, value);
    return data;
  };

  it('reads the answers that were given, and a code for a site that had none', () => {
    const reading = surveyRequest(form({ code: 'nvh-09', note: 'Ổ cắm\nhỏng' }), emptyProfile('site_1'), TODAY);
    expect(reading).toEqual({
      value: {
        code: 'NVH-09',
        survey: { on: TODAY, by: 'Trần Thị B', answers: { fibre: 'yes', wifi: 'unclear' }, note: 'Ổ cắm hỏng' },
      },
    });
  });

  it('marks what is missing, and a day that is still to come', () => {
    const reading = surveyRequest(
      form({ fibre: '', wifi: '', name: ' ', day: '2026-11-25', code: 'x y' }),
      emptyProfile('site_1'),
      TODAY,
    );
    expect('wrong' in reading && [...reading.wrong].toSorted()).toEqual(['answers', 'code', 'day', 'name']);
  });
});
