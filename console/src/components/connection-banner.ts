import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base } from '../theme/shared-styles.ts';
import { icon } from './icons.ts';

/** How sure the figures on the page are. */
export type Freshness = { kind: 'live' } | { kind: 'stale'; since: number };

/** Says that the figures are not live, and from when they are. Heard by screen readers as it changes. */
@customElement('ww-connection-banner')
export class ConnectionBanner extends LocalizedElement {
  static override styles = [
    base,
    css`
      p {
        display: flex;
        gap: var(--space-2);
        margin: 0;
        padding: var(--space-2) var(--space-4);
        border-block-end: var(--hairline) solid var(--ww-warning-line);
        background: var(--ww-warning-soft);
        color: var(--ww-text);
        font-size: var(--text-sm);
      }
      .icon {
        margin-block-start: 0.15em;
        color: var(--ww-warning);
      }
    `,
  ];

  @property({ attribute: false }) freshness: Freshness = { kind: 'live' };
  /** The server's time, for how to write "since". */
  @property({ type: Number }) now = 0;

  override render(): TemplateResult {
    const words = this.#words();
    return html`<div aria-live="polite">
      ${words === '' ? '' : html`<p>${icon('alert')}<span>${words}</span></p>`}
    </div>`;
  }

  #words(): string {
    const { freshness } = this;
    if (freshness.kind === 'live') return '';
    return this.t.connection.lost(this.format.moment(freshness.since, this.now));
  }
}
