import { localDateOf } from '@wardwatch/shared/calendar';
import type { Inventory, SiteRow } from '@wardwatch/shared/api';
import { DEFAULT_CRITERIA } from '@wardwatch/shared/readiness';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { stageChip } from '../../components/stage-chip.ts';
import { RequestController } from '../../data/request-controller.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import './equipment-dialogs.ts';
import type { EquipmentDialogs } from './equipment-dialogs.ts';
import './equipment-list.ts';
import type { ItemNames, ItemQuestion } from './equipment-list.ts';
import { isRecorded, lineOf } from './inventory-lines.ts';
import './site-profile.ts';

const byName = new Intl.Collator('vi', { numeric: true });

/** What the ward keeps of one site: its profile, and its equipment piece by piece. */
@customElement('ww-inventory-site-page')
export class InventorySitePage extends FleetPage {
  static override styles = [
    base,
    text,
    page,
    css`
      nav {
        margin-block-end: calc(-1 * var(--space-3));
      }
      nav a,
      .marks a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-5);
        margin-block-start: calc(-1 * var(--space-3));
      }
      .page > ww-equipment-dialogs {
        position: absolute;
      }
    `,
  ];

  @property() siteId = '';
  readonly #wait = new SlowController(this, () => this.services.clock);
  readonly #list = new RequestController<Inventory>(this);

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { inventory } = this.t;
    const site = this.fleet?.sites.get(this.siteId);
    return html`<div class="page" @ww-changed=${this.#load}>
      <nav aria-label=${inventory.title}><a href="/inventory">← ${inventory.title}</a></nav>
      <header>
        <h1 tabindex="-1">${site?.name ?? inventory.ofSite}</h1>
        ${this.asOf()}
      </header>
      ${site ? this.requested(this.#list, this.#load, (kept) => this.#kept(site, kept)) : this.#missing()}
    </div>`;
  }

  #missing(): TemplateResult | '' {
    if (this.fleet) return html`<ww-failure .description=${this.t.inventory.notFound}></ww-failure>`;
    return this.fleetFailure() || (this.#wait.isSlow ? html`<ww-spinner></ww-spinner>` : '');
  }

  #kept(site: SiteRow, kept: Inventory): TemplateResult {
    const { inventory, survey, siteKinds } = this.t;
    const day = localDateOf(this.now);
    const profile = kept.profiles.find(({ siteId }) => siteId === site.id);
    const line = lineOf(
      site,
      profile,
      kept.items.filter(({ siteId }) => siteId === site.id),
      day,
    );
    return html`
      <div class="marks">
        <span class="soft">${siteKinds[site.kind]}</span>
        ${isRecorded(line) ? stageChip(line.stage.stage, this.t) : ''}
        <a href="/sites/${encodeURIComponent(site.id)}">${inventory.toMonitoring}</a>
        <a href="/survey/${encodeURIComponent(site.id)}">${survey.title}</a>
      </div>
      <ww-site-profile
        .siteId=${site.id}
        .profile=${profile}
        .providers=${this.#providers(kept)}
        .day=${day}
        .editable=${this.isAdmin}
      ></ww-site-profile>
      <ww-equipment-list
        .items=${line.items}
        .names=${this.#itemNames}
        .day=${day}
        .editable=${this.isAdmin}
        @ww-ask=${(event: CustomEvent<ItemQuestion>) => this.#dialogs?.show(event.detail)}
      ></ww-equipment-list>
      ${
        this.isAdmin
          ? html`<ww-equipment-dialogs
              .siteId=${site.id}
              .day=${day}
              .devices=${this.#devices}
              .criteria=${DEFAULT_CRITERIA}
            ></ww-equipment-dialogs>`
          : ''
      }
    `;
  }

  get #dialogs(): EquipmentDialogs | null {
    return this.renderRoot.querySelector('ww-equipment-dialogs');
  }

  get #itemNames(): ItemNames {
    return {
      device: (id) => this.fleet?.devices.get(id)?.name,
      criterion: (id) => DEFAULT_CRITERIA.find((criterion) => criterion.id === id)?.name ?? '',
    };
  }

  /** Devices of the site that are or will be heard. */
  get #devices(): { id: string; name: string }[] {
    return [...(this.fleet?.devices.values() ?? [])]
      .filter(({ siteId, status }) => siteId === this.siteId && status !== 'revoked')
      .toSorted((a, b) => byName.compare(a.name, b.name));
  }

  /** Names in use are offered, so that sites that share a provider write it alike. */
  #providers(kept: Inventory): string[] {
    const sites = [...(this.fleet?.sites.values() ?? [])].flatMap(({ provider }) => provider ?? []);
    const subscriptions = kept.profiles.flatMap((profile) => profile.subscriptions.map(({ provider }) => provider));
    return [...new Set([...sites, ...subscriptions])].toSorted(byName.compare);
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.inventory.all(signal));
  };
}
