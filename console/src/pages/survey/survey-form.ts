import type { ProfileRow } from '@wardwatch/shared/api';
import { SURVEY_ITEMS, type SurveyItem } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { icon, type IconName } from '../../components/icons.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { textField } from '../../components/text-field.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import type { News } from '../inventory/news.ts';
import { emptyProfile } from '../inventory/profile-request.ts';
import { revisedNotice, revisedStyles } from '../inventory/revised-notice.ts';
import { answered } from './survey-progress.ts';
import { SURVEY_ANSWERS, type SurveyField, type SurveyInput, surveyRequest } from './survey-request.ts';

const PICTURES = { yes: 'check', no: 'close', unclear: 'state-unknown' } as const satisfies Record<
  (typeof SURVEY_ANSWERS)[number],
  IconName
>;

/**
 * The questions of the survey for one thumb: big answers, and the button to save always in reach. Sends `ww-submit` with
 * a `SurveyInput`.
 */
@customElement('ww-survey-form')
export class SurveyForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    revisedStyles,
    css`
      legend {
        margin-block-end: var(--space-2);
      }
      /* What has the focus is never behind the bar. */
      input,
      textarea {
        scroll-margin-block: var(--space-7) 8rem;
      }
      .questions {
        display: grid;
        gap: var(--space-5);
      }
      .answers {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--space-2);
      }
      .answer {
        position: relative;
        display: grid;
        justify-items: center;
        align-content: center;
        gap: var(--space-1);
        min-height: 3.5rem;
        padding: var(--space-2);
        border: var(--hairline) solid var(--ww-line-strong);
        border-radius: var(--radius-md);
        background: var(--ww-surface);
        font-weight: var(--weight-medium);
        text-align: center;
        cursor: pointer;
      }
      .answer:hover {
        background: var(--ww-hover);
      }
      .answer input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      .answer:has(:checked) {
        border-color: var(--ww-accent);
        background: var(--ww-accent-soft);
        color: var(--ww-accent-strong);
        box-shadow: inset 0 0 0 var(--hairline) var(--ww-accent);
      }
      .answer:has(:focus-visible) {
        outline: var(--stroke) solid var(--ww-focus);
        outline-offset: var(--stroke);
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .bar {
        position: sticky;
        inset-block-end: 0;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2) var(--space-4);
        margin-inline: calc(-1 * var(--space-4));
        padding: var(--space-3) var(--space-4);
        border-block-start: var(--hairline) solid var(--ww-line);
        background: var(--ww-page);
      }
      @media (width < 40rem) {
        .bar button {
          flex: 1 1 auto;
          min-height: 3rem;
        }
      }
    `,
  ];

  /** What the fields show at first; revision 0 where the site has no profile yet. */
  @property({ attribute: false }) row: ProfileRow = emptyProfile('');
  /** A code to begin with where the site has none. */
  @property() suggestedCode = '';
  /** Who looks. */
  @property() person = '';
  /** Today in the ward, `YYYY-MM-DD`. */
  @property() day = '';
  /** Whether there is a site to go on to. */
  @property({ type: Boolean }) goesOn = false;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @property({ attribute: false }) news: readonly News[] | 'gone' | undefined;
  @state() private count: number | undefined;
  readonly #form = new FormController<SurveyInput, SurveyField>(this, {
    isPending: () => this.pending,
    read: (data) => surveyRequest(data, this.row, this.day),
    send: (input) => emit(this, 'ww-submit', input),
  });

  override render(): TemplateResult {
    const { survey, inventory, app } = this.t;
    const { row } = this;
    const figure = (n: number): string => this.format.number(n);
    const count = this.count ?? answered(row.survey);
    const save = this.news ? inventory.saveOver : this.goesOn ? survey.saveNext : app.save;
    return html`<form novalidate @submit=${this.#form.submit} @change=${this.#onChange}>
      <div class="questions">${SURVEY_ITEMS.map((item) => this.#question(item))}</div>
      <span class="mistake" id="answers-mistake" role="status">${this.#mistake('answers')}</span>
      ${textField({
        id: 'note',
        label: survey.note,
        value: row.survey?.note ?? '',
        hint: inventory.notSecret,
        mistake: this.#mistake('note'),
      })}
      <div class="pair">
        ${inputField({
          id: 'name',
          label: survey.name,
          value: row.survey?.by ?? this.person,
          mistake: this.#mistake('name'),
        })}
        ${inputField({ id: 'day', label: survey.day, type: 'date', value: this.day, mistake: this.#mistake('day') })}
      </div>
      ${
        row.code === ''
          ? inputField({
              id: 'code',
              label: survey.code,
              value: this.suggestedCode,
              hint: survey.codeHint,
              maxLength: 24,
              mistake: this.#mistake('code'),
            })
          : ''
      }
      ${this.news ? revisedNotice(this.news, this.t) : ''}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="bar">
        <span class="soft small" role="status">${survey.answered(figure(count), figure(SURVEY_ITEMS.length))}</span>
        <button class="primary" aria-disabled=${this.pending}>${save}</button>
      </div>
    </form>`;
  }

  #mistake(name: SurveyField): string {
    return this.#form.words(name, this.t.survey.mistakes[name]);
  }

  #question(item: SurveyItem): TemplateResult {
    const { survey } = this.t;
    const isWrong = this.#form.wrong.has('answers');
    return html`<fieldset aria-describedby=${isWrong ? 'answers-mistake' : ''}>
      <legend>${survey.questions[item]}</legend>
      <div class="answers">
        ${SURVEY_ANSWERS.map(
          (answer) =>
            html`<label class="answer"
              ><input
                type="radio"
                name=${item}
                .value=${answer}
                ?checked=${this.row.survey?.answers[item] === answer}
                aria-invalid=${isWrong}
              />${icon(PICTURES[answer])}<span>${survey.answers[answer]}</span></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  readonly #onChange = (event: Event): void => {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLFormElement)) return;
    const data = new FormData(currentTarget);
    this.count = SURVEY_ITEMS.filter((item) => data.has(item)).length;
  };
}
