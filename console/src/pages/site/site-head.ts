import type { SiteRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { contactLink } from '../../components/contact-link.ts';
import { emit } from '../../components/emit.ts';
import '../../components/running-list.ts';
import type { Names } from '../../components/outage-words.ts';
import '../../components/site-state.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';

/** How a site is now, and whom to call. Sends `ww-edit` where it may be changed. */
@customElement('ww-site-head')
export class SiteHead extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    css`
      .card {
        display: grid;
        gap: var(--space-4);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: var(--space-4) var(--space-5);
      }
      dt {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      dd {
        overflow-wrap: anywhere;
      }
      .links {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-5);
      }
      .links a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      .tel {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        font-weight: var(--weight-strong);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) row: SiteRow | undefined;
  @property({ attribute: false }) names: Names | undefined;
  @property() calendarName = '';
  @property({ type: Number }) now = 0;
  /** Whether the reader may change the site. */
  @property({ type: Boolean }) editable = false;

  override render(): TemplateResult | '' {
    const { row } = this;
    if (!row) return '';
    const { site } = this.t;
    return html`<section class="card" aria-label=${site.stateNow}>
      <ww-site-state large .state=${row.state} .now=${this.now}></ww-site-state>
      <dl>
        ${this.#line(site.whomToCall, row.contact === null ? site.noContact : contactLink(row.contact))}
        ${this.#line(site.provider, row.provider ?? site.notNamed)}
        ${this.#line(site.feeder, row.feeder ?? site.notNamed)}
        ${this.#line(site.openingHours, html`<a href="/calendars">${this.calendarName || row.calendarId}</a>`)}
      </dl>
      <p class="links">
        <a href="/inventory/${encodeURIComponent(row.id)}">${this.t.inventory.ofSite}</a>
        <a href="/survey/${encodeURIComponent(row.id)}">${this.t.survey.title}</a>
      </p>
      ${row.hostsServer ? html`<p class="soft">${site.hostsServer}</p>` : ''} ${this.#running(row)}
      ${this.editable ? html`<p><button type="button" @click=${() => emit(this, 'ww-edit', {})}>${site.edit}</button></p>` : ''}
    </section>`;
  }

  #running(row: SiteRow): TemplateResult {
    const { site } = this.t;
    const entries = row.running.map((outage) => ({ outage, siteId: row.id, siteName: row.name, contact: row.contact }));
    return html`<div>
      <h2>${site.running}</h2>
      ${
        entries.length === 0
          ? html`<p class="soft">${site.noRunning}</p>`
          : html`<ww-running-list .entries=${entries} .names=${this.names} .now=${this.now}></ww-running-list>`
      }
    </div>`;
  }

  #line(term: string, value: string | TemplateResult): TemplateResult {
    return html`<div>
      <dt>${term}</dt>
      <dd>${value}</dd>
    </div>`;
  }
}
