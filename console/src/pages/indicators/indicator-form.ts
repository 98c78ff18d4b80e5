import type { IndicatorRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { type IndicatorField, indicatorRequest, readFigure } from './indicator-request.ts';

/** A value of a manual indicator. Sends `ww-submit` with the `IndicatorRow` as it is then, and `ww-cancel`. */
@customElement('ww-indicator-form')
export class IndicatorForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) row: IndicatorRow | undefined;
  /** The row as the server has it by now: what is sent rests on it, while the fields keep what was typed. */
  @property({ attribute: false }) newest: IndicatorRow | undefined;
  /** The ward's day. */
  @property() today = '';
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @state() private typedPart = '';
  @state() private typedWhole = '';
  readonly #form: FormController<IndicatorRow, IndicatorField> = new FormController<IndicatorRow, IndicatorField>(
    this,
    {
      isPending: () => this.pending,
      read: (data) => {
        const before = this.newest ?? this.row;
        return before ? indicatorRequest(data, before, this.today) : { wrong: new Set() };
      },
      send: (row) => emit(this, 'ww-submit', row),
    },
  );

  /** Puts the focus on the first figure: the day is most often today. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('#part')?.focus();
  }

  override render(): TemplateResult | '' {
    if (!this.row) return '';
    const { indicators, app } = this.t;
    const mistake = (name: IndicatorField): string => this.#form.words(name, indicators.mistakes[name]);
    return html`<form novalidate @submit=${this.#form.submit}>
      <p>${this.row.name}</p>
      ${inputField({
        id: 'on',
        label: indicators.on,
        type: 'date',
        value: this.today,
        hint: indicators.onHint,
        mistake: mistake('on'),
      })}
      <div class="pair">
        ${inputField({
          id: 'part',
          label: indicators.part,
          maxLength: 16,
          mistake: mistake('part'),
          hint: this.#share,
          onInput: (words) => (this.typedPart = words),
        })}
        ${inputField({
          id: 'whole',
          label: indicators.whole,
          value: this.#lastWhole,
          maxLength: 16,
          hint: indicators.wholeHint,
          mistake: mistake('whole'),
          onInput: (words) => (this.typedWhole = words),
        })}
      </div>
      ${inputField({
        id: 'note',
        label: indicators.note,
        maxLength: 400,
        hint: indicators.noteHint,
        mistake: mistake('note'),
      })}
      ${inputField({
        id: 'owner',
        label: indicators.owner,
        value: this.row.owner,
        maxLength: 400,
        mistake: mistake('owner'),
      })}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  /** The whole changes seldom: the last one is offered. */
  get #lastWhole(): string {
    const whole = this.row?.values.at(-1)?.whole;
    return whole === undefined || whole === null ? '' : String(whole).replace('.', ',');
  }

  get #share(): string {
    const part = readFigure(this.typedPart);
    const whole = readFigure(this.typedWhole === '' ? this.#lastWhole : this.typedWhole);
    if (part === null || whole === null || !(whole > 0 && part <= whole)) return '';
    return this.t.indicators.shareNow(this.format.percent(part / whole));
  }
}
