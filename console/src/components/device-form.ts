import type { SiteRow } from '@wardwatch/shared/api';
import { DEVICE_KINDS, type DeviceKind, DUTIES, type Duty } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, field, text } from '../theme/shared-styles.ts';
import { emit } from './emit.ts';
import { FormController, type FormReading } from './form-controller.ts';
import { inputField } from './input-field.ts';
import './notices.ts';
import { readText } from './read-text.ts';

/** What a person says of a device. */
export interface DeviceDetails {
  name: string;
  kind: DeviceKind;
  duty: Duty;
  /** Absent where the form does not offer the site. */
  siteId?: string;
}

/** Name, kind and duty of a device, and its site where sites are given. Sends `ww-submit` with `DeviceDetails`. */
@customElement('ww-device-form')
export class DeviceForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .choice span {
        display: grid;
      }
    `,
  ];

  /** What the fields show at first; later changes are the reader's. */
  @property({ attribute: false }) details: DeviceDetails = { name: '', kind: 'computer', duty: 'hours' };
  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  @property() submitLabel = '';
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form = new FormController<DeviceDetails, 'name'>(this, {
    isPending: () => this.pending,
    read: (data) => readDetails(data, this.details),
    send: (details) => emit(this, 'ww-submit', details),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    return html`<form novalidate @submit=${this.#form.submit}>
      ${this.#nameField()} ${this.#kindField()} ${this.sites.length > 0 ? this.#siteField() : ''} ${this.#dutyField()}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${this.submitLabel}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${this.t.app.cancel}</button>
      </div>
    </form>`;
  }

  #nameField(): TemplateResult {
    return inputField({
      id: 'name',
      label: this.t.device.name,
      value: this.details.name,
      mistake: this.#form.words('name', this.t.device.nameRule),
    });
  }

  #kindField(): TemplateResult {
    return html`<div class="field">
      <label for="kind">${this.t.device.kind}</label>
      <select id="kind" name="kind">
        ${DEVICE_KINDS.map(
          (kind) =>
            html`<option value=${kind} ?selected=${kind === this.details.kind}>${this.t.deviceKinds[kind]}</option>`,
        )}
      </select>
    </div>`;
  }

  #siteField(): TemplateResult {
    return html`<div class="field">
      <label for="site">${this.t.device.site}</label>
      <select id="site" name="siteId">
        ${this.sites.map(
          (site) => html`<option value=${site.id} ?selected=${site.id === this.details.siteId}>${site.name}</option>`,
        )}
      </select>
    </div>`;
  }

  #dutyField(): TemplateResult {
    return html`<fieldset class="field">
      <legend>${this.t.device.duty}</legend>
      ${DUTIES.map(
        (duty) =>
          html`<label class="choice">
            <input type="radio" name="duty" .value=${duty} .checked=${live(duty === this.details.duty)} />
            <span>${this.t.duties[duty]}<span class="hint">${this.t.dutyHints[duty]}</span></span>
          </label>`,
      )}
    </fieldset>`;
  }
}

function readDetails(data: FormData, before: DeviceDetails): FormReading<DeviceDetails, 'name'> {
  const read = (name: string): string => readText(data, name).trim();
  const name = read('name');
  if (name === '') return { wrong: new Set(['name']) };
  const siteId = read('siteId');
  const value = {
    name,
    kind: DEVICE_KINDS.find((kind) => kind === read('kind')) ?? before.kind,
    duty: DUTIES.find((duty) => duty === read('duty')) ?? before.duty,
    ...(siteId === '' ? {} : { siteId }),
  };
  return { value };
}
