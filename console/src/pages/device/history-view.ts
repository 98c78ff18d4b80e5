import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Band } from '../../components/band-parts.ts';
import type { DeviceKind } from '@wardwatch/shared/model';
import { type FactNames, factLabel, NO_NAMES } from '../../components/fact-words.ts';
import '../../components/event-list.ts';
import '../../components/fact-bands.ts';
import '../../components/metric-chart.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { page } from '../page-styles.ts';
import { chartGroups } from './chart-groups.ts';
import type { DeviceHistory } from './device-history.ts';

/** What a device saw over a window: facts as bands, figures as charts, events in words. */
@customElement('ww-history-view')
export class HistoryView extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    page,
    css`
      .charts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .charts h3 {
        margin-block-end: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) history: DeviceHistory | undefined;
  @property() kind: DeviceKind = 'computer';
  /** Names of services and watched devices. */
  @property({ attribute: false }) names: FactNames = NO_NAMES;

  override render(): TemplateResult | undefined {
    const { history } = this;
    if (!history) return undefined;
    const bands = this.#bands(history);
    const silences = history.facts.running.filter((segment) => segment.value === 'unknown');
    return html`<div class="page">
      <section class="section card" aria-labelledby="bands">
        <h2 id="bands">${this.t.device.bands}</h2>
        <ww-fact-bands .bands=${bands} .window=${history.window}></ww-fact-bands>
      </section>
      <section class="section" aria-labelledby="charts">
        <h2 id="charts">${this.t.device.charts}</h2>
        <div class="charts">
          ${chartGroups(history.metrics.series, this.kind, this.names, this.t).map(
            (group) =>
              html`<div class="card">
                <h3>${group.heading}</h3>
                <ww-metric-chart
                  .heading=${group.heading}
                  .series=${group.series}
                  .names=${group.names}
                  .window=${history.window}
                  .silences=${silences}
                ></ww-metric-chart>
              </div>`,
          )}
        </div>
      </section>
      <section class="section card" aria-labelledby="events">
        <h2 id="events">${this.t.device.events}</h2>
        <ww-event-list .events=${history.events.events} .names=${this.names}></ww-event-list>
      </section>
    </div>`;
  }

  #bands({ facts }: DeviceHistory): Band[] {
    const running = { id: 'running', label: this.t.running, segments: facts.running };
    return [
      running,
      ...facts.facts.map(({ fact, segments }) => ({ id: fact, label: factLabel(fact, this.names, this.t), segments })),
    ];
  }
}
