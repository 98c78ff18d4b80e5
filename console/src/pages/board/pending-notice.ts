import type { DeviceRow, SiteRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../components/icons.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, text } from '../../theme/shared-styles.ts';
import type { DeviceDialogs } from '../device/device-dialogs.ts';

/** Devices that wait for a person's approval, with the one thing to do about it. Nothing where none waits. */
@customElement('ww-pending-notice')
export class PendingNotice extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-3) var(--space-5);
        padding: var(--space-4);
        border: var(--hairline) solid var(--ww-notice-line);
        border-radius: var(--radius-lg);
        background: var(--ww-notice-soft);
      }
      .words {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--space-3);
        flex: 1 1 18rem;
      }
      .icon {
        margin-block-start: 0.15em;
        color: var(--ww-notice);
      }
      h2 {
        color: var(--ww-notice-text);
        font-size: var(--text-md);
      }
      p {
        grid-column: 2;
        font-size: var(--text-sm);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) devices: readonly DeviceRow[] = [];
  @property({ attribute: false }) sites: ReadonlyMap<string, SiteRow> = new Map();

  override render(): TemplateResult | '' {
    const { board } = this.t;
    const [first] = this.devices;
    if (!first) return '';
    const isOne = this.devices.length === 1;
    return html`<section aria-labelledby="pending">
        <div class="words">
          ${icon('state-pending')}
          <h2 id="pending">${board.pendingCount(this.format.number(this.devices.length))}</h2>
          <p>${isOne ? this.#one(first) : board.pendingMany}</p>
        </div>
        ${
          isOne
            ? html`<button class="primary" type="button" @click=${this.#approve}>${this.t.device.approve}</button>`
            : html`<a class="button primary" href="/enrol">${board.toPending}</a>`
        }
      </section>
      <ww-device-dialogs .row=${first}></ww-device-dialogs>`;
  }

  #one({ name, siteId }: DeviceRow): string {
    const { board } = this.t;
    const site = this.sites.get(siteId);
    return site?.hostsServer ? board.pendingServer(name) : board.pendingOne(name, site?.name ?? board.noSite);
  }

  readonly #approve = async (): Promise<void> => {
    await import('../device/device-dialogs.ts');
    await this.updateComplete;
    this.renderRoot.querySelector<DeviceDialogs>('ww-device-dialogs')?.show('approve');
  };
}
