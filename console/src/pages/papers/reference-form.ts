import type { ReferenceRow, SaveReferenceRequest } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { CITING, type ReferenceField, referenceRequest } from './reference-request.ts';

/** A cited document as a person enters it. Sends `ww-submit` with a `SaveReferenceRequest`, and `ww-cancel`. */
@customElement('ww-reference-form')
export class ReferenceForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: var(--space-4);
      }
    `,
  ];

  /** What the fields show at first; undefined for a new one. */
  @property({ attribute: false }) row: ReferenceRow | undefined;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form = new FormController<SaveReferenceRequest, ReferenceField>(this, {
    isPending: () => this.pending,
    read: (data) => referenceRequest(data, this.row ?? { revision: 0 }),
    send: (request) => emit(this, 'ww-submit', request),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { references, app } = this.t;
    const { row } = this;
    return html`<form novalidate @submit=${this.#form.submit}>
      <div class="pair">
        ${this.#line('type', row?.type, references.typeHint)}
        ${this.#line('number', row?.number, references.numberHint)}
      </div>
      ${this.#line('issuer', row?.issuer)} ${this.#line('subject', row?.subject)}
      <div class="pair">
        ${this.#day('issuedOn', row?.issuedOn)} ${this.#day('effectiveFrom', row?.effectiveFrom)}
        ${this.#day('effectiveUntil', row?.effectiveUntil)}
      </div>
      <div class="pair">
        ${this.#line('checkedBy', row?.checked?.by, references.checkedHint)} ${this.#day('checkedOn', row?.checked?.on)}
      </div>
      <fieldset class="field">
        <legend>${references.citedIn}</legend>
        ${CITING.map(
          (kind) =>
            html`<label class="choice"
              ><input
                type="checkbox"
                name="citedIn"
                .value=${kind}
                .checked=${row?.citedIn.includes(kind) ?? kind === 'budget-request'}
              />${references.citedNames[kind]}</label
            >`,
        )}
      </fieldset>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${row ? app.save : references.add}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #line(id: ReferenceField, value: string | null | undefined, hint = ''): TemplateResult {
    const { references } = this.t;
    const mistake = this.#form.words(id, references.mistakes[id]);
    return inputField({ id, label: references[id], value: value ?? '', hint, mistake });
  }

  #day(id: ReferenceField, value: string | null | undefined): TemplateResult {
    const { references } = this.t;
    const mistake = this.#form.words(id, references.mistakes[id]);
    return inputField({ id, label: references[id], type: 'date', value: value ?? '', mistake });
  }
}
