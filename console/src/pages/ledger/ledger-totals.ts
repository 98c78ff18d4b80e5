import type { OutageList } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/bar-list.ts';
import type { Bar } from '../../components/bar-list.ts';
import '../../components/counts.ts';
import type { Names } from '../../components/outage-words.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { ledgerAddress, type LedgerQuery } from './ledger-query.ts';
import { causeBars, siteBars } from './total-bars.ts';

/** Sums of all rows that match, by cause and by site. */
@customElement('ww-ledger-totals')
export class LedgerTotals extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    css`
      .totals,
      .card {
        display: grid;
        gap: var(--space-3);
        align-content: start;
      }
      .lists {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
        gap: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) totals: OutageList['totals'] | undefined;
  @property({ attribute: false }) view: LedgerQuery | undefined;
  @property({ attribute: false }) names: Names | undefined;

  override render(): TemplateResult | '' {
    const { totals, names, view, format } = this;
    const { ledger } = this.t;
    if (!totals || !names || !view) return '';
    const { all } = totals;
    const counts = [
      { label: ledger.outageCount, value: format.number(all.count), tone: 'calm' },
      { label: ledger.wholeTime, value: format.hours(all.wholeMs), tone: 'calm' },
      { label: ledger.openTime, value: format.hours(all.openMs), tone: 'calm' },
    ] as const;
    const addressOf = (siteId: string): string => ledgerAddress({ ...view, site: siteId, page: 0 });
    return html`<div class="totals">
      <ww-counts .counts=${counts}></ww-counts>
      <div class="lists">
        ${this.#list(ledger.byCause, causeBars(totals.byCause, this.t, format))}
        ${this.#list(ledger.bySite, siteBars(totals.bySite, names, addressOf, this.t, format))}
      </div>
      <p class="soft small">${ledger.totalsNote}</p>
    </div>`;
  }

  #list(heading: string, bars: Bar[]): TemplateResult | '' {
    if (bars.length === 0) return '';
    return html`<section class="card">
      <h3>${heading}</h3>
      <ww-bar-list .bars=${bars}></ww-bar-list>
    </section>`;
  }
}
