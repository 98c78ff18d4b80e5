import { EQUIPMENT_KINDS, SITE_KINDS } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, field } from '../../theme/shared-styles.ts';
import { HOUSE_STAGES } from './inventory-lines.ts';
import { type InventoryQuery, parseInventoryQuery } from './inventory-query.ts';

/**
 * Chooses what of the inventory is shown. Sends `ww-view` with a `Partial<InventoryQuery>`, and `ww-typed` with the
 * text while it is typed.
 */
@customElement('ww-inventory-filters')
export class InventoryFilters extends LocalizedElement {
  static override styles = [
    base,
    field,
    css`
      .filters {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
        gap: var(--space-3);
      }
      @media (width < 40rem) {
        .filters {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .field:has(#search) {
          grid-column: 1 / -1;
        }
      }
      @media (width >= 60rem) {
        .filters {
          grid-template-columns: 1.6fr 1fr 1fr 1fr;
        }
      }
    `,
  ];

  @property({ attribute: false }) view: InventoryQuery = parseInventoryQuery(new URLSearchParams());

  override render(): TemplateResult {
    const { inventory, siteKinds } = this.t;
    const { view } = this;
    const list = <Value extends string>(
      all: string,
      values: readonly Value[],
      words: Readonly<Record<Value, string>>,
    ): (readonly [string, string])[] => [['', all], ...values.map((value) => [value, words[value]] as const)];
    return html`<div class="filters" role="search" aria-label=${inventory.filters}>
      <div class="field">
        <label for="search">${inventory.search}</label>
        <input
          id="search"
          type="search"
          autocomplete="off"
          maxlength="120"
          .value=${view.text}
          aria-describedby="search-hint"
          @input=${this.#onText}
          @compositionend=${this.#onText}
          @change=${this.#onTextDone}
        />
        <span class="hint" id="search-hint">${inventory.searchHint}</span>
      </div>
      ${choiceField({
        id: 'kind',
        label: inventory.siteKind,
        options: list(inventory.allSiteKinds, SITE_KINDS, siteKinds),
        chosen: view.kind,
        onChoose: (value) => this.#choose({ kind: SITE_KINDS.find((kind) => kind === value) ?? '' }),
      })}
      ${choiceField({
        id: 'stage',
        label: inventory.stage,
        options: list(inventory.allStages, HOUSE_STAGES, inventory.stages),
        chosen: view.stage,
        onChoose: (value) => this.#choose({ stage: HOUSE_STAGES.find((stage) => stage === value) ?? '' }),
      })}
      ${choiceField({
        id: 'lacks',
        label: inventory.lacks,
        options: list(inventory.anyLack, EQUIPMENT_KINDS, inventory.kinds),
        chosen: view.lacks,
        onChoose: (value) => this.#choose({ lacks: EQUIPMENT_KINDS.find((kind) => kind === value) ?? '' }),
      })}
    </div>`;
  }

  /** Half a syllable is no word to search for: what an input method still composes is waited for. */
  readonly #onText = (event: Event): void => {
    if (event instanceof InputEvent && event.isComposing) return;
    if (event.target instanceof HTMLInputElement) emit(this, 'ww-typed', { text: event.target.value });
  };

  readonly #onTextDone = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.#choose({ text: event.target.value });
  };

  #choose(change: Partial<InventoryQuery>): void {
    emit(this, 'ww-view', change);
  }
}
