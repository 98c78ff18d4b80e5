import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import type { Messages } from '../i18n/vi.ts';
import { base } from '../theme/shared-styles.ts';
import type { DeviceStatus } from './device-status.ts';
import { icon } from './icons.ts';
import { toneStyles } from './tone-styles.ts';

/** The status in words. */
function statusText(status: DeviceStatus, t: Messages): string {
  const { kind, problem } = status;
  if (kind !== 'problem') return t.status[kind];
  if (problem === 'ups' && status.ups) return t.factStates.ups[status.ups];
  return problem ? t.status.problems[problem] : t.board.problem;
}

/** State of a device: shape, words and, where a hand is needed, colour. */
@customElement('ww-status-badge')
export class StatusBadge extends LocalizedElement {
  static override styles = [
    base,
    toneStyles,
    css`
      :host {
        display: inline-flex;
        max-width: 100%;
        font-size: var(--text-sm);
      }
      span {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--tone-text);
        font-weight: var(--weight-medium);
        line-height: var(--line-tight);
      }
      .icon {
        width: 1.25em;
        height: 1.25em;
        color: var(--tone-mark);
      }
      .cut {
        stroke: var(--ww-surface);
      }
    `,
  ];

  @property({ attribute: false }) status: DeviceStatus | undefined;

  override render(): TemplateResult | undefined {
    if (!this.status) return undefined;
    const { kind, tone } = this.status;
    return html`<span data-tone=${tone}>${icon(`state-${kind}`)}${statusText(this.status, this.t)}</span>`;
  }
}
