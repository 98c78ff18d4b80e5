import type { Interval } from '@wardwatch/shared/lib';
import { type State, STATES } from '@wardwatch/shared/model';
import { css, html, type PropertyValues, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, table, text } from '../theme/shared-styles.ts';
import { bandFill, bandPatterns, bandRect, bandStyles } from './band-shapes.ts';
import { type DayParts, dayParts, type StateSpan } from './day-parts.ts';
import { STATE_BAND_LOOKS } from './state-strip.ts';

/** A bad part is at least this high, so that it is never lost to the eye. */
const LEAST_BAD_PERCENT = 6;

/** One bar a day, stacked to scale by how long each state held; the same as a table for whoever opens it. */
@customElement('ww-day-strip')
export class DayStrip extends LocalizedElement {
  static override styles = [
    base,
    text,
    table,
    bandStyles,
    css`
      ol {
        display: flex;
        gap: 1px;
      }
      li {
        flex: 1 1 0;
        min-width: 0;
      }
      svg {
        display: block;
        background: var(--ww-sunken);
      }
      ol svg {
        width: 100%;
        height: 3rem;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-5);
        margin-block-start: var(--space-3);
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      .legend li {
        display: flex;
        flex: none;
        align-items: center;
        gap: var(--space-2);
      }
      .legend svg {
        width: 1.25rem;
        height: 0.75rem;
      }
      .ends {
        display: flex;
        justify-content: space-between;
        margin-block-start: var(--space-1);
        color: var(--ww-text-soft);
        font-size: var(--text-xs);
      }
    `,
  ];

  @property({ attribute: false }) spans: readonly StateSpan[] = [];
  @property({ attribute: false }) window: Interval = { from: 0, until: 1 };
  /** What it shows. */
  @property() label = '';
  @state() private isTableOpen = false;
  #days: readonly DayParts[] = [];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('spans') || changed.has('window')) this.#days = dayParts(this.spans, this.window);
  }

  override render(): TemplateResult {
    const [first] = this.#days;
    const last = this.#days.at(-1);
    return html`<ol aria-label=${this.label}>
        ${this.#days.map(
          (day) =>
            html`<li>
              <svg role="img" aria-label=${this.#words(day)}>
                <title>${this.#words(day)}</title>
                ${bandPatterns()}${stacked(day)}
              </svg>
            </li>`,
        )}
      </ol>
      <p class="ends" aria-hidden="true">
        <span>${first ? this.format.localDate(first.date) : ''}</span>
        <span>${last ? this.format.localDate(last.date) : ''}</span>
      </p>
      ${this.#legend()}
      <details @toggle=${this.#onToggle}>
        <summary>${this.t.bands.table}</summary>
        ${this.isTableOpen ? this.#table() : ''}
      </details>`;
  }

  #parts(day: DayParts): string {
    const { bands, ledger } = this.t;
    return day.parts.map((part) => bands.part(ledger.states[part.state], this.format.hours(part.ms))).join('; ');
  }

  #words(day: DayParts): string {
    return this.t.site.dayOf(this.format.localDate(day.date), this.#parts(day));
  }

  /** The states that occur, each with its look. */
  #legend(): TemplateResult {
    const present = new Set(this.#days.flatMap(({ parts }) => parts.map((part) => part.state)));
    const whole = { leftPercent: 0, widthPercent: 100 };
    return html`<ul class="legend">
      ${STATES.filter((name) => present.has(name)).map(
        (name) =>
          html`<li>
            <svg aria-hidden="true">${bandPatterns()}${bandRect(whole, STATE_BAND_LOOKS[name], '')}</svg
            >${this.t.ledger.states[name]}
          </li>`,
      )}
    </ul>`;
  }

  #table(): TemplateResult {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.t.bands.table}>
      <table>
        <tbody>
          ${this.#days.toReversed().map(
            (day) =>
              html`<tr>
                <th scope="row">${this.format.localDate(day.date)}</th>
                <td>${this.#parts(day)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    this.isTableOpen = event.newState === 'open';
  };
}

/** States from the ground up: what was bad first, where all bars begin and can be compared. */
const ORDER = ['down', 'planned', 'unknown', 'off', 'not-equipped', 'up'] as const satisfies readonly State[];

/** Parts of a day, to scale. */
function stacked(day: DayParts): TemplateResult[] {
  let top = 100;
  return ORDER.flatMap((name) => {
    const part = day.parts.find((one) => one.state === name);
    if (!part) return [];
    const share = (part.ms / day.lengthMs) * 100;
    const height = Math.min(top, name === 'down' ? Math.max(share, LEAST_BAD_PERCENT) : share);
    top -= height;
    const look = STATE_BAND_LOOKS[name];
    const [x, width] = look === 'idle' ? ['38%', '24%'] : ['0%', '100%'];
    const fill = bandFill(look);
    return [
      svg`<rect x=${x} width=${width} y="${top}%" height="${height}%" class=${fill === '' ? look : ''} fill=${fill} />`,
    ];
  });
}
