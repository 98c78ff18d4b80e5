import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button } from '../../theme/shared-styles.ts';
import { RANGE_NAMES, shifted, type TimeRange, windowOf } from './time-range.ts';

/** Chooses what of the history is shown. Sends `ww-range` with a `TimeRange`. */
@customElement('ww-range-picker')
export class RangePicker extends LocalizedElement {
  static override styles = [
    base,
    button,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .group {
        gap: var(--space-1);
      }
      button {
        padding-inline: var(--space-3);
      }
      button[aria-pressed='true'] {
        border-color: var(--ww-accent);
        background: var(--ww-accent-soft);
        color: var(--ww-accent-strong);
      }
      @media (width < 40rem) {
        button {
          padding-inline: var(--space-2);
        }
      }
      p {
        margin: 0;
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
    `,
  ];

  @property({ attribute: false }) range: TimeRange = { name: '24h', until: undefined };
  @property({ type: Number }) now = 0;

  override render(): TemplateResult {
    const { device } = this.t;
    const window = windowOf(this.range, this.now);
    const isNow = this.range.until === undefined;
    return html`<div>
      <div class="group" role="group" aria-label=${device.range}>
        ${RANGE_NAMES.map(
          (name) =>
            html`<button
              type="button"
              aria-pressed=${name === this.range.name}
              @click=${() => this.#choose({ ...this.range, name })}
            >
              ${device.ranges[name]}
            </button>`,
        )}
      </div>
      <div class="group">
        <button
          type="button"
          aria-label=${device.previous}
          @click=${() => this.#choose(shifted(this.range, -1, this.now))}
        >
          ${icon('back')}
        </button>
        <button
          type="button"
          aria-label=${device.next}
          ?disabled=${isNow}
          @click=${() => this.#choose(shifted(this.range, 1, this.now))}
        >
          ${icon('forward')}
        </button>
        <button type="button" ?disabled=${isNow} @click=${() => this.#choose({ ...this.range, until: undefined })}>
          ${device.now}
        </button>
      </div>
      <p>${device.window(this.format.dateTime(window.from), this.format.dateTime(window.until))}</p>
    </div>`;
  }

  #choose(range: TimeRange): void {
    emit(this, 'ww-range', range);
  }
}
