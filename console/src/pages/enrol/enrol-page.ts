import { consume } from '@lit/context';
import type { DeviceRow, SiteRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { deviceStatus } from '../../components/device-status.ts';
import '../../components/spinner.ts';
import '../../components/status-badge.ts';
import { tabs, tabStyles } from '../../components/tabs.ts';
import { fleetContext } from '../../data/contexts.ts';
import type { Fleet } from '../../data/fleet.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, button, card, field, text } from '../../theme/shared-styles.ts';
import '../device/device-dialogs.ts';
import type { DeviceDialogs, DeviceQuestion } from '../device/device-dialogs.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import './code-form.ts';
import type { IssuedCode } from './code-form.ts';
import './code-panel.ts';
import './point-panel.ts';

/** What may be enrolled: a machine that runs the agent, or a Wi-Fi point that runs a script. */
const WHATS = ['machine', 'point'] as const;
type What = (typeof WHATS)[number];

const byName = new Intl.Collator('vi', { numeric: true });

/** Getting a device onto the board: a code, a command, and the device as it arrives. */
@customElement('ww-enrol-page')
export class EnrolPage extends PageElement {
  static override styles = [
    base,
    text,
    button,
    card,
    field,
    page,
    tabStyles,
    css`
      header > p:last-child {
        flex: 1 0 100%;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr));
        align-items: start;
        gap: var(--space-5);
      }
      .columns > :only-child {
        max-width: 44rem;
      }
      .steps {
        counter-reset: step;
      }
      .steps h2::before {
        content: counter(step) '. ';
        counter-increment: step;
        color: var(--ww-text-soft);
      }
      .device {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
        padding-block: var(--space-3);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      .device:first-child {
        border: 0;
      }
      .device > div:first-child {
        flex: 1 1 14rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @consume({ context: fleetContext, subscribe: true })
  @property({ attribute: false })
  fleet: Fleet | undefined;

  @state() private what: What = 'machine';
  @state() private code: IssuedCode | undefined;
  @state() private asked: DeviceRow | undefined;
  /** Devices that were there before the code was made; what is not among them has come with it. */
  #before = new Set<string>();
  readonly #wait = new SlowController(this, () => this.services.clock);

  override render(): TemplateResult {
    const { enrol } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${enrol.title}</h1>
        ${this.asOf()}
        <p class="soft">${enrol.intro}</p>
      </header>
      ${this.#content()}
      <ww-device-dialogs .row=${this.asked}></ww-device-dialogs>
    </div>`;
  }

  #content(): TemplateResult | '' {
    if (this.session && !this.isAdmin) return html`<ww-failure .description=${this.t.app.forbidden}></ww-failure>`;
    if (this.fleet) return this.#columns(this.fleet);
    if (this.connection.kind === 'connecting' && this.connection.failure) {
      return html`<ww-failure
        retryable
        .description=${this.failureWords(this.connection.failure)}
        @ww-retry=${() => this.services.live.wake()}
      ></ww-failure>`;
    }
    return this.#wait.isSlow ? html`<ww-spinner></ww-spinner>` : '';
  }

  #columns(fleet: Fleet): TemplateResult {
    const { points } = this.t;
    const sites = [...fleet.sites.values()]
      .filter((site) => !site.archived)
      .toSorted((a, b) => byName.compare(a.name, b.name));
    return html`${tabs({
        id: 'what',
        label: points.tabs,
        tabs: [
          ['machine', points.tabMachine],
          ['point', points.tabPoint],
        ],
        chosen: this.what,
        onChoose: (what) => (this.what = what),
      })}
      <div class="columns">
        <div role="tabpanel" id="what-panel" aria-labelledby="what-tab-${this.what}">
          ${
            this.what === 'machine'
              ? this.#steps(fleet, sites)
              : html`<ww-point-panel .fleet=${fleet} .sites=${sites}></ww-point-panel>`
          }
        </div>
        ${this.#pending(fleet)}
      </div>`;
  }

  #pending(fleet: Fleet): TemplateResult | '' {
    const pending = [...fleet.devices.values()].filter((row) => row.status === 'pending' && !this.#isArrival(row));
    if (pending.length === 0) return '';
    return html`<section class="section card" aria-labelledby="pending">
      <h2 id="pending">${this.t.enrol.pendingTitle}</h2>
      <div>
        ${repeat(
          pending,
          (row) => row.id,
          (row) => this.#device(row, fleet.sites.get(row.siteId)),
        )}
      </div>
    </section>`;
  }

  #steps(fleet: Fleet, sites: readonly SiteRow[]): TemplateResult {
    const { enrol } = this.t;
    return html`<div class="steps section">
      <section class="section card" aria-labelledby="step-site">
        <h2 id="step-site">${enrol.stepSite}</h2>
        ${
          this.code
            ? html`<p>${enrol.site}: ${fleet.sites.get(this.code.siteId)?.name ?? this.t.board.noSite}</p>
                <div class="actions">
                  <button type="button" @click=${this.#forget}>${enrol.anotherCode}</button>
                </div>`
            : html`<ww-code-form .sites=${sites} @ww-code=${this.#onCode}></ww-code-form>`
        }
      </section>
      ${this.code ? this.#afterCode(this.code, fleet) : ''}
    </div>`;
  }

  #afterCode(code: IssuedCode, fleet: Fleet): TemplateResult {
    const { enrol } = this.t;
    const arrivals = [...fleet.devices.values()].filter((row) => this.#isArrival(row));
    return html`
      <section class="section card" aria-labelledby="step-command">
        <h2 id="step-command">${enrol.stepCommand}</h2>
        <ww-code-panel .code=${code}></ww-code-panel>
      </section>
      <section class="section card" aria-labelledby="step-wait">
        <h2 id="step-wait">${enrol.stepWait}</h2>
        <p role="status" class=${arrivals.length > 0 ? '' : 'soft'}>
          ${arrivals.length > 0 ? arrivals.map((row) => enrol.arrived(row.name)).join(' ') : enrol.waiting}
        </p>
        <div>
          ${repeat(
            arrivals,
            (row) => row.id,
            (row) => this.#device(row, fleet.sites.get(row.siteId)),
          )}
        </div>
      </section>
    `;
  }

  #device(row: DeviceRow, site: SiteRow | undefined): TemplateResult {
    const { enrol } = this.t;
    const actions =
      row.status === 'pending'
        ? html`<button
              type="button"
              class="primary"
              aria-label=${enrol.approveNamed(row.name)}
              @click=${() => this.#ask(row, 'approve')}
            >
              ${enrol.approve}
            </button>
            <button type="button" aria-label=${enrol.rejectNamed(row.name)} @click=${() => this.#ask(row, 'revoke')}>
              ${enrol.reject}
            </button>`
        : html`<a class="button" href="/devices/${encodeURIComponent(row.id)}">${enrol.open}</a>`;
    return html`<div class="device">
      <div>
        <h3>${row.name}</h3>
        <p class="soft small">
          ${site?.name ?? this.t.board.noSite} · ${row.os} ·
          ${enrol.requestedAt(this.format.moment(row.createdAt, this.now))}
        </p>
        <ww-status-badge .status=${deviceStatus(row)}></ww-status-badge>
      </div>
      <div class="actions">${actions}</div>
    </div>`;
  }

  #isArrival(row: DeviceRow): boolean {
    return this.code !== undefined && row.siteId === this.code.siteId && !this.#before.has(row.id);
  }

  async #ask(row: DeviceRow, question: DeviceQuestion): Promise<void> {
    this.asked = row;
    await this.updateComplete;
    this.renderRoot.querySelector<DeviceDialogs>('ww-device-dialogs')?.show(question);
  }

  readonly #onCode = (event: CustomEvent<IssuedCode>): void => {
    this.#before = new Set(this.fleet?.devices.keys());
    this.code = event.detail;
  };

  readonly #forget = (): void => {
    this.code = undefined;
  };
}
