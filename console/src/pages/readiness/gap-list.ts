import type { CriterionRow, PriceRow } from '@wardwatch/shared/api';
import type { Gap } from '@wardwatch/shared/readiness';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import { moneyText } from '../../components/money.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, text } from '../../theme/shared-styles.ts';
import { outageAddress } from '../ledger/ledger-query.ts';
import { gapCost } from './gap-cost.ts';
import { RESULT_LOOKS } from './result-looks.ts';

/** So many of the weightiest gaps are shown at first. */
const FIRST_GAPS = 8;

/** Gaps, the weightiest first: where, what they cost in outages, what closing them costs. */
@customElement('ww-gap-list')
export class GapList extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      ol {
        display: grid;
        gap: var(--space-4);
      }
      li {
        display: grid;
        gap: var(--space-1);
      }
      h3 {
        font-weight: var(--weight-medium);
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
      }
      button {
        margin-block-start: var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) gaps: readonly Gap[] = [];
  @property({ attribute: false }) criteria: readonly CriterionRow[] = [];
  /** Undefined while they are not known: then nothing is said of cost. */
  @property({ attribute: false }) prices: readonly PriceRow[] | undefined;
  @state() private isWhole = false;

  override render(): TemplateResult {
    const { readiness } = this.t;
    if (this.gaps.length === 0) return html`<p class="soft">${readiness.gapsEmpty}</p>`;
    const shown = this.isWhole ? this.gaps : this.gaps.slice(0, FIRST_GAPS);
    const hidden = this.gaps.length - shown.length;
    return html`<ol>
        ${shown.map((gap) => this.#gap(gap))}
      </ol>
      ${
        hidden > 0
          ? html`<button type="button" @click=${() => (this.isWhole = true)}>
              ${readiness.moreGaps(this.format.number(hidden))}
            </button>`
          : ''
      }`;
  }

  #gap(gap: Gap): TemplateResult {
    const { readiness } = this.t;
    const n = (value: readonly unknown[]): string => this.format.number(value.length);
    const name = this.criteria.find(({ id }) => id === gap.criterionId)?.name ?? gap.criterionId;
    const chip = (look: 'not-met' | 'partly' | 'no-data', label: string): TemplateResult =>
      html`<ww-chip .tone=${RESULT_LOOKS[look].tone} .picture=${RESULT_LOOKS[look].picture} .label=${label}></ww-chip>`;
    return html`<li>
      <h3>${name}${gap.isMandatory ? html` <span class="soft small">(${readiness.mandatory})</span>` : ''}</h3>
      <p class="chips">
        ${gap.notMet.length > 0 ? chip('not-met', readiness.gapNotMet(n(gap.notMet))) : ''}
        ${gap.partly.length > 0 ? chip('partly', readiness.gapPartly(n(gap.partly))) : ''}
        ${gap.unknown.length > 0 ? chip('no-data', readiness.gapUnknown(n(gap.unknown))) : ''}
      </p>
      ${this.#avoidable(gap)} ${this.#cost(gap)}
    </li>`;
  }

  #avoidable({ avoidableOpenMs, outageIds }: Gap): TemplateResult | '' {
    if (outageIds.length === 0) return '';
    return html`<p class="small">
      ${this.t.readiness.gapHours(this.format.hours(avoidableOpenMs))}:
      ${outageIds.slice(0, 3).map((id, index) => html`${index > 0 ? ', ' : ''}<a href=${outageAddress(id)}>${id}</a>`)}
      ${outageIds.length > 3 ? '…' : ''}
    </p>`;
  }

  /** What nothing is known of may not be missing: it has no cost yet. */
  #cost({ criterionId, notMet, partly }: Gap): TemplateResult | '' {
    if (!this.prices || notMet.length + partly.length === 0) return '';
    const { readiness } = this.t;
    const cost = gapCost(criterionId, this.prices);
    if (!cost) return html`<p class="small soft">${readiness.gapNoPrice}</p>`;
    const parts = [
      cost.once > 0 ? readiness.gapCostOnce(moneyText(cost.once)) : '',
      cost.yearly > 0 ? readiness.gapCostYearly(moneyText(cost.yearly)) : '',
    ].filter((part) => part !== '');
    return html`<p class="small"><span class="soft">${readiness.gapCost}</span> ${parts.join(', ')}</p>`;
  }
}
