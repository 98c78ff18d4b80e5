import type { CreatePaperRequest, ReportHead } from '@wardwatch/shared/api';
import { capitalised } from '@wardwatch/shared/wording';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, field, text } from '../../theme/shared-styles.ts';
import { paperPeriods, periodWords } from './period-words.ts';

/** Kinds that are made here, the one that is asked for most first; the others are made where they belong. */
const MADE_HERE = ['budget-request', 'quarter-report', 'paragraphs'] as const;

/** Makes a draft with one press: of the usual period and the newest report, or of others. Sends `ww-make`. */
@customElement('ww-paper-maker')
export class PaperMaker extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    field,
    css`
      .card {
        display: grid;
        gap: var(--space-4);
      }
      .choices {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
        gap: var(--space-4);
      }
      button {
        text-align: start;
      }
    `,
  ];

  /** The newest first. */
  @property({ attribute: false }) reports: readonly ReportHead[] = [];
  /** The server's time, UTC milliseconds. */
  @property({ type: Number }) now = 0;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @state() private chosenPeriod: string | undefined;
  @state() private chosenReport: string | undefined;

  override render(): TemplateResult {
    const { papers } = this.t;
    const periods = paperPeriods(this.now);
    const period = this.chosenPeriod ?? periods[0] ?? '';
    return html`<section class="card" aria-labelledby="make">
      <h2 id="make">${papers.make}</h2>
      <div class="choices">
        ${choiceField({
          id: 'period',
          label: papers.makePeriod,
          options: periods.map((key) => [key, capitalised(periodWords(key, this.t, this.format))]),
          chosen: period,
          onChoose: (value) => (this.chosenPeriod = value),
        })}
        ${choiceField({
          id: 'report',
          label: papers.makeReport,
          options: [
            ...this.reports.map(({ id, number, title }) => [id, papers.reportNamed(number ?? '', title)] as const),
            ['', papers.noReport] as const,
          ],
          chosen: this.#report,
          onChoose: (value) => (this.chosenReport = value),
        })}
      </div>
      <div class="actions">
        ${MADE_HERE.map(
          (kind, index) =>
            html`<button
              type="button"
              class=${index === 0 ? 'primary' : ''}
              aria-disabled=${this.pending}
              @click=${() => this.#make(kind, period)}
            >
              ${icon('plus')}${papers.makeNamed[kind](periodWords(period, this.t, this.format))}
            </button>`,
        )}
      </div>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <p class="soft small">${papers.makeHint}</p>
    </section>`;
  }

  get #report(): string {
    return this.chosenReport ?? this.reports[0]?.id ?? '';
  }

  #make(kind: (typeof MADE_HERE)[number], period: string): void {
    if (this.pending) return;
    emit(this, 'ww-make', { kind, period, reportId: this.#report || null } satisfies CreatePaperRequest);
  }
}
