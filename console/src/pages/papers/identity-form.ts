import type { IdentityRow } from '@wardwatch/shared/api';
import { SIGNATURES } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { CITY_TYPES, type IdentityField, identityRequest, WARD_TYPES } from './identity-request.ts';

/** The ward's particulars as a person enters them. Sends `ww-submit` with an `IdentityRow`. */
@customElement('ww-identity-form')
export class IdentityForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: var(--space-4);
      }
      fieldset {
        display: grid;
        gap: var(--space-4);
        min-width: 0;
      }
      fieldset:disabled :is(input, select, textarea) {
        background: var(--ww-sunken);
        color: var(--ww-text);
        opacity: 1;
      }
      legend {
        margin-block-end: var(--space-3);
        font-size: var(--text-lg);
        font-weight: var(--weight-strong);
      }
    `,
  ];

  /** What the fields show at first. */
  @property({ attribute: false }) row: IdentityRow | undefined;
  @property({ type: Boolean }) readonly = false;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form = new FormController<IdentityRow, IdentityField>(this, {
    isPending: () => this.pending || this.readonly,
    read: (data) => identityRequest(data, this.row?.revision ?? 0),
    send: (request) => emit(this, 'ww-submit', request),
  });

  override render(): TemplateResult | '' {
    const { row } = this;
    if (!row) return '';
    return html`<form novalidate @submit=${this.#form.submit}>
      ${this.#ward(row)} ${this.#signing(row)} ${this.#sending(row)}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      ${
        this.readonly
          ? ''
          : html`<div class="actions">
              <button class="primary" aria-disabled=${this.pending}>${this.t.app.save}</button>
            </div>`
      }
    </form>`;
  }

  #ward(row: IdentityRow): TemplateResult {
    const { identity } = this.t;
    return html`<fieldset ?disabled=${this.readonly}>
      <legend>${identity.ward}</legend>
      <div class="pair">
        ${this.#choice('wardType', identity.wardType, WARD_TYPES, row.wardType)}
        ${this.#line('wardName', row.wardName, identity.wardNameHint)}
      </div>
      <div class="pair">
        ${this.#choice('cityType', identity.cityType, CITY_TYPES, row.cityType)} ${this.#line('cityName', row.cityName)}
      </div>
      <div class="pair">
        ${this.#line('placeName', row.placeName)}
        ${this.#line('draftingUnit', row.draftingUnit, identity.draftingUnitHint)}
      </div>
    </fieldset>`;
  }

  #signing(row: IdentityRow): TemplateResult {
    const { identity } = this.t;
    return html`<fieldset ?disabled=${this.readonly}>
      <legend>${identity.signing}</legend>
      <div class="pair">
        ${choiceField({
          id: 'signature',
          label: identity.signature,
          options: SIGNATURES.map((one) => [one, identity.signatures[one]]),
          chosen: row.signature,
          onChoose: () => undefined,
        })}
        ${this.#line('signer', row.signer ?? '', identity.signerHint)}
      </div>
    </fieldset>`;
  }

  #sending(row: IdentityRow): TemplateResult {
    return html`<fieldset ?disabled=${this.readonly}>
      <legend>${this.t.identity.sending}</legend>
      ${this.#lines('reportTo', row.reportTo)} ${this.#lines('requestTo', row.requestTo)}
      ${this.#lines('recipients', row.recipients)}
    </fieldset>`;
  }

  #choice(id: string, label: string, values: readonly string[], chosen: string): TemplateResult {
    return choiceField({
      id,
      label,
      options: values.map((one) => [one, one]),
      chosen,
      onChoose: () => undefined,
    });
  }

  #line(id: IdentityField, value: string, hint = ''): TemplateResult {
    const { identity } = this.t;
    return inputField({ id, label: identity[id], value, hint, mistake: this.#form.words(id, identity.mistakes[id]) });
  }

  #lines(id: 'reportTo' | 'requestTo' | 'recipients', value: readonly string[]): TemplateResult {
    const { identity } = this.t;
    const mistake = this.#form.words(id, identity.mistakes[id]);
    return html`<div class="field">
      <label for=${id}>${identity[id]}</label>
      <textarea
        id=${id}
        name=${id}
        maxlength="1300"
        .value=${value.join('\n')}
        aria-invalid=${mistake !== ''}
        aria-describedby="${id}-mistake ${id}-hint"
      ></textarea>
      <span class="mistake" id="${id}-mistake">${mistake}</span>
      <span class="hint" id="${id}-hint">${identity.oneALine}</span>
    </div>`;
  }
}
