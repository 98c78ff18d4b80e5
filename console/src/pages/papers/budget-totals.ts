import type { BudgetLine } from '@wardwatch/shared/model';
import { budgetTotals } from '@wardwatch/shared/papers';
import { amountInWords } from '@wardwatch/shared/wording';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';

/** What a budget comes to, one-off and recurrent apart, in figures and in words. */
@customElement('ww-budget-totals')
export class BudgetTotalsView extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    css`
      section {
        display: grid;
        gap: var(--space-3);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: var(--space-3) var(--space-5);
      }
      dt {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      dd {
        overflow-wrap: anywhere;
      }
      .main {
        font-size: var(--text-lg);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  @property({ attribute: false }) lines: readonly BudgetLine[] = [];

  override render(): TemplateResult {
    const { budget } = this.t;
    const { oneOff, recurrent, total, phases } = budgetTotals(this.lines);
    return html`<section class="card" aria-labelledby="totals">
      <h2 id="totals">${budget.totals}</h2>
      <dl>
        ${this.#figure(budget.total, total.gross, 'main')} ${this.#figure(budget.oneOff, oneOff.gross)}
        ${this.#figure(budget.recurrent, recurrent.gross)}
        ${phases.length > 1 ? phases.map((one) => this.#figure(budget.phaseNamed(String(one.phase)), one.total.gross)) : ''}
      </dl>
      ${
        // Prices that are mistyped by many digits add up to more than a figure can say exactly.
        Number.isSafeInteger(total.gross)
          ? html`<p>
              <span class="soft">${budget.inWords}:</span> <span lang="vi">${amountInWords(total.gross)}</span>
            </p>`
          : ''
      }
    </section>`;
  }

  #figure(label: string, dong: number, look = ''): TemplateResult {
    return html`<div>
      <dt>${label}</dt>
      <dd class=${look}>${this.t.budget.money(this.format.number(dong, 0))}</dd>
    </div>`;
  }
}
