import type { EquipmentRow } from '@wardwatch/shared/api';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { emit } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { STAGE_LOOKS, stageChip } from '../../components/stage-chip.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { stageNow } from './inventory-lines.ts';

/** What may be asked of an item, or of the list (`add`). */
export type ItemQuestion = { question: 'add' } | { question: 'edit' | 'stage' | 'remove'; item: EquipmentRow };

/** Names of what items refer to by id. */
export interface ItemNames {
  device(id: string): string | undefined;
  criterion(id: string): string;
}

/** The equipment of a site, each piece with its life. Sends `ww-ask` with an `ItemQuestion` where it may be changed. */
@customElement('ww-equipment-list')
export class EquipmentList extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }
      .items > li {
        display: grid;
        gap: var(--space-3);
        padding-block: var(--space-4);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      .items > li:first-child {
        padding-block-start: 0;
        border-block-start: 0;
      }
      .items > li:last-child {
        padding-block-end: 0;
      }
      .what {
        display: grid;
        align-content: start;
        gap: var(--space-1);
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .head,
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-3);
      }
      .tools {
        align-self: start;
        gap: var(--space-2);
      }
      .what a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      ol {
        display: grid;
        gap: var(--space-1);
        margin-block-start: var(--space-1);
        padding-inline-start: var(--space-1);
      }
      ol li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-2);
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      ol .icon {
        margin-block-start: 0.2em;
      }
      ol li[aria-current] {
        color: var(--ww-text);
        font-weight: var(--weight-medium);
      }
      .add {
        justify-self: start;
      }
      @media (width >= 40rem) {
        .items > li {
          grid-template-columns: minmax(0, 1fr) auto;
          column-gap: var(--space-4);
        }
        .tools {
          flex-direction: column;
          align-items: stretch;
        }
      }
    `,
  ];

  @property({ attribute: false }) items: readonly EquipmentRow[] = [];
  @property({ attribute: false }) names: ItemNames | undefined;
  /** Today in the ward, `YYYY-MM-DD`. */
  @property() day = '';
  @property({ type: Boolean }) editable = false;

  override render(): TemplateResult {
    const { inventory } = this.t;
    return html`<section class="card" aria-labelledby="equipment">
      <h2 id="equipment">${inventory.equipment}</h2>
      ${
        this.items.length === 0
          ? html`<p class="soft">${inventory.equipmentEmpty}</p>`
          : html`<ul class="items">
              ${repeat(
                this.items,
                ({ id }) => id,
                (item) => this.#item(item),
              )}
            </ul>`
      }
      ${
        this.editable
          ? html`<button type="button" class="primary add" @click=${() => this.#ask({ question: 'add' })}>
              ${icon('plus')}${inventory.addItem}
            </button>`
          : ''
      }
    </section>`;
  }

  #item(item: EquipmentRow): TemplateResult {
    const { t, format } = this;
    const { inventory } = t;
    const what =
      item.quantity === 1
        ? inventory.kinds[item.kind]
        : inventory.counted(format.number(item.quantity), inventory.kinds[item.kind]);
    const beneath = [item.id, what, item.specs].filter((part) => part !== '');
    return html`<li>
      <div class="what">
        <div class="head">
          <h3>${item.name}</h3>
          ${stageChip(stageNow(item, this.day), t)}
        </div>
        <p class="soft small">${beneath.join(' · ')}</p>
        ${item.criterionId === null ? '' : html`<p class="small">${item.criterionId}: ${this.names?.criterion(item.criterionId) ?? ''}</p>`}
        ${item.deviceId === null ? '' : this.#device(item.deviceId)}
        ${item.note === '' ? '' : html`<p class="small">${item.note}</p>`} ${this.#life(item)}
      </div>
      ${this.editable ? this.#tools(item) : ''}
    </li>`;
  }

  #device(id: string): TemplateResult {
    const name = this.names?.device(id);
    if (name === undefined) return html`<p class="soft small">${this.t.inventory.goneDevice}</p>`;
    return html`<p class="small">
      ${this.t.inventory.device}: <a href="/devices/${encodeURIComponent(id)}">${name}</a>
    </p>`;
  }

  #life({ stages }: EquipmentRow): TemplateResult {
    const { inventory } = this.t;
    const present = stages.findLastIndex(({ on }) => on <= this.day);
    return html`<ol aria-label=${inventory.life}>
      ${stages.map(
        ({ stage, on, paper }, index) =>
          html`<li aria-current=${index === present ? 'step' : nothing}>
            ${icon(STAGE_LOOKS[stage].picture)}
            <span
              >${this.format.localDate(on)}: ${inventory.stages[stage]}${paper === '' ? '' : html`<br />${paper}`}</span
            >
          </li>`,
      )}
    </ol>`;
  }

  #tools(item: EquipmentRow): TemplateResult {
    const { inventory, app } = this.t;
    const act = (question: 'edit' | 'stage' | 'remove', words: string, named: string): TemplateResult =>
      html`<button type="button" aria-label=${named} @click=${() => this.#ask({ question, item })}>${words}</button>`;
    // What was once in use is retired; only what was entered by mistake is deleted.
    const wasInUse = item.stages.some(({ stage }) => stage === 'in-use');
    return html`<div class="tools">
      ${act('stage', inventory.addStage, inventory.addStageNamed(item.name))}
      ${act('edit', app.edit, inventory.editNamed(item.name))}
      ${wasInUse ? '' : act('remove', inventory.removeItem, inventory.removeNamed(item.name))}
    </div>`;
  }

  #ask(question: ItemQuestion): void {
    emit(this, 'ww-ask', question);
  }
}
