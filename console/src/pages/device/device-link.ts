import type { DeviceRow } from '@wardwatch/shared/api';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/figure-list.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { page } from '../page-styles.ts';
import { linkFigures, type OwnUse } from './link-figures.ts';

/** How good a device's line is. */
@customElement('ww-device-link')
export class DeviceLink extends LocalizedElement {
  static override styles = [base, text, card, page];

  @property({ attribute: false }) row: DeviceRow | undefined;
  @property({ attribute: false }) used: OwnUse = { sent: undefined, received: undefined };

  override render(): TemplateResult | '' {
    if (!this.row) return '';
    const { link } = this.t;
    const figures = linkFigures(this.row, this.used, this.t, this.format);
    return html`<section class="section card" aria-labelledby="link">
      <h2 id="link">${link.title}</h2>
      ${
        figures.length === 0
          ? html`<p class="soft">${link.none}</p>`
          : html`<ww-figure-list .figures=${figures}></ww-figure-list>`
      }
    </section>`;
  }
}
