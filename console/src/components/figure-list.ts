import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, text } from '../theme/shared-styles.ts';

/** One figure with its name. */
export interface Figure {
  term: string;
  value: string;
  /** Soft words below the value. */
  beside?: string;
}

/** Named figures, side by side as far as there is room. */
@customElement('ww-figure-list')
export class FigureList extends LocalizedElement {
  static override styles = [
    base,
    text,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(12rem, 100%), 1fr));
        gap: var(--space-4) var(--space-5);
      }
      dt,
      dd + dd {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) figures: readonly Figure[] = [];

  override render(): TemplateResult {
    return html`<dl>
      ${this.figures.map(
        ({ term, value, beside = '' }) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
            ${beside === '' ? '' : html`<dd>${beside}</dd>`}
          </div>`,
      )}
    </dl>`;
  }
}
