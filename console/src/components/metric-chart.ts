import type { MetricSeries } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { css, html, type PropertyValues, type TemplateResult, unsafeCSS } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import UPlot from 'uplot';
import uplotStyles from 'uplot/dist/uPlot.min.css?inline';
import { unitSign } from '../i18n/format.ts';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, table, text } from '../theme/shared-styles.ts';
import { ThemeController } from '../theme/theme-controller.ts';
import { type ChartData, chartData, seriesSummary, valueAt } from './chart-data.ts';
import { type ChartColours, chartOptions } from './chart-options.ts';

/** How many series can be told apart by colour and dash. */
const SERIES_LOOKS = 3;

/** Series of one unit over time: mean as a line, spread as a band, holes as holes; the figures as a table as well. */
@customElement('ww-metric-chart')
export class MetricChart extends LocalizedElement {
  static override styles = [
    unsafeCSS(uplotStyles),
    base,
    text,
    table,
    css`
      .plot {
        min-height: 190px;
        overflow: hidden;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-5);
        margin-block: var(--space-2);
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      .legend li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      .legend svg {
        width: 1.5rem;
        height: 0.5rem;
      }
      .look-0 {
        color: var(--ww-series-1);
      }
      .look-1 {
        color: var(--ww-series-2);
      }
      .look-2 {
        color: var(--ww-series-3);
      }
      .rule {
        color: var(--ww-line);
      }
      .u-vt .u-cursor-x {
        border-color: var(--ww-line-strong);
      }
    `,
  ];

  @property() heading = '';
  @property({ attribute: false }) series: readonly MetricSeries[] = [];
  /** What each series is called, in the same order. */
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ attribute: false }) window: Interval = { from: 0, until: 1 };
  /** When the device is not known to have run: the lines break there. */
  @property({ attribute: false }) silences: readonly Interval[] = [];
  @state() private pointed: number | null = null;
  @state() private isTableOpen = false;
  @query('.plot') private readonly plot!: HTMLElement | null;
  #chart: UPlot | undefined;
  #data: ChartData = { seconds: [], columns: [] };
  readonly #resize = new ResizeObserver(() => this.#fit());

  constructor() {
    super();
    this.addController(new ThemeController(() => this.#draw()));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize.disconnect();
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('series') || changed.has('silences')) this.#data = chartData(this.series, this.silences);
    if (changed.has('series') || changed.has('window')) this.pointed = null;
  }

  override updated(changed: PropertyValues<this>): void {
    const isStale =
      changed.has('series') || changed.has('silences') || changed.has('window') || changed.has('names') || !this.#chart;
    if (isStale) this.#draw();
  }

  override render(): TemplateResult {
    if (this.series.length === 0) return html`<p class="soft">${this.t.charts.empty}</p>`;
    const picture = this.t.charts.picture(this.heading, unitSign(this.#unit));
    return html`
      <div class="plot" role="img" aria-label="${picture}. ${this.#summary()}"></div>
      <span class="rule" hidden></span>
      <ul class="legend" aria-hidden="true">
        ${this.series.map((series, index) => this.#legendEntry(series, index))}
        ${this.pointed === null ? '' : html`<li>${this.#timeAt(this.pointed)}</li>`}
      </ul>
      <details @toggle=${this.#onToggle}>
        <summary>${this.t.charts.table}<span class="unseen">: ${this.heading}</span></summary>
        ${this.isTableOpen ? this.#table() : ''}
      </details>
    `;
  }

  get #unit(): string {
    return this.series[0]?.unit ?? 'count';
  }

  #summary(): string {
    return this.series
      .flatMap((series, index) => {
        const found = seriesSummary(series);
        const write = (value: number): string => this.format.measure(value, series.unit);
        const name = this.names[index] ?? series.name;
        return found ? [this.t.charts.summary(name, write(found.low), write(found.mean), write(found.high))] : [];
      })
      .join('; ');
  }

  #legendEntry(series: MetricSeries, index: number): TemplateResult {
    const at = this.pointed;
    const value = at === null ? series.mean.at(-1) : valueAt(this.#data.columns[index * 3 + 1] ?? [], at);
    const words = typeof value === 'number' ? this.format.measure(value, series.unit) : '–';
    const dash = ['none', '5 3', '2 2'][index % SERIES_LOOKS] ?? 'none';
    return html`<li>
      <svg class="look-${index % SERIES_LOOKS}">
        <line x1="0" x2="100%" y1="50%" y2="50%" stroke="currentColor" stroke-width="2" stroke-dasharray=${dash}></line>
      </svg>
      ${this.names[index] ?? series.name}: ${words}
    </li>`;
  }

  #timeAt(index: number): string {
    return this.format.dateTime((this.#data.seconds[index] ?? 0) * 1_000);
  }

  #draw(): void {
    this.#chart?.destroy();
    this.#chart = undefined;
    if (!this.plot || !this.isConnected) return;
    const options = chartOptions(this.series, {
      width: Math.max(this.plot.clientWidth, 120),
      window: this.window,
      unit: this.#unit,
      colours: this.#colours(),
      format: this.format,
      onPoint: (index) => {
        this.pointed = index;
      },
    });
    this.#chart = new UPlot(options, [this.#data.seconds, ...this.#data.columns], this.plot);
    this.#resize.observe(this.plot);
  }

  #fit(): void {
    const width = this.plot?.clientWidth ?? 0;
    if (this.#chart && width > 0 && width !== this.#chart.width) this.#draw();
  }

  #colours(): ChartColours {
    const colourOf = (selector: string): string => {
      const element = this.renderRoot.querySelector(selector);
      return element ? getComputedStyle(element).color : getComputedStyle(this).color;
    };
    const own = getComputedStyle(this);
    return {
      text: colourOf('.legend'),
      line: colourOf('.rule'),
      font: `12px ${own.fontFamily}`,
      series: this.series.map((_, index) => colourOf(`.look-${index % SERIES_LOOKS}`)),
    };
  }

  #table(): TemplateResult {
    const { lowest, mean, highest, time, table: caption } = this.t.charts;
    const row = (series: MetricSeries, name: string, place: number): TemplateResult => {
      const values = [series.min[place], series.mean[place], series.max[place]];
      const cell = (value: number | undefined): TemplateResult =>
        html`<td class="number">${value === undefined ? '' : this.format.measure(value, series.unit)}</td>`;
      return html`<tr>
        <th scope="row">${this.format.dateTime(series.at[place] ?? 0)}</th>
        <td>${name}</td>
        ${values.map(cell)}
      </tr>`;
    };
    return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}: ${this.heading}">
      <table>
        <thead>
          <tr>
            ${[time, this.heading, lowest, mean, highest].map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.series.flatMap((series, index) =>
            series.at.map((_, place) => row(series, this.names[index] ?? series.name, place)),
          )}
        </tbody>
      </table>
    </div>`;
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    this.isTableOpen = event.newState === 'open';
  };
}
