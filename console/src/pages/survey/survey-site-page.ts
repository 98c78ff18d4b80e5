import { localDateOf } from '@wardwatch/shared/calendar';
import type { Inventory, ProfileRow, SiteRow } from '@wardwatch/shared/api';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { navigate, toast } from '../../components/emit.ts';
import { RequestController } from '../../data/request-controller.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { inventoryLines } from '../inventory/inventory-lines.ts';
import { siteInventoryAddress } from '../inventory/inventory-query.ts';
import { profileNews } from '../inventory/news.ts';
import { emptyProfile } from '../inventory/profile-request.ts';
import { page } from '../page-styles.ts';
import './survey-form.ts';
import { nextToSurvey, suggestedCode } from './survey-progress.ts';
import type { SurveyInput } from './survey-request.ts';

/**
 * The profile whose survey is filled in. `first` is what the form began with, so that nothing typed is lost; `latest` is
 * the newest that the reader has seen.
 */
interface Open {
  first: ProfileRow;
  latest: ProfileRow;
}

/** The survey of one site. */
@customElement('ww-survey-site-page')
export class SurveySitePage extends FleetPage {
  static override styles = [
    base,
    text,
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

  @property() siteId = '';
  @state() private open: Open | undefined;
  readonly #wait = new SlowController(this, () => this.services.clock);
  readonly #list = new RequestController<Inventory>(this);
  readonly #save = new RequestController<ProfileRow>(this);
  #openedSite = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('siteId') && this.#openedSite !== this.siteId) {
      this.#openedSite = this.siteId;
      this.open = undefined;
      this.#save.reset();
      void this.#load();
    }
  }

  override render(): TemplateResult {
    const { survey } = this.t;
    const site = this.fleet?.sites.get(this.siteId);
    return html`<div class="page narrow">
      <nav aria-label=${survey.title}><a href="/survey">← ${survey.back}</a></nav>
      <header>
        <h1 tabindex="-1">${site?.name ?? survey.title}</h1>
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
    if (!this.open) return html``;
    if (!this.isAdmin)
      return html`<ww-failure .description=${this.t.survey.viewer}></ww-failure>
        <p><a href=${siteInventoryAddress(site.id)}>${this.t.inventory.ofSite}</a></p>`;
    const { first, latest } = this.open;
    const { failure } = this.#save;
    const isShown = failure?.code === 'revised' && first !== latest;
    // Another site's form is another form: nothing typed goes over to it.
    return html`${keyed(
      site.id,
      html`<ww-survey-form
        .row=${first}
        .suggestedCode=${suggestedCode(site, new Set(kept.profiles.map(({ code }) => code)))}
        .person=${this.session?.person?.name ?? ''}
        .day=${localDateOf(this.now)}
        .goesOn=${this.#next(kept) !== undefined}
        .pending=${this.#save.isPending}
        .failure=${failure && !isShown ? this.failureWords(failure) : ''}
        .news=${first === latest ? undefined : profileNews(first, latest, this.t, this.format)}
        @ww-submit=${(event: CustomEvent<SurveyInput>) => this.#send(event.detail, latest)}
      ></ww-survey-form>`,
    )}`;
  }

  /** The site to go on to once this one is done. */
  #next(kept: Inventory): SiteRow | undefined {
    const lines = inventoryLines(this.fleet?.sites.values() ?? [], kept, localDateOf(this.now));
    return nextToSurvey(lines, this.siteId);
  }

  async #send({ survey, code }: SurveyInput, latest: ProfileRow): Promise<void> {
    if (this.#save.isPending) return;
    const { api, clock } = this.services;
    const row = { ...latest, code: latest.code === '' ? code : latest.code, survey };
    const result = await this.#save.run(clock, () => api.inventory.saveProfile(row));
    if (!result) return;
    if (result.ok) this.#goOn();
    else if (result.failure.code === 'revised') await this.#load();
  }

  #goOn(): void {
    const kept = this.#list.value;
    const next = kept && this.#next(kept);
    toast(this, this.t.survey.saved(this.fleet?.sites.get(this.siteId)?.name ?? ''));
    navigate(this, next ? `/survey/${encodeURIComponent(next.id)}` : '/survey', { replace: false });
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    const { siteId } = this;
    const result = await this.#list.run(clock, (signal) => api.inventory.all(signal));
    if (!result?.ok || siteId !== this.siteId) return;
    const latest = result.value.profiles.find((profile) => profile.siteId === siteId) ?? emptyProfile(siteId);
    this.open = { first: this.open?.first ?? latest, latest };
  };
}
