import type { PaperChanges } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, table, text } from '../../theme/shared-styles.ts';
import { outageAddress } from '../ledger/ledger-query.ts';

/** What the ledger says now against an issued document, and the way to a correction (`ww-correct`). */
@customElement('ww-paper-changes')
export class PaperChangesView extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    table,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        border-color: var(--ww-warning-line);
      }
      h2 {
        display: flex;
        gap: var(--space-2);
      }
      h2 .icon {
        color: var(--ww-warning);
      }
    `,
  ];

  @property({ attribute: false }) changes: PaperChanges['changes'] | undefined;
  /** Whether the reader may make a correction. */
  @property({ type: Boolean }) editable = false;
  @property({ type: Boolean }) pending = false;
  @property() failure = '';

  override render(): TemplateResult | '' {
    const { changes } = this;
    if (!changes) return '';
    const { papers } = this.t;
    if (changes.length === 0) return html`<p class="soft small">${papers.changesNone}</p>`;
    return html`<section class="card" aria-labelledby="changes">
      <h2 id="changes">${icon('alert')}${papers.changes}</h2>
      <p>${papers.changesText}</p>
      <div class="scroll" role="region" tabindex="0" aria-label=${papers.changes}>
        <table>
          <thead>
            <tr>
              <th scope="col">${papers.changeWhat}</th>
              <th scope="col">${papers.changeWas}</th>
              <th scope="col">${papers.changeIs}</th>
            </tr>
          </thead>
          <tbody>
            ${changes.map(
              ({ outageId, what, was, is }) =>
                html`<tr>
                  <th scope="row">
                    ${outageId === null ? '' : html`<a href=${outageAddress(outageId)}>${outageId}</a> `}${what}
                  </th>
                  <td>${was === '' ? papers.nothing : was}</td>
                  <td>${is === '' ? papers.nothing : is}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      ${
        this.editable
          ? html`<div>
              <button type="button" class="primary" aria-disabled=${this.pending} @click=${this.#correct}>
                ${papers.correct}
              </button>
            </div>`
          : ''
      }
    </section>`;
  }

  readonly #correct = (): void => {
    if (!this.pending) emit(this, 'ww-correct', {});
  };
}
