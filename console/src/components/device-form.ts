import type { SiteRow } from '@wardwatch/shared/api';
import { ATTESTATION, DEVICE_KINDS, type DeviceKind, DUTIES, type Duty } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, field, text } from '../theme/shared-styles.ts';
import { attestationField, attestationStyles, isAttested } from './attestation-field.ts';
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
  /** Absent where the form does not ask for the confirmation. */
  attestation?: typeof ATTESTATION;
}

/** What can be wrong in the form. */
type Mistake = 'name' | 'attest';

/**
 * Name, kind and duty of a device, its site where sites are given, the confirmation where it is needed. Sends `ww-submit`
 * with `DeviceDetails`.
 */
@customElement('ww-device-form')
export class DeviceForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    attestationStyles,
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
  /** Whether nothing is sent without the confirmation about state secrets. */
  @property({ type: Boolean }) attested = false;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form = new FormController<DeviceDetails, Mistake>(this, {
    isPending: () => this.pending,
    read: (data) => readDetails(data, this.details, this.attested),
    send: (details) => emit(this, 'ww-submit', details),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    return html`<form novalidate @submit=${this.#form.submit}>
      ${this.#nameField()} ${this.#kindField()} ${this.sites.length > 0 ? this.#siteField() : ''} ${this.#dutyField()}
      ${this.attested ? attestationField(this.t, this.#form.words('attest', this.t.attestation.mistake)) : ''}
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

function readDetails(data: FormData, before: DeviceDetails, attested: boolean): FormReading<DeviceDetails, Mistake> {
  const read = (name: string): string => readText(data, name).trim();
  const name = read('name');
  const wrong = new Set<Mistake>();
  if (name === '') wrong.add('name');
  if (attested && !isAttested(data)) wrong.add('attest');
  if (wrong.size > 0) return { wrong };
  const siteId = read('siteId');
  const value: DeviceDetails = {
    name,
    kind: DEVICE_KINDS.find((kind) => kind === read('kind')) ?? before.kind,
    duty: DUTIES.find((duty) => duty === read('duty')) ?? before.duty,
    ...(siteId === '' ? {} : { siteId }),
    ...(attested ? { attestation: ATTESTATION } : {}),
  };
  return { value };
}
