import { consume } from '@lit/context';
import type { Inventory, ProfileRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { contactLink } from '../../components/contact-link.ts';
import { emit, toast } from '../../components/emit.ts';
import '../../components/notices.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { profileNews, subscriptionWords } from './news.ts';
import './profile-form.ts';
import { emptyProfile } from './profile-request.ts';

/**
 * A profile that is being changed. `first` is what the fields began with, so that nothing typed is lost; `latest` is the
 * newest that the reader has seen, on which the next save is based.
 */
interface Editing {
  first: ProfileRow;
  latest: ProfileRow;
  isGone: boolean;
}

/** The profile of a site: shown, and changed in place. Sends `ww-changed` once the server took a change. */
@customElement('ww-site-profile')
export class SiteProfile extends LocalizedElement {
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
        grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
        gap: var(--space-4) var(--space-5);
      }
      dt {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      dd {
        overflow-wrap: anywhere;
      }
      .tel {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        white-space: nowrap;
      }
      .overdue {
        color: var(--ww-warning-text);
        font-weight: var(--weight-medium);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property() siteId = '';
  @property({ attribute: false }) profile: ProfileRow | undefined;
  @property({ attribute: false }) providers: readonly string[] = [];
  /** Today in the ward, `YYYY-MM-DD`. */
  @property() day = '';
  @property({ type: Boolean }) editable = false;
  @state() private editing: Editing | undefined;
  readonly #save = new RequestController<ProfileRow>(this);
  readonly #newest = new RequestController<Inventory>(this);

  override render(): TemplateResult {
    const { inventory } = this.t;
    return html`<section class="card" aria-labelledby="profile">
      <h2 id="profile">${inventory.profile}</h2>
      ${this.editing ? this.#form(this.editing) : this.#shown(this.profile)}
    </section>`;
  }

  #shown(profile: ProfileRow | undefined): TemplateResult {
    const { inventory } = this.t;
    return html`${profile ? this.#facts(profile) : html`<p class="soft">${inventory.profileEmpty}</p>`}
    ${
      this.editable
        ? html`<p>
            <button type="button" class=${profile ? '' : 'primary'} @click=${this.#edit}>
              ${profile ? inventory.editProfile : inventory.makeProfile}
            </button>
          </p>`
        : ''
    }`;
  }

  #facts(profile: ProfileRow): TemplateResult {
    const { inventory } = this.t;
    const { contacts, subscriptions, groupNumber } = profile;
    return html`<dl>
      ${this.#line(inventory.code, profile.code)}
      ${this.#line(inventory.groupNumber, groupNumber === null ? inventory.none : this.format.number(groupNumber))}
      ${this.#line(inventory.address, profile.address || inventory.none)}
      ${this.#line(
        inventory.contacts,
        contacts.length === 0
          ? inventory.none
          : html`<ul>
              ${contacts.map(({ role, name, phone }) => html`<li>${contactLink(`${role}, ${name}: ${phone}`)}</li>`)}
            </ul>`,
      )}
      ${this.#line(
        inventory.subscriptions,
        subscriptions.length === 0
          ? inventory.none
          : html`<ul>
              ${subscriptions.map((one) => this.#subscription(one))}
            </ul>`,
      )}
      ${this.#line(inventory.survey, this.#survey(profile))}
      ${profile.note === '' ? '' : this.#line(inventory.note, profile.note)}
    </dl>`;
  }

  #subscription(one: ProfileRow['subscriptions'][number]): TemplateResult {
    const isOverdue = one.paidUntil !== null && one.paidUntil < this.day;
    return html`<li>
      ${subscriptionWords(one, this.t, this.format)}
      ${isOverdue ? html`<br /><span class="overdue">${this.t.inventory.overdue}</span>` : ''}
    </li>`;
  }

  #survey({ survey, siteId }: ProfileRow): TemplateResult {
    const { inventory } = this.t;
    const words = survey ? inventory.surveyedOn(this.format.localDate(survey.on), survey.by) : inventory.notSurveyed;
    return html`<a href="/survey/${encodeURIComponent(siteId)}">${words}</a>`;
  }

  #line(term: string, value: string | TemplateResult): TemplateResult {
    return html`<div>
      <dt>${term}</dt>
      <dd>${value}</dd>
    </div>`;
  }

  #form({ first, latest, isGone }: Editing): TemplateResult {
    const { failure, isPending } = this.#save;
    const isRevised = first !== latest || isGone;
    const isNamed = failure?.code === 'key-taken' || (failure?.code === 'revised' && isRevised);
    const news = isGone ? ('gone' as const) : isRevised ? profileNews(first, latest, this.t, this.format) : undefined;
    return html`<ww-profile-form
      .row=${first}
      .providers=${this.providers}
      .pending=${isPending || this.#newest.isPending}
      .failure=${failure && !isNamed ? failureWords(failure, this.t, this.format) : ''}
      .taken=${failure?.code === 'key-taken'}
      .news=${news}
      @ww-cancel=${this.#hide}
      @ww-submit=${(event: CustomEvent<ProfileRow>) => this.#send(event.detail, latest)}
    ></ww-profile-form>`;
  }

  async #send(typed: ProfileRow, latest: ProfileRow): Promise<void> {
    if (this.#save.isPending) return;
    const { api, clock } = this.services;
    // The survey is not asked for here: whatever the newest row says of it stays.
    const row = { ...typed, survey: latest.survey, revision: latest.revision };
    const result = await this.#save.run(clock, () => api.inventory.saveProfile(row));
    if (!result) return;
    if (result.ok) {
      await this.#hide();
      toast(this, this.t.inventory.saved);
      emit(this, 'ww-changed', {});
    } else if (result.failure.code === 'revised') await this.#loadNewest();
  }

  /** What somebody else saved; where that does not come either, the refusal itself stays in words. */
  async #loadNewest(): Promise<void> {
    const { api, clock } = this.services;
    const result = await this.#newest.run(clock, (signal) => api.inventory.all(signal));
    if (!result?.ok || !this.editing) return;
    const found = result.value.profiles.find(({ siteId }) => siteId === this.siteId);
    this.editing = { ...this.editing, latest: found ?? emptyProfile(this.siteId), isGone: found === undefined };
  }

  readonly #edit = async (): Promise<void> => {
    const first = this.profile ?? emptyProfile(this.siteId);
    this.#save.reset();
    this.editing = { first, latest: first, isGone: false };
    await this.updateComplete;
    const form = this.renderRoot.querySelector('ww-profile-form');
    if (!(form instanceof LocalizedElement)) return;
    await form.updateComplete;
    form.focus();
  };

  readonly #hide = async (): Promise<void> => {
    this.editing = undefined;
    await this.updateComplete;
    this.renderRoot.querySelector('button')?.focus();
  };
}
