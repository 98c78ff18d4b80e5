import type { CriterionRow } from '@wardwatch/shared/api';
import { EQUIPMENT_KINDS, type EquipmentKind } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import { decimalText } from '../../components/money.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { type CriterionField, criterionRequest, thresholdsOf } from './criterion-request.ts';

/** A criterion as a person edits it. Sends `ww-submit` with a `CriterionRow`, and `ww-cancel`. */
@customElement('ww-criterion-form')
export class CriterionForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .kinds {
        columns: 12rem auto;
      }
      .kinds .choice {
        break-inside: avoid;
      }
    `,
  ];

  @property({ attribute: false }) row: CriterionRow | undefined;
  /** The row as the server has it by now: what is sent rests on it, while the fields keep what was typed. */
  @property({ attribute: false }) newest: CriterionRow | undefined;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form: FormController<CriterionRow, CriterionField> = new FormController<CriterionRow, CriterionField>(
    this,
    {
      isPending: () => this.pending,
      read: (data) => {
        const before = this.newest ?? this.row;
        return before ? criterionRequest(data, before) : { wrong: new Set() };
      },
      send: (row) => emit(this, 'ww-submit', row),
    },
  );

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult | '' {
    const { row } = this;
    if (!row) return '';
    const { criteria, app } = this.t;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${inputField({
        id: 'name',
        label: criteria.name,
        value: row.name,
        mistake: this.#form.words('name', criteria.mistakes.name),
      })}
      <p class="hint">${criteria.check}: ${criteria.kinds[row.check.kind]}</p>
      ${this.#thresholds(row)} ${'kinds' in row.check ? this.#kinds(row.check.kinds) : ''}
      <div class="field">
        <label for="sources">${criteria.sources}</label>
        <textarea
          id="sources"
          name="sources"
          maxlength="4000"
          .value=${row.sources.join('\n')}
          aria-invalid=${this.#form.wrong.has('sources')}
          aria-describedby="sources-mistake sources-hint"
        ></textarea>
        <span class="mistake" id="sources-mistake">${this.#form.words('sources', criteria.mistakes.sources)}</span>
        <span class="hint" id="sources-hint">${criteria.sourcesHint}</span>
      </div>
      <div>
        ${box('isMandatory', criteria.isMandatory, row.isMandatory)} ${box('isActive', criteria.isActive, row.isActive)}
      </div>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #thresholds({ check }: CriterionRow): TemplateResult[] {
    const { criteria } = this.t;
    return thresholdsOf(check).map(({ name, value }) =>
      inputField({
        id: name,
        label: criteria.thresholds[name],
        value: value === null ? '' : decimalText(value),
        maxLength: 8,
        hint: check.kind === 'declared' ? criteria.forEver : '',
        mistake: this.#form.words(name, criteria.mistakes.threshold),
      }),
    );
  }

  #kinds(chosen: readonly EquipmentKind[]): TemplateResult {
    const { criteria, inventory } = this.t;
    const mistake = this.#form.words('kinds', criteria.mistakes.kinds);
    return html`<fieldset class="field" aria-describedby="kinds-mistake">
      <legend>${criteria.equipmentKinds}</legend>
      <div class="kinds">
        ${EQUIPMENT_KINDS.map(
          (kind) =>
            html`<label class="choice"
              ><input
                type="checkbox"
                name="kinds"
                .value=${kind}
                ?checked=${chosen.includes(kind)}
                aria-invalid=${mistake !== ''}
              />${inventory.kinds[kind]}</label
            >`,
        )}
      </div>
      <span class="mistake" id="kinds-mistake">${mistake}</span>
    </fieldset>`;
  }
}

function box(name: string, words: string, isTicked: boolean): TemplateResult {
  return html`<label class="choice"><input type="checkbox" name=${name} ?checked=${isTicked} />${words}</label>`;
}
