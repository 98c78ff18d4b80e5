import type { SiteStateNow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base } from '../theme/shared-styles.ts';
import './chip.ts';
import { icon } from './icons.ts';
import { stateLook, stateWords } from './state-look.ts';
import { toneStyles } from './tone-styles.ts';

/** State of a site now: shape, words, since when, and what goes with it. */
@customElement('ww-site-state')
export class SiteState extends LocalizedElement {
  static override styles = [
    base,
    toneStyles,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        font-size: var(--text-sm);
      }
      .state {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        color: var(--tone-text);
        font-weight: var(--weight-medium);
        line-height: var(--line-tight);
      }
      .state .icon {
        width: 1.25em;
        height: 1.25em;
        color: var(--tone-mark);
      }
      .cut {
        stroke: var(--ww-surface);
      }
      .since {
        color: var(--ww-text-soft);
      }
      :host([large]) .state {
        font-size: var(--text-lg);
      }
    `,
  ];

  /** Null until the site was judged. */
  @property({ attribute: false }) state: SiteStateNow | null = null;
  /** The server's time, UTC milliseconds. */
  @property({ type: Number }) now = 0;
  @property({ type: Boolean, reflect: true }) large = false;

  override render(): TemplateResult {
    const { state, t, format, now } = this;
    if (!state) return html`<div><span class="since">${t.site.notJudged}</span></div>`;
    const { picture, tone } = stateLook(state);
    const since = `${t.status.since(format.moment(state.since, now))} (${format.age(state.since, now)})`;
    return html`<div>
      <span class="state" data-tone=${tone}>${icon(picture)}${stateWords(state, t)}</span>
      <span class="since">${since}</span>
      ${
        state.onBattery
          ? html`<ww-chip tone="warning" .picture=${'battery'} .label=${t.ledger.onBattery}></ww-chip>`
          : ''
      }
      ${state.degraded ? html`<ww-chip tone="warning" .picture=${'alert'} .label=${t.ledger.degraded}></ww-chip>` : ''}
    </div>`;
  }
}
