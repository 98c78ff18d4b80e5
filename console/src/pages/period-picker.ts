import { addDays, localDateOf } from '@wardwatch/shared/calendar';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { choiceField, dayField } from '../components/choice-field.ts';
import { emit } from '../components/emit.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, field } from '../theme/shared-styles.ts';
import { isRightChoice, PERIOD_NAMES, type PeriodChoice, periodInterval } from './period.ts';

/** Chooses a period. Sends `ww-period` with a `PeriodChoice` that makes one; days that do not are marked instead. */
@customElement('ww-period-picker')
export class PeriodPicker extends LocalizedElement {
  static override styles = [
    base,
    field,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
      .row > .field {
        flex: 1 1 11.5rem;
        min-width: min(11.5rem, 100%);
        max-width: 16rem;
      }
    `,
  ];

  @property({ attribute: false }) choice: PeriodChoice = { period: '7d', first: '', last: '' };
  @property({ type: Number }) now = 0;
  /** Days as they are being chosen, while they make no period. */
  @state() private draft: PeriodChoice | undefined;

  override render(): TemplateResult {
    const { ledger } = this.t;
    const shown = this.draft ?? this.choice;
    const mistake = this.draft ? ledger.daysRule : '';
    return html`<div class="row">
        ${choiceField({
          id: 'period',
          label: ledger.period,
          options: PERIOD_NAMES.map((name) => [name, ledger.periods[name]]),
          chosen: shown.period,
          onChoose: (value) => this.#choosePeriod(value),
        })}
        ${
          shown.period === 'custom'
            ? html`
                ${dayField({ id: 'first', label: ledger.firstDay, value: shown.first, onChoose: (first) => this.#choose({ ...shown, first }) })}
                ${dayField({ id: 'last', label: ledger.lastDay, value: shown.last, onChoose: (last) => this.#choose({ ...shown, last }) })}
              `
            : ''
        }
      </div>
      <span class="mistake" role="status">${mistake}</span>`;
  }

  /** A custom period starts as the days that were shown before. */
  #choosePeriod(value: string): void {
    const period = PERIOD_NAMES.find((name) => name === value) ?? this.choice.period;
    const { from, until } = periodInterval(this.choice, this.now);
    const days = { first: localDateOf(from), last: addDays(localDateOf(until), -1) };
    this.#choose(period === 'custom' ? { period, ...days } : { period, first: '', last: '' });
  }

  #choose(choice: PeriodChoice): void {
    const isRight = choice.period !== 'custom' || isRightChoice(choice);
    this.draft = isRight ? undefined : choice;
    if (isRight) emit(this, 'ww-period', choice);
  }
}
