import { css, html, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, text } from '../theme/shared-styles.ts';
import { bandStyles } from './band-shapes.ts';

/** One bar: what is certain is filled, what is only suspected is an outline. */
export interface Bar {
  label: string;
  /** Where it leads; null for nowhere. */
  href: string | null;
  /** The figure in words. */
  value: string;
  /** Words after the figure. */
  beside: string;
  sureMs: number;
  unsureMs: number;
}

/** Figures by kind, each with a bar to one common scale; the words alone say all that the bars do. */
@customElement('ww-bar-list')
export class BarList extends LocalizedElement {
  static override styles = [
    base,
    text,
    bandStyles,
    css`
      ul {
        display: grid;
        gap: var(--space-3);
      }
      li {
        display: grid;
        gap: var(--space-1);
        font-size: var(--text-sm);
      }
      p {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        column-gap: var(--space-4);
      }
      svg {
        display: block;
        width: 100%;
        height: 0.5rem;
        background: var(--ww-sunken);
      }
      .sure {
        fill: var(--ww-text-soft);
      }
      .unsure {
        fill: none;
        stroke: var(--ww-text-soft);
        stroke-width: 1.5;
        stroke-dasharray: 3 2;
      }
    `,
  ];

  @property({ attribute: false }) bars: readonly Bar[] = [];

  override render(): TemplateResult {
    const most = Math.max(1, ...this.bars.map(({ sureMs, unsureMs }) => sureMs + unsureMs));
    return html`<ul>
      ${this.bars.map(
        (bar) =>
          html`<li>
            <p>
              ${bar.href === null ? html`<span>${bar.label}</span>` : html`<a href=${bar.href}>${bar.label}</a>`}
              <span><b>${bar.value}</b> <span class="soft">${bar.beside === '' ? '' : `· ${bar.beside}`}</span></span>
            </p>
            <svg aria-hidden="true">${drawn(bar, most)}</svg>
          </li>`,
      )}
    </ul>`;
  }
}

function drawn(bar: Bar, most: number): TemplateResult {
  const sure = (bar.sureMs / most) * 100;
  const unsure = (bar.unsureMs / most) * 100;
  return svg`<rect class="sure" width="${sure}%" height="100%" />
    ${unsure > 0 ? svg`<rect class="unsure" x="${sure}%" y="1" width="${unsure}%" height="6" />` : ''}`;
}
