import type { SiteRow, SiteSpan } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/chip.ts';
import { contactLink } from '../../components/contact-link.ts';
import '../../components/device-row.ts';
import { type FactNames, NO_NAMES } from '../../components/fact-words.ts';
import type { Names } from '../../components/outage-words.ts';
import '../../components/running-list.ts';
import '../../components/site-state.ts';
import '../../components/state-strip.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import type { BoardDevice } from './board-summary.ts';

/** One site on the board: its state, what goes on there, whom to call, its last 24 hours, its devices. */
@customElement('ww-board-site')
export class BoardSite extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    css`
      .card {
        padding-block-end: var(--space-2);
      }
      .card.bare {
        padding-block: var(--space-4);
        background: none;
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--space-1) var(--space-4);
      }
      header > .soft:last-child {
        margin-inline-start: auto;
      }
      h2 a {
        color: var(--ww-text);
        text-decoration-color: var(--ww-line-strong);
      }
      .now {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-4);
        padding-block: var(--space-1) var(--space-2);
        font-size: var(--text-sm);
      }
      ww-state-strip {
        margin-block-end: var(--space-3);
      }
      .devices > li {
        border-block-start: var(--hairline) solid var(--ww-line);
        content-visibility: auto;
        contain-intrinsic-size: auto 6rem;
      }
      @media (width < 40rem) {
        h2 a,
        .tel {
          display: inline-flex;
          align-items: center;
          min-height: var(--target);
        }
      }
    `,
  ];

  /** Undefined for devices of an unknown site. */
  @property({ attribute: false }) site: SiteRow | undefined;
  @property({ attribute: false }) devices: readonly BoardDevice[] = [];
  /** Its connectivity over the window; undefined until it is loaded. */
  @property({ attribute: false }) spans: readonly SiteSpan[] | undefined;
  @property({ attribute: false }) window: Interval = { from: 0, until: 1 };
  @property({ attribute: false }) names: Names | undefined;
  /** Names of services and watched devices. */
  @property({ attribute: false }) factNames: FactNames = NO_NAMES;
  /** The server's time, UTC milliseconds. */
  @property({ type: Number }) now = 0;

  override render(): TemplateResult {
    const { site, devices, t } = this;
    const approved = devices.filter(({ status }) => status.kind !== 'pending');
    const online = approved.filter(({ row }) => row.connected).length;
    return html`<section class="card ${devices.length === 0 ? 'bare' : ''}">
      <header>
        <h2>${site ? html`<a href="/sites/${encodeURIComponent(site.id)}">${site.name}</a>` : t.board.noSite}</h2>
        ${this.#kind()}
        <p class="soft small">
          ${devices.length === 0 ? t.board.siteEmpty : t.board.siteSummary(online, approved.length)}
        </p>
      </header>
      ${site ? this.#now(site) : ''}
      <ul class="devices">
        ${repeat(
          devices,
          ({ row }) => row.id,
          ({ row, status }) =>
            html`<li>
              <ww-device-row .row=${row} .status=${status} .names=${this.factNames} .now=${this.now}></ww-device-row>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  /** A ward has one headquarters, and often calls it just that. */
  #kind(): TemplateResult | '' {
    const kind = this.site && this.t.siteKinds[this.site.kind];
    return kind === undefined || kind === this.site?.name ? '' : html`<p class="soft small">${kind}</p>`;
  }

  #now(site: SiteRow): TemplateResult {
    const { t } = this;
    const isBackfilling = this.devices.some(({ row }) => row.backlog > 0);
    const entries = site.running.map((outage) => ({ outage, siteId: site.id, siteName: site.name, contact: null }));
    // Whom to call matters where something is wrong; a calm board stays short.
    const isCallable = site.contact !== null && (entries.length > 0 || site.state?.state === 'down');
    return html`
      <div class="now">
        <ww-site-state .state=${site.state} .now=${this.now}></ww-site-state>
        ${isBackfilling ? html`<ww-chip tone="notice" .picture=${'sync'} .label=${t.board.backfilling}></ww-chip>` : ''}
        ${isCallable ? html`<span><span class="soft">${t.board.call}</span> ${contactLink(site.contact ?? '')}</span>` : ''}
      </div>
      ${
        entries.length === 0
          ? ''
          : html`<ww-running-list .entries=${entries} .names=${this.names} .now=${this.now}></ww-running-list>`
      }
      ${
        this.spans
          ? html`<ww-state-strip
              .spans=${this.spans}
              .window=${this.window}
              .label=${t.site.dayStrip}
            ></ww-state-strip>`
          : ''
      }
    `;
  }
}
