import type { PaperContent, PaperRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../components/icons.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, text } from '../../theme/shared-styles.ts';
import { groupedWarnings, warningAddress, warningSubject } from './paper-words.ts';

/** What the officer should look at before a document goes out, each with what to do and where. */
@customElement('ww-paper-warnings')
export class PaperWarnings extends LocalizedElement {
  static override styles = [
    base,
    text,
    css`
      section {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-4);
        border: var(--hairline) solid var(--ww-warning-line);
        border-radius: var(--radius-md);
        background: var(--ww-warning-soft);
      }
      h2 {
        font-size: var(--text-md);
      }
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--space-2);
        padding-block: var(--space-1);
        overflow-wrap: anywhere;
      }
      .icon {
        margin-block-start: 0.2em;
        color: var(--ww-warning);
      }
      a {
        display: inline-block;
        min-height: 1.5rem;
        color: var(--ww-text);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) paper: PaperRow | undefined;
  @property({ attribute: false }) warnings: PaperContent['warnings'] = [];

  override render(): TemplateResult | '' {
    const { paper } = this;
    const groups = groupedWarnings(this.warnings);
    if (!paper || groups.length === 0) return '';
    const { papers } = this.t;
    return html`<section aria-labelledby="warnings">
      <h2 id="warnings">${papers.warnings}</h2>
      <ul>
        ${groups.map(({ code, what }) => {
          const words = papers.warning[code](warningSubject({ code, what }, paper.lines, this.t, this.format));
          const address = warningAddress(code, paper);
          return html`<li>
            ${icon('alert')}<span
              >${words}
              ${address === undefined ? '' : html`<a href=${address} aria-label="${papers.warningOpen}: ${words}">${papers.warningOpen}</a>`}</span
            >
          </li>`;
        })}
      </ul>
    </section>`;
  }
}
