import type { DeviceRow } from '@wardwatch/shared/api';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { navigate } from '../../components/emit.ts';
import '../../components/spinner.ts';
import { RefreshController } from '../../data/refresh-controller.ts';
import { RequestController } from '../../data/request-controller.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import './device-dialogs.ts';
import type { DeviceDialogs } from './device-dialogs.ts';
import './device-header.ts';
import { type DeviceHistory, loadHistory } from './device-history.ts';
import { type DevicePresent, loadPresent } from './device-present.ts';
import './device-state.ts';
import './history-view.ts';
import { periodInterval } from '../period.ts';
import './range-picker.ts';
import { parseRange, rangeQuery, type TimeRange, windowOf } from './time-range.ts';

/** What a machine says of itself changes within hours; what it used of the line, all the time. */
const PRESENT = { everyMs: 300_000, atMostEveryMs: 60_000 };

/** One device: its state now, and what it saw over a window that the reader chooses. */
@customElement('ww-device-page')
export class DevicePage extends FleetPage {
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

  @property() deviceId = '';
  /** Query of the address. */
  @property() query = '';

  readonly #wait = new SlowController(this, () => this.services.clock);
  readonly #history = new RequestController<DeviceHistory>(this);
  readonly #present = new RequestController<DevicePresent>(this);
  readonly #refresh = new RefreshController(
    this,
    () => this.services.clock,
    () => void this.#loadPresent(),
    PRESENT,
  );
  #loadedKey = '';
  #presentOf = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('deviceId')) {
      this.#history.reset();
      this.#present.reset();
    }
    if (!this.#row || this.now === 0) return;
    if (this.#presentOf !== this.deviceId) void this.#loadPresent();
    const { from, until } = windowOf(this.#range, this.now);
    const key = `${this.deviceId} ${from} ${until}`;
    if (key === this.#loadedKey) return;
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
    return this.fleetFailure() || (this.#wait.isSlow ? html`<ww-spinner></ww-spinner>` : '');
  }

  #device(row: DeviceRow): TemplateResult {
    const site = this.fleet?.sites.get(row.siteId);
    const dialogs = (): DeviceDialogs | null => this.renderRoot.querySelector('ww-device-dialogs');
    return html`
      <ww-device-header
        .row=${row}
        .site=${site}
        .names=${this.factNames}
        .now=${this.now}
        .editable=${this.isAdmin}
        @ww-edit=${() => dialogs()?.show('edit')}
        @ww-approve=${() => dialogs()?.show('approve')}
        @ww-revoke=${() => dialogs()?.show('revoke')}
      ></ww-device-header>
      <ww-device-dialogs .row=${row} .sites=${[...(this.fleet?.sites.values() ?? [])]}></ww-device-dialogs>
      ${this.requested(
        this.#present,
        this.#loadPresent,
        (present) =>
          html`<ww-device-state
            .row=${row}
            .present=${present}
            .now=${this.now}
            .editable=${this.isAdmin}
            @ww-key=${this.#loadPresent}
          ></ww-device-state>`,
      )}
      <ww-range-picker .range=${this.#range} .now=${this.now} @ww-range=${this.#onRange}></ww-range-picker>
      ${this.requested(
        this.#history,
        this.#load,
        (history) =>
          html`<ww-history-view .history=${history} .kind=${row.kind} .names=${this.factNames}></ww-history-view>`,
      )}
    `;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    const window = windowOf(this.#range, this.now);
    await this.#history.run(clock, (signal) => loadHistory(api, this.deviceId, window, signal));
  };

  readonly #loadPresent = async (): Promise<void> => {
    const { api, clock } = this.services;
    const now = Math.floor(this.now);
    const { from } = periodInterval({ period: 'today', first: '', last: '' }, now);
    this.#presentOf = this.deviceId;
    this.#refresh.ran();
    await this.#present.run(clock, (signal) =>
      loadPresent(api, this.deviceId, { from: Math.min(from, now - 1), until: now }, signal),
    );
  };

  readonly #onRange = (event: CustomEvent<TimeRange>): void => {
    navigate(this, `/devices/${encodeURIComponent(this.deviceId)}${rangeQuery(event.detail)}`, { replace: true });
  };
}
