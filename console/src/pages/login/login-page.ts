import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import './login-form.ts';

/** Signing in, in place of whatever page was asked for; that page follows. */
@customElement('ww-login-page')
export class LoginPage extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    css`
      .card {
        display: grid;
        gap: var(--space-5);
        width: min(26rem, 100%);
        margin: var(--space-6) auto;
      }
    `,
  ];

  override render(): TemplateResult {
    return html`<div class="card">
      <div>
        <h1 tabindex="-1">${this.t.account.loginTitle}</h1>
        <p class="soft">${this.t.app.tagline}</p>
      </div>
      <ww-login-form></ww-login-form>
    </div>`;
  }
}
