import type { Counterfactual } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Names } from '../../components/outage-words.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, text } from '../../theme/shared-styles.ts';
import { outageAddress } from '../ledger/ledger-query.ts';

/** What would have avoided how much of the confirmed outages, with the way to the very rows. */
@customElement('ww-avoided-list')
export class AvoidedList extends LocalizedElement {
  static override styles = [
    base,
    text,
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
      summary {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        color: var(--ww-accent);
        font-size: var(--text-sm);
        cursor: pointer;
      }
      details p {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
        font-size: var(--text-sm);
      }
    `,
  ];

  @property({ attribute: false }) list: readonly Counterfactual[] = [];
  @property({ attribute: false }) names: Pick<Names, 'site'> | undefined;

  override render(): TemplateResult {
    const { readiness } = this.t;
    if (this.list.length === 0) return html`<p class="soft">${readiness.avoidedEmpty}</p>`;
    return html`<ol>
      ${this.list.map((one) => this.#remedy(one))}
    </ol>`;
  }

  #remedy({ remedy, minutes, siteIds, outageIds, openMs }: Counterfactual): TemplateResult {
    const { readiness } = this.t;
    const n = (value: number): string => this.format.number(value);
    return html`<li>
      <h3>${minutes === null ? readiness.remedies[remedy] : readiness.upsOf(n(minutes))}</h3>
      <p class="small">
        ${readiness.avoids(n(outageIds.length), this.format.hours(openMs))}
        <span class="soft">· ${readiness.atSites(n(siteIds.length))}</span>
      </p>
      <p class="small soft">${siteIds.map((id) => this.names?.site(id) ?? id).join(', ')}</p>
      <details>
        <summary>${readiness.showRows} (${n(outageIds.length)})</summary>
        <p>${outageIds.map((id) => html`<a href=${outageAddress(id)}>${id}</a> `)}</p>
      </details>
    </li>`;
  }
}
