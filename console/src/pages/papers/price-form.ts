import type { PriceRow } from '@wardwatch/shared/api';
import type { Price } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import { decimalText, moneyText } from '../../components/money.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { type PriceField, priceRequest } from './price-request.ts';

/** A price with what it rests on, as a person enters it. Sends `ww-submit` with a `Price`, and `ww-cancel`. */
@customElement('ww-price-form')
export class PriceForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        gap: var(--space-4);
      }
    `,
  ];

  /** What the fields show at first. */
  @property({ attribute: false }) row: PriceRow | undefined;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form = new FormController<Price, PriceField>(this, {
    isPending: () => this.pending,
    read: (data) => (this.row ? priceRequest(data, withoutHint(this.row)) : { wrong: new Set<PriceField>(['name']) }),
    send: (item) => emit(this, 'ww-submit', item),
  });

  /** Puts the focus on the amount, which is what is asked for. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('#amount')?.focus();
  }

  override render(): TemplateResult | '' {
    const { row } = this;
    if (!row) return '';
    const { prices, app } = this.t;
    const figure = (dong: number): string => this.format.number(dong, 0);
    const usual = row.hint ? ` ${prices.hint(figure(row.hint.low), figure(row.hint.high))}.` : '';
    return html`<form novalidate @submit=${this.#form.submit}>
      ${this.#line('name', row.name)}
      <div class="pair">
        ${this.#line('amount', moneyText(row.amount), { hint: `${prices.amountHint}${usual}`, maxLength: 24 })}
        ${this.#line('unit', row.unit)} ${this.#line('vatPercent', decimalText(row.vatPercent), { maxLength: 5 })}
      </div>
      ${this.#line('basis', row.basis, { hint: prices.basisHint, maxLength: 400 })}
      ${this.#line('on', row.on ?? '', { type: 'date' })}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #line(
    id: PriceField,
    value: string,
    more: { hint?: string; maxLength?: number; type?: 'date' } = {},
  ): TemplateResult {
    const { prices } = this.t;
    return inputField({ id, label: prices[id], value, mistake: this.#form.words(id, prices.mistakes[id]), ...more });
  }
}

/** The item as it is kept: the hint is the catalogue's, the revision the server's. */
export function withoutHint({ hint: _, revision: __, ...item }: PriceRow): Price {
  return item;
}
