import type { Interval } from '@wardwatch/shared/lib';
import { familyOf, type FactName, isFixedFact } from '@wardwatch/shared/model';
import { css, html, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, table, text } from '../theme/shared-styles.ts';
import { type Band, type BandLook, type BandPart, bandParts, type BandSegment, bandTotals } from './band-parts.ts';
import { bandPatterns, bandRect, bandStyles } from './band-shapes.ts';
import { factWords } from './fact-words.ts';
import { isMidnight, timeTicks } from './time-ticks.ts';

const MOST_TICKS = 8;

/** Facts over time, to scale: one band a fact, what nobody knows hatched, and the same as a table. */
@customElement('ww-fact-bands')
export class FactBands extends LocalizedElement {
  static override styles = [
    base,
    text,
    table,
    bandStyles,
    css`
      .bands {
        display: grid;
        grid-template-columns: minmax(7rem, 11rem) minmax(0, 1fr);
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .label {
        font-size: var(--text-sm);
        line-height: var(--line-tight);
      }
      svg.band,
      svg.axis {
        display: block;
        width: 100%;
        overflow: visible;
      }
      svg.band {
        height: 1.25rem;
        border-radius: var(--radius-sm);
        overflow: hidden;
        background: var(--ww-sunken);
      }
      svg.axis {
        grid-column: 2;
        height: 1.5rem;
      }
      .axis text {
        fill: var(--ww-text-soft);
        font-size: var(--text-xs);
      }
      .axis line {
        stroke: var(--ww-line-strong);
      }
      .picture {
        position: relative;
      }
      .mark {
        fill: none;
        stroke: var(--ww-text);
        stroke-dasharray: 4 3;
        stroke-width: 1.5;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-5);
        margin-block-start: var(--space-4);
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      .legend li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      .legend svg {
        width: 1.25rem;
        height: 0.75rem;
        border-radius: 2px;
        background: var(--ww-sunken);
      }
      @media (width < 40rem) {
        .bands {
          grid-template-columns: minmax(0, 1fr);
          gap: var(--space-1);
        }
        .label {
          margin-block-start: var(--space-2);
        }
        svg.axis {
          grid-column: 1;
        }
        .sparse {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) bands: readonly Band[] = [];
  @property({ attribute: false }) window: Interval = { from: 0, until: 1 };
  /** A span to mark through all bands, such as an outage. */
  @property({ attribute: false }) mark: Interval | undefined;
  /** What the mark means, in words. */
  @property() markLabel = '';
  @state() private isTableOpen = false;

  override render(): TemplateResult {
    return html`
      <div class="bands">
        ${this.bands.map((band) => html`<span class="label">${band.label}</span>${this.#band(band)}`)} ${this.#axis()}
      </div>
      ${this.#legend()}
      <details @toggle=${this.#onToggle}>
        <summary>${this.t.bands.table}</summary>
        ${this.isTableOpen ? this.#table() : ''}
      </details>
    `;
  }

  #words(band: Band, value: string): string {
    if (band.words) return band.words(value);
    if (value === 'unknown') return this.t.noData;
    return isFact(band.id) ? factWords(band.id, value, this.t) : this.t.runningYes;
  }

  #band(band: Band): TemplateResult {
    const summary = bandTotals(band.segments)
      .map(({ value, ms }) => this.t.bands.part(this.#words(band, value), this.format.duration(ms)))
      .join('; ');
    return html`<svg class="band" role="img" aria-label="${band.label}: ${summary}">
      ${bandPatterns()} ${bandParts(band.segments, this.window).map((part) => this.#part(band, part))}
      ${this.mark ? this.#mark(this.mark) : ''}
    </svg>`;
  }

  #part(band: Band, part: BandPart): TemplateResult {
    const words = this.t.bands.part(this.#words(band, part.value), this.format.duration(part.until - part.from));
    const times = this.t.device.window(this.format.dateTime(part.from), this.format.dateTime(part.until));
    return bandRect(part, lookOf(band, part.value), `${words}, ${times}`);
  }

  #mark(mark: Interval): TemplateResult | '' {
    const [part] = bandParts([{ ...mark, value: 'down' }], this.window);
    if (!part) return '';
    return svg`<rect class="mark" x="${part.leftPercent}%" width="${part.widthPercent}%" y="0.75" height="18.5" />`;
  }

  #axis(): TemplateResult {
    const span = this.window.until - this.window.from;
    const ticks = timeTicks(this.window, MOST_TICKS).map((at, index) => {
      const x = `${((at - this.window.from) / span) * 100}%`;
      const label = isMidnight(at) ? this.format.day(at) : this.format.time(at);
      return svg`<g class=${index % 2 === 1 ? 'sparse' : ''}><line x1=${x} x2=${x} y1="0" y2="5" />
        <text x=${x} y="20" text-anchor="middle">${label}</text></g>`;
    });
    return html`<svg class="axis" aria-hidden="true">${ticks}</svg>`;
  }

  #legend(): TemplateResult {
    const { bands, outage } = this.t;
    const looks = new Set(this.bands.flatMap((band) => (band.look ? STATE_LOOKS : warnLook(band))));
    const entries: { look: BandLook; label: string }[] = [
      { look: 'good', label: bands.legendGood },
      { look: 'bad', label: bands.legendBad },
      { look: 'power', label: bands.legendPower },
      { look: 'warn', label: bands.legendWarn },
      { look: 'planned', label: outage.legend.planned },
      { look: 'idle', label: outage.legend.idle },
      { look: 'unknown', label: bands.legendUnknown },
    ];
    const shown = entries.filter(({ look }) => !OCCASIONAL_LOOKS.has(look) || looks.has(look));
    const sample = html`<svg aria-hidden="true"><rect class="mark" x="1" y="1" width="90%" height="80%" /></svg>`;
    return html`<ul class="legend">
      ${this.mark ? html`<li>${sample}${this.markLabel}</li>` : ''}
      ${shown.map(({ look, label }) => html`<li>${legendSample(look)}${label}</li>`)}
    </ul>`;
  }

  #table(): TemplateResult {
    const row = (band: Band, segment: BandSegment): TemplateResult =>
      html`<tr>
        <th scope="row">${band.label}</th>
        <td>${this.#words(band, segment.value)}</td>
        <td>${this.format.dateTime(segment.from)}</td>
        <td>${this.format.dateTime(segment.until)}</td>
        <td>${this.format.duration(segment.until - segment.from)}</td>
      </tr>`;
    const heads = [this.t.bands.condition, this.t.bands.state, this.t.bands.from, this.t.bands.until];
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.t.bands.table}>
      <table>
        <thead>
          <tr>
            ${[...heads, this.t.bands.duration].map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.bands.flatMap((band) => band.segments.map((segment) => row(band, segment)))}
        </tbody>
      </table>
    </div>`;
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    this.isTableOpen = event.newState === 'open';
  };
}

/** Looks that only bands of states have. */
const STATE_LOOKS: readonly BandLook[] = ['planned', 'idle'];

/** Looks that are explained only where they occur. */
const OCCASIONAL_LOOKS: ReadonlySet<BandLook> = new Set([...STATE_LOOKS, 'warn']);

/** Values that are no interruption yet, but want a look. */
const WARN_VALUES: ReadonlySet<string> = new Set(['degraded', 'low', 'replace', 'lost']);

function warnLook(band: Band): readonly BandLook[] {
  return band.segments.some(({ value }) => WARN_VALUES.has(value)) ? ['warn'] : [];
}

function isFact(id: string): id is FactName {
  return isFixedFact(id) || familyOf(id) !== undefined;
}

function lookOf(band: Band, value: string): BandLook {
  if (band.look) return band.look(value);
  if (value === 'unknown') return 'unknown';
  if (value === 'off') return 'power';
  if (WARN_VALUES.has(value)) return 'warn';
  if (value === 'down') return band.id === 'wifi' ? 'good' : 'bad';
  return 'good';
}

function legendSample(look: BandLook): TemplateResult {
  const part = { leftPercent: 0, widthPercent: 100 };
  return html`<svg aria-hidden="true">${bandPatterns()}${bandRect(part, look, '')}</svg>`;
}
