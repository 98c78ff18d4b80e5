import type { DeviceRow, SiteRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/chip.ts';
import { deviceStatus, type DeviceStatus } from '../../components/device-status.ts';
import { emit } from '../../components/emit.ts';
import { type FactNames, factStates, NO_NAMES, statedFacts } from '../../components/fact-words.ts';
import '../../components/status-badge.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';

/** What stands in the place of an agent's version where a script pushes. */
const PUSH_VERSION = 'push';

/** Below this a clock is right. */
const CLOCK_TOLERANCE_MS = 2_000;

/** Who the device is and how it is now. Sends `ww-edit`, `ww-approve` and `ww-revoke` where they may be done. */
@customElement('ww-device-header')
export class DeviceHeader extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    css`
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
      }
      .state,
      .chips,
      .actions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .state ww-status-badge {
        font-size: var(--text-lg);
      }
      .chips {
        margin-block-start: var(--space-3);
      }
      .chips:not(:has(ww-chip)) {
        display: none;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(8rem, 100%), 1fr));
        gap: var(--space-4) var(--space-5);
        padding-block-start: var(--space-4);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      dt {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) row: DeviceRow | undefined;
  @property({ attribute: false }) site: SiteRow | undefined;
  /** Names of services and watched devices. */
  @property({ attribute: false }) names: FactNames = NO_NAMES;
  @property({ type: Number }) now = 0;
  /** Whether the reader may change the device. */
  @property({ type: Boolean }) editable = false;

  override render(): TemplateResult | undefined {
    const { row } = this;
    if (!row) return undefined;
    const status = deviceStatus(row);
    return html`<div class="card">
      ${this.#state(row, status)}
      <dl>
        ${this.#identity(row).map(
          ([term, value]) =>
            html`<div>
              <dt>${term}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${this.editable ? this.#actions(row) : ''}
    </div>`;
  }

  #state(row: DeviceRow, status: DeviceStatus): TemplateResult {
    const facts = row.connected ? factStates(row.facts, statedFacts(row.facts), this.names, this.t) : [];
    const since =
      status.since === null
        ? ''
        : `${this.t.status.since(this.format.moment(status.since, this.now))} (${this.format.age(status.since, this.now)})`;
    return html`<div>
      <div class="state">
        <ww-status-badge .status=${status}></ww-status-badge>
        <span class="soft">${since}</span>
      </div>
      ${row.status === 'pending' ? html`<p>${this.t.device.pendingText}</p>` : ''}
      <div class="chips">
        ${facts.map(
          (fact) => html`<ww-chip .label=${fact.words} .tone=${fact.tone} .picture=${fact.picture}></ww-chip>`,
        )}
        ${this.#flags(row, status)}
      </div>
    </div>`;
  }

  #flags(row: DeviceRow, status: DeviceStatus): TemplateResult {
    const backlog = this.t.status.catchingUp(this.format.number(row.backlog));
    return html`
      ${status.isCatchingUp ? html`<ww-chip tone="notice" .picture=${'sync'} .label=${backlog}></ww-chip>` : ''}
      ${
        status.isCloneSuspected
          ? html`<ww-chip tone="warning" .picture=${'clone'} .label=${this.t.status.clone}></ww-chip>`
          : ''
      }
    `;
  }

  #identity(row: DeviceRow): [string, string][] {
    const { t, format, now } = this;
    const isPoint = row.agentVersion === PUSH_VERSION;
    const lines: [string, string | undefined][] = [
      [t.device.site, this.site?.name],
      [t.device.kind, t.deviceKinds[row.kind]],
      [t.device.duty, t.duties[row.duty]],
      [t.status.bootedAt, row.bootedAt === null ? undefined : format.dateTime(row.bootedAt)],
      [t.device.uptime, row.bootedAt === null || !row.connected ? undefined : format.duration(now - row.bootedAt)],
      [t.status.lastSeen, this.#lastSeen(row)],
      [t.device.os, row.os],
      // A point that pushes runs no agent, and its own clock plays no part.
      [t.device.agentVersion, isPoint ? undefined : row.agentVersion],
      [t.device.clockOffset, isPoint || row.clockOffsetMs === null ? undefined : this.#clockWords(row.clockOffsetMs)],
      [t.device.createdAt, format.dateTime(row.createdAt)],
    ];
    return lines.flatMap(([term, value]) => (value === undefined || value === '' ? [] : [[term, value]]));
  }

  #lastSeen(row: DeviceRow): string | undefined {
    if (row.connected) return this.format.moment(this.now, this.now);
    return row.lastHeardAt === null ? undefined : this.format.moment(row.lastHeardAt, this.now);
  }

  #clockWords(offsetMs: number): string {
    if (Math.abs(offsetMs) < CLOCK_TOLERANCE_MS) return this.t.device.clockRight;
    const length = this.format.duration(Math.abs(offsetMs));
    return offsetMs > 0 ? this.t.device.clockBehind(length) : this.t.device.clockAhead(length);
  }

  #actions(row: DeviceRow): TemplateResult | '' {
    if (row.status === 'revoked') return '';
    const first =
      row.status === 'pending'
        ? html`<button type="button" class="primary" @click=${() => emit(this, 'ww-approve', {})}>
            ${this.t.device.approve}
          </button>`
        : html`<button type="button" @click=${() => emit(this, 'ww-edit', {})}>${this.t.device.edit}</button>`;
    return html`<div class="actions" role="group" aria-label=${this.t.device.actions}>
      ${first}
      <button type="button" class="danger" @click=${() => emit(this, 'ww-revoke', {})}>${this.t.device.revoke}</button>
    </div>`;
  }
}
