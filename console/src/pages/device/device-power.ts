import type { BatteryReport, DeviceRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DeviceEvent } from '../../components/event-words.ts';
import '../../components/figure-list.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { page } from '../page-styles.ts';
import { powerFigures } from './power-figures.ts';

/** What a device knows of its power: mains, UPS, how long it lasts by its own word and by what was seen. */
@customElement('ww-device-power')
export class DevicePower extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    page,
    css`
      .notes {
        padding: var(--space-2) var(--space-3);
        border-inline-start: 3px solid var(--ww-warning);
        font-size: var(--text-sm);
      }
    `,
  ];

  @property({ attribute: false }) row: DeviceRow | undefined;
  @property({ attribute: false }) battery: BatteryReport | undefined;
  @property({ attribute: false }) latest: ReadonlyMap<string, DeviceEvent> = new Map();

  override render(): TemplateResult | '' {
    const found = this.row && powerFigures(this.row, this.battery, this.latest, this.t, this.format);
    if (!found) return '';
    return html`<section class="section card" aria-labelledby="power">
      <h2 id="power">${this.t.power.title}</h2>
      ${
        found.notes.length === 0
          ? ''
          : html`<div class=${found.figures.length === 0 ? 'soft' : 'notes'}>
              ${found.notes.map((note) => html`<p>${note}</p>`)}
            </div>`
      }
      ${found.figures.length === 0 ? '' : html`<ww-figure-list .figures=${found.figures}></ww-figure-list>`}
    </section>`;
  }
}
