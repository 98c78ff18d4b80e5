import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, text } from '../theme/shared-styles.ts';
import { emit } from './emit.ts';
import { icon } from './icons.ts';

/** Nothing here yet, why, and what to do next (in the slot). */
@customElement('ww-empty')
export class Empty extends LocalizedElement {
  static override styles = [
    base,
    text,
    css`
      div {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        padding: var(--space-7) var(--space-4);
        border: var(--hairline) dashed var(--ww-line-strong);
        border-radius: var(--radius-lg);
        text-align: center;
      }
      p {
        max-width: var(--measure);
        color: var(--ww-text-soft);
      }
    `,
  ];

  @property() heading = '';
  @property() description = '';

  override render(): TemplateResult {
    return html`<div>
      <h2>${this.heading}</h2>
      <p>${this.description}</p>
      <slot></slot>
    </div>`;
  }
}

/** Something failed: what, what to do, and a way to try again (`ww-retry`). */
@customElement('ww-failure')
export class Failure extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-3) var(--space-4);
        padding: var(--space-3) var(--space-4);
        border: var(--hairline) solid var(--ww-danger-line);
        border-radius: var(--radius-md);
        background: var(--ww-danger-soft);
      }
      p {
        display: flex;
        flex: 1 1 16rem;
        gap: var(--space-2);
      }
      .icon {
        margin-block-start: 0.2em;
        color: var(--ww-danger);
      }
    `,
  ];

  @property() description = '';
  @property({ type: Boolean }) retryable = false;

  override render(): TemplateResult {
    const retry = html`<button type="button" @click=${() => emit(this, 'ww-retry', {})}>${this.t.app.retry}</button>`;
    return html`<div role="alert">
      <p>${icon('alert')}<span>${this.description}</span></p>
      ${this.retryable ? retry : ''}
    </div>`;
  }
}
