import type { SiteSpan } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { State } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base } from '../theme/shared-styles.ts';
import { type BandLook, bandParts, bandTotals } from './band-parts.ts';
import { bandPatterns, bandRect, bandStyles } from './band-shapes.ts';
import { stateOf, stateWords } from './state-look.ts';

/** How each state is drawn in bands and strips. */
export const STATE_BAND_LOOKS: Readonly<Record<State, BandLook>> = {
  up: 'good',
  down: 'bad',
  planned: 'planned',
  off: 'idle',
  unknown: 'unknown',
  'not-equipped': 'absent',
};

/** States of one site over a window, to scale, on one line; the sums of each state are its text. */
@customElement('ww-state-strip')
export class StateStrip extends LocalizedElement {
  static override styles = [
    base,
    bandStyles,
    css`
      svg {
        display: block;
        width: 100%;
        height: 0.75rem;
        overflow: hidden;
        border-radius: var(--radius-sm);
        background: var(--ww-sunken);
      }
      :host([tall]) svg {
        height: 1.5rem;
      }
    `,
  ];

  @property({ attribute: false }) spans: readonly SiteSpan[] = [];
  @property({ attribute: false }) window: Interval = { from: 0, until: 1 };
  /** What it shows, before the sums. */
  @property() label = '';
  @property({ type: Boolean, reflect: true }) tall = false;

  override render(): TemplateResult {
    const segments = this.spans.map(({ from, until, state }) => ({ from, until, value: state }));
    const parts = bandParts(segments, this.window);
    const sums = bandTotals(parts)
      .map(({ value, ms }) => this.t.bands.part(this.#words(value), this.format.duration(ms)))
      .join('; ');
    return html`<svg role="img" aria-label="${this.label}: ${sums === '' ? this.t.noData : sums}">
      ${bandPatterns()}
      ${parts.map((part) => {
        const span = this.spans.find(
          ({ from, until, state }) => state === part.value && from <= part.from && part.until <= until,
        );
        const words = span ? stateWords(span, this.t) : this.#words(part.value);
        const title = `${words}, ${this.t.device.window(this.format.dateTime(part.from), this.format.dateTime(part.until))}`;
        return bandRect(part, STATE_BAND_LOOKS[stateOf(part.value) ?? 'unknown'], title);
      })}
    </svg>`;
  }

  #words(value: string): string {
    return this.t.ledger.states[stateOf(value) ?? 'unknown'];
  }
}
