import type { ServiceRow, SystemRow } from '@wardwatch/shared/api';
import type { ReportSystem } from '@wardwatch/shared/statements';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { locale } from '../../i18n/language.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { SYSTEM_STATUSES, type SystemField, systemRequest } from './system-request.ts';

/** How a system is watched, and its state by hand. Sends `ww-submit` with a `SystemRow`, and `ww-cancel`. */
@customElement('ww-system-form')
export class SystemForm extends LocalizedElement {
  static override styles = [base, text, button, field];

  @property({ attribute: false }) system: ReportSystem | undefined;
  @property({ attribute: false }) row: SystemRow | undefined;
  /** The row as the server has it by now: what is sent rests on it, while the fields keep what was typed. */
  @property({ attribute: false }) newest: SystemRow | undefined;
  @property({ attribute: false }) services: readonly ServiceRow[] = [];
  /** The ward's day. */
  @property() today = '';
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  readonly #form: FormController<SystemRow, SystemField> = new FormController<SystemRow, SystemField>(this, {
    isPending: () => this.pending,
    read: (data) => {
      const before = this.newest ?? this.row;
      return before && this.system ? systemRequest(data, before, this.system, this.today) : { wrong: new Set() };
    },
    send: (row) => emit(this, 'ww-submit', row),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('input, select')?.focus();
  }

  override render(): TemplateResult | '' {
    const { system, row } = this;
    if (!system || !row) return '';
    const { systems, app } = this.t;
    const isNever = system.watched.by === 'never';
    return html`<form novalidate @submit=${this.#form.submit}>
      <p>${system.name[locale().language]}</p>
      ${isNever ? html`<p class="hint">${systems.never}</p>` : ''}
      ${system.watched.by === 'service' ? this.#services(row) : ''} ${this.#status(row)}
      ${inputField({
        id: 'on',
        label: systems.on,
        type: 'date',
        value: row.on ?? this.today,
        mistake: this.#form.words('on', systems.mistakes.on),
      })}
      ${
        isNever
          ? ''
          : inputField({
              id: 'note',
              label: systems.note,
              value: row.note,
              hint: systems.noteHint,
              maxLength: 400,
              mistake: this.#form.words('note', systems.mistakes.note),
            })
      }
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  #services({ serviceIds }: SystemRow): TemplateResult {
    const { systems } = this.t;
    if (this.services.length === 0)
      return html`<p class="hint">${systems.noneToBind} <a href="/services">${systems.toServices}</a></p>`;
    return html`<fieldset class="field">
      <legend>${systems.services}</legend>
      ${this.services.map(
        ({ id, name }) =>
          html`<label class="choice"
            ><input type="checkbox" name="serviceIds" .value=${id} ?checked=${serviceIds.includes(id)} />${name}</label
          >`,
      )}
    </fieldset>`;
  }

  #status({ status }: SystemRow): TemplateResult {
    const { systems } = this.t;
    return html`<div class="field">
      <label for="status">${systems.status}</label>
      <select id="status" name="status">
        <option value="" ?selected=${status === null}>${systems.noStatus}</option>
        ${SYSTEM_STATUSES.map(
          (one) => html`<option value=${one} ?selected=${one === status}>${systems.statuses[one]}</option>`,
        )}
      </select>
    </div>`;
  }
}
