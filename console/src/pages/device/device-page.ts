import { consume } from '@lit/context';
import type { DeviceRow } from '@wardwatch/shared/api';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { navigate } from '../../components/emit.ts';
import '../../components/spinner.ts';
import { fleetContext } from '../../data/contexts.ts';
import type { Fleet } from '../../data/fleet.ts';
import { RequestController } from '../../data/request-controller.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import './device-dialogs.ts';
import type { DeviceDialogs } from './device-dialogs.ts';
import './device-header.ts';
import { type DeviceHistory, loadHistory } from './device-history.ts';
import './history-view.ts';
import './range-picker.ts';
import { parseRange, rangeQuery, type TimeRange, windowOf } from './time-range.ts';

/** One device: its state now, and what it saw over a window that the reader chooses. */
@customElement('ww-device-page')
export class DevicePage extends PageElement {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      nav {
        margin-block-end: calc(-1 * var(--space-3));
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
    `,
  ];

  @consume({ context: fleetContext, subscribe: true })
  @property({ attribute: false })
  fleet: Fleet | undefined;

  @property() deviceId = '';
  /** Query of the address. */
  @property() query = '';

  readonly #wait = new SlowController(this, () => this.services.clock);
  readonly #history = new RequestController<DeviceHistory>(this);
  #loadedKey = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('deviceId')) this.#history.reset();
    const { from, until } = windowOf(this.#range, this.now);
    const key = `${this.deviceId} ${from} ${until}`;
    if (key === this.#loadedKey || !this.#row || this.now === 0) return;
    this.#loadedKey = key;
    void this.#load();
  }

  override render(): TemplateResult {
    const row = this.#row;
    return html`<div class="page">
      <nav aria-label=${this.t.app.board}><a href="/">← ${this.t.app.board}</a></nav>
      <header>
        <h1 tabindex="-1">${row?.name ?? this.t.device.title}</h1>
        ${this.asOf()}
      </header>
      ${row ? this.#device(row) : this.#missing()}
    </div>`;
  }

  get #row(): DeviceRow | undefined {
    return this.fleet?.devices.get(this.deviceId);
  }

  get #range(): TimeRange {
    return parseRange(new URLSearchParams(this.query));
  }

  #missing(): TemplateResult | '' {
    if (this.fleet) return html`<ww-failure .description=${this.t.device.notFound}></ww-failure>`;
    if (this.connection.kind === 'connecting' && this.connection.failure) {
      return html`<ww-failure
        retryable
        .description=${this.failureWords(this.connection.failure)}
        @ww-retry=${() => this.services.live.wake()}
      ></ww-failure>`;
    }
    return this.#wait.isSlow ? html`<ww-spinner></ww-spinner>` : '';
  }

  #device(row: DeviceRow): TemplateResult {
    const site = this.fleet?.sites.get(row.siteId);
    const dialogs = (): DeviceDialogs | null => this.renderRoot.querySelector('ww-device-dialogs');
    return html`
      <ww-device-header
        .row=${row}
        .site=${site}
        .now=${this.now}
        .editable=${this.isAdmin}
        @ww-edit=${() => dialogs()?.show('edit')}
        @ww-approve=${() => dialogs()?.show('approve')}
        @ww-revoke=${() => dialogs()?.show('revoke')}
      ></ww-device-header>
      <ww-device-dialogs .row=${row} .sites=${[...(this.fleet?.sites.values() ?? [])]}></ww-device-dialogs>
      <ww-range-picker .range=${this.#range} .now=${this.now} @ww-range=${this.#onRange}></ww-range-picker>
      ${this.#historyView()}
    `;
  }

  #historyView(): TemplateResult {
    const { failure, value, state } = this.#history;
    const isSlow = state.kind === 'pending' && state.isSlow;
    return html`
      ${
        failure
          ? html`<ww-failure retryable .description=${this.failureWords(failure)} @ww-retry=${this.#load}></ww-failure>`
          : ''
      }
      ${isSlow ? html`<ww-spinner></ww-spinner>` : ''}
      ${value ? html`<ww-history-view .history=${value}></ww-history-view>` : ''}
    `;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    const window = windowOf(this.#range, this.now);
    await this.#history.run(clock, (signal) => loadHistory(api, this.deviceId, window, signal));
  };

  readonly #onRange = (event: CustomEvent<TimeRange>): void => {
    navigate(this, `/devices/${encodeURIComponent(this.deviceId)}${rangeQuery(event.detail)}`, { replace: true });
  };
}
