import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../components/notices.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, text } from '../theme/shared-styles.ts';
import { page } from './page-styles.ts';

/** There is nothing at this address, or its part of the program could not be loaded (`broken`). */
@customElement('ww-not-found-page')
export class NotFoundPage extends LocalizedElement {
  static override styles = [base, text, button, page];

  @property({ type: Boolean }) broken = false;

  override render(): TemplateResult {
    const { app } = this.t;
    return html`<div class="page narrow">
      <h1 tabindex="-1">${this.broken ? app.brokenTitle : app.notFoundTitle}</h1>
      <p class="soft">${this.broken ? app.brokenText : app.notFoundText}</p>
      <p>
        ${
          this.broken
            ? html`<button type="button" @click=${() => location.reload()}>${app.reload}</button>`
            : html`<a class="button" href="/">${app.toBoard}</a>`
        }
      </p>
    </div>`;
  }
}
