import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base } from '../theme/shared-styles.ts';

/** Something is under way. Shown only by those who waited long enough to need it. */
@customElement('ww-spinner')
export class Spinner extends LocalizedElement {
  static override styles = [
    base,
    css`
      p {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        margin: 0;
        padding-block: var(--space-4);
        color: var(--ww-text-soft);
      }
      i {
        width: var(--space-4);
        height: var(--space-4);
        border: var(--stroke) solid var(--ww-line);
        border-block-start-color: var(--ww-accent);
        border-radius: var(--radius-full);
        animation: turn var(--motion-turn) linear infinite;
      }
      @keyframes turn {
        to {
          rotate: 1turn;
        }
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<p role="status"><i></i>${this.t.app.loading}</p>`;
  }
}
