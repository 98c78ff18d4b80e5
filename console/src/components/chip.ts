import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../theme/shared-styles.ts';
import type { Tone } from './device-status.ts';
import { icon, type IconName } from './icons.ts';
import { toneStyles } from './tone-styles.ts';

/** A condition in a few words with its picture. Loud tones are filled, calm ones are plain text. */
@customElement('ww-chip')
export class Chip extends LitElement {
  static override styles = [
    base,
    toneStyles,
    css`
      :host {
        display: inline-block;
        max-width: 100%;
      }
      span {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        padding: 0.1rem 0;
        color: var(--tone-text);
        font-size: var(--text-xs);
        line-height: var(--line-normal);
      }
      span:not([data-tone='calm'], [data-tone='quiet']) {
        padding-inline: var(--space-2);
        border: var(--hairline) solid var(--tone-line);
        border-radius: var(--radius-full);
        background: var(--tone-soft);
        font-weight: var(--weight-medium);
      }
      .icon {
        color: var(--tone-mark);
      }
      [data-tone='calm'] .icon {
        color: var(--ww-text-soft);
      }
    `,
  ];

  @property() label = '';
  @property() tone: Tone = 'calm';
  @property({ attribute: false }) picture: IconName = 'alert';

  override render(): TemplateResult {
    return html`<span data-tone=${this.tone}>${icon(this.picture)}${this.label}</span>`;
  }
}
