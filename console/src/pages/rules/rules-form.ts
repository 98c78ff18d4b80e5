import type { LedgerRules } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { figureOf, RULE_FIGURES, type RuleName, rulesOf, type Unit, unitName } from './rule-figures.ts';

/** The figures that outages are judged by, to be changed. Sends `ww-submit` with the `LedgerRules`. */
@customElement('ww-rules-form')
export class RulesForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .amount {
        display: grid;
        grid-template-columns: 6rem 7rem;
        gap: var(--space-2);
      }
    `,
  ];

  /** What the fields show at first; later changes are the reader's. */
  @property({ attribute: false }) rules: LedgerRules | undefined;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form = new FormController<LedgerRules, RuleName>(this, {
    isPending: () => this.pending,
    read: rulesOf,
    send: (rules) => emit(this, 'ww-submit', rules),
  });

  override render(): TemplateResult | '' {
    const { rules } = this;
    if (!rules) return '';
    return html`<form novalidate @submit=${this.#form.submit}>
      ${RULE_FIGURES.map(({ name, leastMs, mostMs }) => this.#figure(name, rules[name], leastMs, mostMs))}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions"><button class="primary" aria-disabled=${this.pending}>${this.t.app.save}</button></div>
    </form>`;
  }

  #figure(name: RuleName, ms: number, leastMs: number, mostMs: number): TemplateResult {
    const { rules } = this.t;
    const words = rules.figures[name];
    const { amount, unit } = figureOf(ms);
    const mistake = this.#form.words(name, rules.range(this.format.duration(leastMs), this.format.duration(mostMs)));
    return html`<div class="field">
      <label for=${name}>${words.name}</label>
      <div class="amount">
        <input
          id=${name}
          name=${name}
          inputmode="decimal"
          maxlength="10"
          autocomplete="off"
          .value=${amount}
          aria-invalid=${mistake !== ''}
          aria-describedby="${name}-mistake ${name}-hint"
        />
        <select name=${unitName(name)} aria-label=${rules.unitOf(words.name)}>
          ${UNIT_NAMES.map((one) => html`<option .value=${one} ?selected=${one === unit}>${rules.units[one]}</option>`)}
        </select>
      </div>
      <span class="mistake" id="${name}-mistake">${mistake}</span>
      <span class="hint" id="${name}-hint">${words.means}</span>
    </div>`;
  }
}

const UNIT_NAMES: readonly Unit[] = ['seconds', 'minutes'];
