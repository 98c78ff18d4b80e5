import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, text } from '../theme/shared-styles.ts';
import type { Tone } from './device-status.ts';
import { toneStyles } from './tone-styles.ts';

/** One figure of the summary. */
export interface Count {
  label: string;
  value: string;
  /** Words after the figure, such as "of 30". */
  beside?: string;
  /** A calm or quiet figure has no colour. */
  tone: Tone;
  link?: { href: string; label: string };
}

/** Figures side by side. Only those that need a hand have a colour. */
@customElement('ww-counts')
export class Counts extends LocalizedElement {
  static override styles = [
    base,
    text,
    toneStyles,
    css`
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        gap: var(--space-3);
      }
      div {
        display: flex;
        flex-direction: column;
        gap: var(--space-1);
        padding: var(--space-4);
        border: var(--hairline) solid var(--ww-line);
        border-radius: var(--radius-lg);
        background: var(--ww-surface);
      }
      div:not([data-tone='calm'], [data-tone='quiet']) {
        border-color: var(--tone-line);
        background: var(--tone-soft);
      }
      dt {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      dd {
        font-size: var(--text-sm);
      }
      b {
        font-size: var(--text-2xl);
        font-weight: var(--weight-strong);
        line-height: var(--line-tight);
      }
      div:not([data-tone='calm'], [data-tone='quiet']) b {
        color: var(--tone-text);
      }
      [data-tone='quiet'] b {
        color: var(--ww-text-soft);
        font-weight: var(--weight-normal);
      }
      @media (width < 40rem) {
        dl {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        div:first-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) counts: readonly Count[] = [];

  override render(): TemplateResult {
    return html`<dl>
      ${this.counts.map(
        (count) =>
          html`<div data-tone=${count.tone}>
            <dt>${count.label}</dt>
            <dd><b>${count.value}</b> <span class="soft">${count.beside ?? ''}</span></dd>
            ${count.link ? html`<dd><a href=${count.link.href}>${count.link.label}</a></dd>` : ''}
          </div>`,
      )}
    </dl>`;
  }
}
