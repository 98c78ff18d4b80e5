import type { EquipmentRow, SaveEquipmentRequest } from '@wardwatch/shared/api';
import { EQUIPMENT_KINDS, MAX_STAGES, type StageChange } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { icon } from '../../components/icons.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { textField } from '../../components/text-field.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { itemRequest } from './item-request.ts';
import type { News } from './news.ts';
import { revisedNotice, revisedStyles } from './revised-notice.ts';
import { stageFields } from './stage-fields.ts';

/** Something to choose by its name. */
export interface Named {
  id: string;
  name: string;
}

/** A piece of equipment as a person enters it. Sends `ww-submit` with a `SaveEquipmentRequest`, and `ww-cancel`. */
@customElement('ww-item-form')
export class ItemForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    revisedStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .list {
        display: grid;
        gap: var(--space-4);
      }
      .list > button,
      fieldset > button {
        justify-self: start;
      }
      fieldset {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border: var(--hairline) solid var(--ww-line);
        border-radius: var(--radius-md);
      }
      legend {
        padding-inline: var(--space-2);
        margin-inline-start: calc(-1 * var(--space-2));
        font-size: var(--text-sm);
      }
    `,
  ];

  /** What the fields show at first; undefined for a new item. */
  @property({ attribute: false }) row: EquipmentRow | undefined;
  @property() siteId = '';
  /** Today in the ward, `YYYY-MM-DD`. */
  @property() day = '';
  @property({ attribute: false }) devices: readonly Named[] = [];
  @property({ attribute: false }) criteria: readonly Named[] = [];
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @property({ attribute: false }) news: readonly News[] | 'gone' | undefined;
  /** Rows of stages by their numbers, so that what is typed in one stays when another goes. */
  @state() private stages: readonly number[] = [];
  #rowCount = 0;
  readonly #form = new FormController<SaveEquipmentRequest>(this, {
    isPending: () => this.pending,
    read: (data) => itemRequest(data, this.siteId, this.row),
    send: (request) => emit(this, 'ww-submit', request),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.stages = (this.row?.stages ?? [undefined]).map(() => this.#rowCount++);
  }

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('select')?.focus();
  }

  override render(): TemplateResult {
    const { inventory, app } = this.t;
    const { itemMistakes } = inventory;
    const { row } = this;
    return html`<form novalidate @submit=${this.#form.submit}>
      <div class="pair">
        ${this.#choice('kind', inventory.itemKind, this.#kinds, row?.kind ?? 'access-point')}
        ${this.#line('quantity', inventory.quantity, String(row?.quantity ?? 1), itemMistakes.quantity, 6)}
      </div>
      ${this.#line('name', inventory.itemName, row?.name ?? '', itemMistakes.name, 120, inventory.itemNameHint)}
      ${this.#line('specs', inventory.specs, row?.specs ?? '', itemMistakes.specs, 400, inventory.specsHint)}
      ${this.#choice('criterionId', inventory.criterion, this.#known(this.criteria, row?.criterionId, inventory.noCriterion), row?.criterionId ?? '')}
      ${this.#choice('deviceId', inventory.device, this.#known(this.devices, row?.deviceId, inventory.noDevice), row?.deviceId ?? '')}
      ${this.#stages()}
      ${textField({
        id: 'note',
        label: inventory.note,
        value: row?.note ?? '',
        hint: inventory.notSecret,
        mistake: this.#form.words('note', itemMistakes.note),
      })}
      ${this.news ? revisedNotice(this.news, this.t) : ''}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${this.news ? inventory.saveOver : app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  get #kinds(): (readonly [string, string])[] {
    return EQUIPMENT_KINDS.map((kind) => [kind, this.t.inventory.kinds[kind]]);
  }

  /** What can be chosen; what is chosen stays a choice although it is known no more. */
  #known(all: readonly Named[], chosen: string | null | undefined, none: string): (readonly [string, string])[] {
    const choices = all.map(({ id, name }) => [id, name] as const);
    const isKnown = chosen == null || all.some(({ id }) => id === chosen);
    return [['', none], ...choices, ...(isKnown ? [] : [[chosen, this.t.inventory.goneDevice] as const])];
  }

  #choice(id: string, label: string, options: readonly (readonly [string, string])[], chosen: string): TemplateResult {
    return choiceField({ id, label, options, chosen, onChoose: () => undefined });
  }

  #line(id: string, label: string, value: string, rule: string, maxLength: number, hint = ''): TemplateResult {
    return inputField({ id, label, value, maxLength, hint, mistake: this.#form.words(id, rule) });
  }

  #stages(): TemplateResult {
    const { inventory } = this.t;
    const add = (): void => {
      const id = this.#rowCount++;
      this.stages = [...this.stages, id];
      void this.#focusOn(`#stage-${id}`);
    };
    return html`<section class="list" aria-labelledby="life">
      <h3 id="life">${inventory.life}</h3>
      ${repeat(
        this.stages,
        (id) => id,
        (id, index) => this.#stage(id, index),
      )}
      ${
        this.stages.length < MAX_STAGES
          ? html`<button id="add-stage" type="button" @click=${add}>${icon('plus')}${inventory.addStage}</button>`
          : ''
      }
    </section>`;
  }

  #stage(id: number, index: number): TemplateResult {
    const { inventory } = this.t;
    const place = this.format.number(index + 1);
    const change: StageChange = this.row?.stages[id] ?? { stage: 'in-use', on: this.day, paper: '' };
    const remove = (): void => {
      this.stages = this.stages.filter((row) => row !== id);
      void this.#focusOn('#add-stage');
    };
    return html`<fieldset>
      <legend>${inventory.stageNumber(place)}</legend>
      <div class="pair">
        ${stageFields({ row: id, change, t: this.t, mistake: (name, words) => this.#form.words(name, words) })}
      </div>
      ${
        this.stages.length > 1
          ? html`<button type="button" class="plain" @click=${remove}>${inventory.removeStage(place)}</button>`
          : ''
      }
    </fieldset>`;
  }

  /** The focus goes on with the row that came, or stays near the one that went. */
  async #focusOn(selector: string): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }
}
