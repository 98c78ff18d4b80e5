import type { DeclarationRow } from '@wardwatch/shared/api';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { DECLARED_RESULTS, type DeclarationField, declarationRequest } from './declaration-request.ts';
import type { Cell } from './readiness-matrix.ts';

/** What a person says of a criterion at a site. Sends `ww-submit` with a `DeclarationRow`. */
@customElement('ww-declaration-form')
export class DeclarationForm extends LocalizedElement {
  static override styles = [base, text, button, field];

  @property({ attribute: false }) cell: Cell = { siteId: '', criterionId: '' };
  /** The declaration before, if there is one; later changes of it do not touch the fields. */
  @property({ attribute: false }) declared: DeclarationRow | undefined;
  /** What another declared meanwhile, once the server refused for it: what is sent rests on it. */
  @property({ attribute: false }) newest: DeclarationRow | undefined;
  /** The ward's day. */
  @property() today = '';
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  #shown: { declared: DeclarationRow | undefined } | undefined;
  readonly #form = new FormController<DeclarationRow, DeclarationField>(this, {
    isPending: () => this.pending,
    read: (data) =>
      declarationRequest(data, this.cell, this.today, (this.newest ?? this.#shown?.declared)?.revision ?? 0),
    send: (row) => emit(this, 'ww-submit', row),
  });

  override willUpdate(): void {
    this.#shown ??= { declared: this.declared };
  }

  override render(): TemplateResult {
    const declared = this.#shown?.declared;
    const { readiness, app } = this.t;
    const mistake = (name: DeclarationField): string => this.#form.words(name, readiness.mistakes[name]);
    return html`<form novalidate @submit=${this.#form.submit}>
      <p class="hint">${readiness.declareHint}</p>
      <fieldset class="field" aria-describedby="result-mistake">
        <legend>${readiness.declareResult}</legend>
        ${DECLARED_RESULTS.map(
          (result) =>
            html`<label class="choice"
              ><input
                type="radio"
                name="result"
                .value=${result}
                ?checked=${declared?.result === result}
                aria-invalid=${this.#form.wrong.has('result')}
              />${readiness.results[result]}</label
            >`,
        )}
        <span class="mistake" id="result-mistake">${mistake('result')}</span>
      </fieldset>
      ${inputField({ id: 'on', label: readiness.declareOn, type: 'date', value: this.today, mistake: mistake('on') })}
      ${inputField({
        id: 'proof',
        label: readiness.declareProof,
        value: declared?.proof ?? '',
        hint: readiness.proofHint,
        maxLength: 400,
        mistake: mistake('proof'),
      })}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions"><button class="primary" aria-disabled=${this.pending}>${app.save}</button></div>
    </form>`;
  }
}
