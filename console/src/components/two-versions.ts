import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, text } from '../theme/shared-styles.ts';
import type { TwoVersions } from './differences.ts';
import { emit } from './emit.ts';

/**
 * What the reader typed beside what somebody else saved meanwhile, so that neither is lost unseen. Sends `ww-mine` or
 * `ww-theirs`.
 */
@customElement('ww-two-versions')
export class TwoVersionsView extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      div,
      section {
        display: grid;
        gap: var(--space-3);
      }
      .pair {
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
      }
      .version {
        align-content: start;
        gap: var(--space-1);
        padding: var(--space-3);
        border: var(--hairline) solid var(--ww-line-strong);
        border-radius: var(--radius-sm);
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
      }
    `,
  ];

  @property({ attribute: false }) versions: readonly TwoVersions[] = [];
  @property({ type: Boolean }) pending = false;

  override render(): TemplateResult {
    const { papers } = this.t;
    return html`<div>
      <p>${papers.conflictText}</p>
      ${this.versions.map(
        ({ label, mine, theirs }) =>
          html`<section>
            <h3>${label}</h3>
            <div class="pair">${this.#version(papers.mine, mine)} ${this.#version(papers.theirs, theirs)}</div>
          </section>`,
      )}
      <div class="actions">
        <button type="button" class="primary" aria-disabled=${this.pending} @click=${() => emit(this, 'ww-mine', {})}>
          ${papers.keepMine}
        </button>
        <button type="button" aria-disabled=${this.pending} @click=${() => emit(this, 'ww-theirs', {})}>
          ${papers.keepTheirs}
        </button>
      </div>
    </div>`;
  }

  #version(whose: string, words: string): TemplateResult {
    return html`<div class="version">
      <b class="small">${whose}</b><span>${words === '' ? this.t.papers.nothing : words}</span>
    </div>`;
  }
}
