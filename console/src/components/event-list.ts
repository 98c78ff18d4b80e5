import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, text } from '../theme/shared-styles.ts';
import { type DeviceEvent, eventWords } from './event-words.ts';
import { type FactNames, NO_NAMES } from './fact-words.ts';

/** Events shown before the reader asks for more. */
const PAGE_SIZE = 20;

/** What happened to a device, newest first, in plain words. */
@customElement('ww-event-list')
export class EventList extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      li {
        display: grid;
        grid-template-columns: 11rem minmax(0, 1fr);
        gap: var(--space-1) var(--space-4);
        padding-block: var(--space-3);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      li:first-child {
        border: 0;
      }
      time {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      @media (width < 40rem) {
        li {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) events: readonly DeviceEvent[] = [];
  /** Names of watched devices. */
  @property({ attribute: false }) names: FactNames = NO_NAMES;
  @state() private shown = PAGE_SIZE;

  override render(): TemplateResult {
    if (this.events.length === 0) return html`<p class="soft">${this.t.device.eventsEmpty}</p>`;
    const newest = this.events.toSorted((a, b) => b.at - a.at);
    const rest = newest.length - this.shown;
    return html`
      <ol>
        ${newest.slice(0, this.shown).map((event) => this.#item(event))}
      </ol>
      ${
        rest > 0
          ? html`<button type="button" @click=${this.#more}>
              ${this.t.device.eventsMore(this.format.number(Math.min(rest, PAGE_SIZE)))}
            </button>`
          : ''
      }
    `;
  }

  #item(event: DeviceEvent): TemplateResult {
    return html`<li>
      <time datetime=${new Date(event.at).toISOString()}>${this.format.dateTimeSeconds(event.at)}</time>
      <span>${eventWords(event, this.names, this.t, this.format)}</span>
    </li>`;
  }

  readonly #more = (): void => {
    this.shown += PAGE_SIZE;
  };
}
