import type { LedgerRow } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/cause-mark.ts';
import { evidenceWords, verdictWords } from '../../components/evidence-words.ts';
import { icon } from '../../components/icons.ts';
import type { Names } from '../../components/outage-words.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';

/** Why it happened: what the rules say and by which evidence, and what an officer decided. */
@customElement('ww-outage-cause')
export class OutageCause extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    css`
      .both {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .card {
        display: grid;
        gap: var(--space-3);
        align-content: start;
      }
      h2 {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
        font-weight: var(--weight-medium);
      }
      ww-cause-mark {
        font-size: var(--text-lg);
      }
      ul {
        display: grid;
        gap: var(--space-2);
        padding-inline-start: 1.1rem;
        list-style: disc;
      }
      .warning {
        display: flex;
        gap: var(--space-2);
        padding: var(--space-3);
        border: var(--hairline) solid var(--ww-warning-line);
        border-radius: var(--radius-md);
        background: var(--ww-warning-soft);
      }
      .warning .icon {
        margin-block-start: 0.2em;
        color: var(--ww-warning);
      }
      .note {
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) row: LedgerRow | undefined;
  @property({ attribute: false }) names: Names | undefined;

  override render(): TemplateResult | '' {
    const { row, names } = this;
    if (!row || !names) return '';
    return html`<div class="both">${this.#suspected(row, names)} ${this.#confirmed(row, names)}</div>`;
  }

  #suspected({ suggested }: LedgerRow, names: Names): TemplateResult {
    const { outage } = this.t;
    const sentences = suggested.evidence.map((one) => evidenceWords(one, names, this.t, this.format));
    return html`<section class="card" aria-labelledby="suspected">
      <h2 id="suspected">${outage.suspected}</h2>
      <ww-cause-mark .cause=${suggested.cause} .surety=${suggested.confidence}></ww-cause-mark>
      ${
        sentences.length === 0
          ? html`<p class="soft">${outage.noEvidence}</p>`
          : html`<ul>
              ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
            </ul>`
      }
      <p class="soft small">${outage.ruleTitle} ${verdictWords(suggested.rule, this.t)}</p>
    </section>`;
  }

  #confirmed({ confirmed, disagreement }: LedgerRow, names: Names): TemplateResult {
    const { outage } = this.t;
    return html`<section class="card" aria-labelledby="confirmed">
      <h2 id="confirmed">${outage.confirmed}</h2>
      ${
        confirmed
          ? html`<ww-cause-mark .cause=${confirmed.cause} surety="officer"></ww-cause-mark>
              <p class="soft small">
                ${outage.confirmedBy(names.person(confirmed.by), this.format.dateTime(confirmed.at))}
              </p>
              ${confirmed.note === '' ? '' : html`<p class="note">${confirmed.note}</p>`}`
          : html`<p>${outage.notConfirmed}</p>`
      }
      ${
        disagreement
          ? html`<p class="warning">
              ${icon('alert')}<span
                >${outage.disagreement[disagreement.what](this.format.dateTime(disagreement.at))}</span
              >
            </p>`
          : ''
      }
    </section>`;
  }
}
