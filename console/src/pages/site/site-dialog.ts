import { consume } from '@lit/context';
import type { SiteRow, UpdateSiteRequest } from '@wardwatch/shared/api';
import type { Calendar } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import { FormController, type FormReading } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { readText } from '../../components/read-text.ts';

/** The dialog in which an administrator says what the ledger needs to know of a place. */
@customElement('ww-site-dialog')
export class SiteDialog extends LocalizedElement {
  static override styles = [base, text, button, field];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property({ attribute: false }) row: SiteRow | undefined;
  /** All sites: names in use are offered, so that sites that share a provider or feeder are written alike. */
  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  @property({ attribute: false }) calendars: readonly Calendar[] = [];
  /** The site as it was when the dialog was opened: what arrives meanwhile must not change what is being typed. */
  @state() private asked: SiteRow | undefined;
  readonly #request = new RequestController<true>(this);
  readonly #form = new FormController<UpdateSiteRequest, 'name'>(this, {
    isPending: () => this.#request.isPending,
    read: readSite,
    send: (request) => this.#save(request),
  });

  /** Opens the dialog. */
  show(): void {
    this.#request.reset();
    this.#form.mark();
    this.asked = this.row;
  }

  override render(): TemplateResult {
    return html`<ww-dialog .open=${this.asked !== undefined} .heading=${this.t.site.edit} @ww-close=${this.#hide}>
      ${this.asked ? this.#fields(this.asked) : ''}
    </ww-dialog>`;
  }

  #fields(row: SiteRow): TemplateResult {
    const { site, app } = this.t;
    const { failure, isPending } = this.#request;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${inputField({
        id: 'name',
        label: site.name,
        value: row.name,
        isFirst: true,
        mistake: this.#form.words('name', site.nameRule),
      })}
      ${inputField({ id: 'contact', label: site.whomToCall, value: row.contact ?? '', hint: site.contactHint })}
      ${this.#sharedField('provider', row.provider, site.providerHint)}
      ${this.#sharedField('feeder', row.feeder, site.feederHint)} ${this.#calendarField(row)}
      ${this.#choice('hostsServer', row.hostsServer, site.hostsServer, site.hostsServerHint)}
      ${this.#choice('archived', row.archived, site.archived, site.archivedHint)}
      ${failure ? html`<ww-failure .description=${failureWords(failure, this.t, this.format)}></ww-failure>` : ''}
      <div class="actions">
        <button class="primary" aria-disabled=${isPending}>${app.save}</button>
        <button type="button" @click=${this.#hide}>${app.cancel}</button>
      </div>
    </form>`;
  }

  /** Names in use are offered, so that sites that share one write it alike. */
  #sharedField(name: 'provider' | 'feeder', value: string | null, hint: string): TemplateResult {
    const known = [...new Set(this.sites.flatMap((site) => site[name] ?? []))].toSorted();
    return inputField({ id: name, label: this.t.site[name], value: value ?? '', hint, known });
  }

  #calendarField(row: SiteRow): TemplateResult {
    const isKnown = this.calendars.some(({ id }) => id === row.calendarId);
    const choices = this.calendars.map(({ id, name }) => ({ id, name }));
    if (!isKnown) choices.unshift({ id: row.calendarId, name: row.calendarId });
    return html`<div class="field">
      <label for="calendar">${this.t.site.openingHours}</label>
      <select id="calendar" name="calendarId">
        ${choices.map(({ id, name }) => html`<option .value=${id} ?selected=${id === row.calendarId}>${name}</option>`)}
      </select>
    </div>`;
  }

  #choice(name: string, isChosen: boolean, label: string, hint: string): TemplateResult {
    return html`<label class="choice">
      <input type="checkbox" name=${name} .checked=${isChosen} />
      <span>${label}<br /><span class="hint">${hint}</span></span>
    </label>`;
  }

  async #save(request: UpdateSiteRequest): Promise<void> {
    const { asked } = this;
    if (!asked) return;
    const { clock, api } = this.services;
    const result = await this.#request.run(clock, () => api.ledger.updateSite(asked.id, request));
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.device.saved);
  }

  readonly #hide = (): void => {
    this.asked = undefined;
  };
}

function readSite(data: FormData): FormReading<UpdateSiteRequest, 'name'> {
  const textOrNull = (name: string): string | null => readText(data, name).trim() || null;
  const name = readText(data, 'name').trim();
  if (name === '') return { wrong: new Set(['name']) };
  const value = {
    name,
    contact: textOrNull('contact'),
    provider: textOrNull('provider'),
    feeder: textOrNull('feeder'),
    calendarId: readText(data, 'calendarId'),
    hostsServer: data.has('hostsServer'),
    archived: data.has('archived'),
  };
  return { value };
}
