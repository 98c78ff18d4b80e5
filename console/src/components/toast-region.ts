import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base } from '../theme/shared-styles.ts';
import { icon } from './icons.ts';

/** A short word on something that just happened. */
export interface Toast {
  id: number;
  text: string;
}

/** Shows toasts, and has a screen reader read each once. */
@customElement('ww-toast-region')
export class ToastRegion extends LocalizedElement {
  static override styles = [
    base,
    css`
      section {
        position: fixed;
        inset: auto 0 var(--space-5) 0;
        z-index: 10;
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        padding-inline: var(--space-4);
        pointer-events: none;
      }
      p {
        display: flex;
        gap: var(--space-2);
        margin: 0;
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-md);
        background: var(--ww-text);
        color: var(--ww-page);
      }
    `,
  ];

  @property({ attribute: false }) toasts: readonly Toast[] = [];

  override render(): TemplateResult {
    return html`<section role="status" aria-label=${this.t.app.notifications}>
      ${repeat(
        this.toasts,
        (toast) => toast.id,
        (toast) => html`<p>${icon('check')}<span>${toast.text}</span></p>`,
      )}
    </section>`;
  }
}
