import { consume } from '@lit/context';
import type { SiteRow, UpdateSiteRequest } from '@wardwatch/shared/api';
import type { Calendar } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import '../../components/notices.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { focusFirstMistake } from '../focus-mistake.ts';
import { readText } from '../read-text.ts';

const MOST_LENGTH = '120';

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
  @state() private mistake = '';
  readonly #request = new RequestController<true>(this);

  /** Opens the dialog. */
  show(): void {
    this.#request.reset();
    this.mistake = '';
    this.asked = this.row;
  }

  override render(): TemplateResult {
    return html`<ww-dialog .open=${this.asked !== undefined} .heading=${this.t.site.edit} @ww-close=${this.#hide}>
      ${this.asked ? this.#form(this.asked) : ''}
    </ww-dialog>`;
  }

  #form(row: SiteRow): TemplateResult {
    const { site, app } = this.t;
    const { failure, isPending } = this.#request;
    return html`<form novalidate @submit=${this.#submit}>
      <div class="field">
        <label for="name">${site.name}</label>
        <input
          id="name"
          name="name"
          maxlength=${MOST_LENGTH}
          autocomplete="off"
          autofocus
          .value=${row.name}
          aria-invalid=${this.mistake !== ''}
          aria-describedby="name-mistake"
        />
        <span class="mistake" id="name-mistake">${this.mistake}</span>
      </div>
      ${this.#textField('contact', site.whomToCall, row.contact, site.contactHint, [])}
      ${this.#textField('provider', site.provider, row.provider, site.providerHint, this.#known('provider'))}
      ${this.#textField('feeder', site.feeder, row.feeder, site.feederHint, this.#known('feeder'))}
      ${this.#calendarField(row)}
      ${this.#choice('hostsServer', row.hostsServer, site.hostsServer, site.hostsServerHint)}
      ${this.#choice('archived', row.archived, site.archived, site.archivedHint)}
      ${failure ? html`<ww-failure .description=${failureWords(failure, this.t, this.format)}></ww-failure>` : ''}
      <div class="actions">
        <button class="primary" aria-disabled=${isPending}>${app.save}</button>
        <button type="button" @click=${this.#hide}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #known(name: 'provider' | 'feeder'): string[] {
    return [...new Set(this.sites.flatMap((site) => site[name] ?? []))].toSorted();
  }

  #textField(
    name: 'contact' | 'provider' | 'feeder',
    label: string,
    value: string | null,
    hint: string,
    known: readonly string[],
  ): TemplateResult {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        maxlength=${MOST_LENGTH}
        autocomplete="off"
        list="${name}-known"
        .value=${value ?? ''}
        aria-describedby="${name}-hint"
      />
      <datalist id="${name}-known">${known.map((one) => html`<option .value=${one}></option>`)}</datalist>
      <span class="hint" id="${name}-hint">${hint}</span>
    </div>`;
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

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { asked } = this;
    if (!asked || this.#request.isPending || !(event.target instanceof HTMLFormElement)) return;
    const request = readSite(new FormData(event.target));
    this.mistake = request.name === '' ? this.t.site.nameRule : '';
    if (await focusFirstMistake(this)) return;
    const { clock, api } = this.services;
    const result = await this.#request.run(clock, () => api.ledger.updateSite(asked.id, request));
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.device.saved);
  };

  readonly #hide = (): void => {
    this.asked = undefined;
  };
}

function readSite(data: FormData): UpdateSiteRequest {
  const textOrNull = (name: string): string | null => readText(data, name).trim() || null;
  return {
    name: readText(data, 'name').trim(),
    contact: textOrNull('contact'),
    provider: textOrNull('provider'),
    feeder: textOrNull('feeder'),
    calendarId: readText(data, 'calendarId'),
    hostsServer: data.has('hostsServer'),
    archived: data.has('archived'),
  };
}
