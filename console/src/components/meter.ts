import { css, html, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base } from '../theme/shared-styles.ts';

/** From here on a share is worth a look. */
const HIGH_PERCENT = 90;

/** A share of something, 0 to 100 percent: words first, a bar beside them. */
@customElement('ww-meter')
export class Meter extends LocalizedElement {
  static override styles = [
    base,
    css`
      div {
        display: grid;
        align-content: space-between;
        gap: var(--space-1);
        height: 100%;
        color: var(--ww-text-soft);
        font-size: var(--text-xs);
      }
      p {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        column-gap: var(--space-2);
        margin: 0;
        white-space: nowrap;
      }
      b {
        color: var(--ww-text);
        font-weight: var(--weight-medium);
      }
      .high b {
        color: var(--ww-warning-text);
      }
      svg {
        display: block;
        width: 100%;
        height: 4px;
        border-radius: var(--radius-full);
        background: var(--ww-line);
      }
      rect {
        fill: var(--ww-text-soft);
      }
      .high rect {
        fill: var(--ww-warning);
      }
    `,
  ];

  @property() label = '';
  @property({ type: Number }) percent = 0;

  override render(): TemplateResult {
    const share = Math.min(100, Math.max(0, this.percent));
    return html`<div class=${share >= HIGH_PERCENT ? 'high' : ''}>
      <p>${this.label} <b>${this.format.measure(share, 'percent')}</b></p>
      <svg aria-hidden="true">${svg`<rect width="${share}%" height="100%" />`}</svg>
    </div>`;
  }
}
