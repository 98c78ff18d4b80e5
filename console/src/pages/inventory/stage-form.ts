import type { EquipmentRow } from '@wardwatch/shared/api';
import type { StageChange } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { stageNow } from './inventory-lines.ts';
import { nextStage, stageOf } from './item-request.ts';
import type { News } from './news.ts';
import { revisedNotice, revisedStyles } from './revised-notice.ts';
import { stageFields } from './stage-fields.ts';

/** One more stage in the life of an item. Sends `ww-submit` with a `StageChange`, and `ww-cancel`. */
@customElement('ww-stage-form')
export class StageForm extends LocalizedElement {
  static override styles = [base, text, button, field, revisedStyles];

  @property({ attribute: false }) row: EquipmentRow | undefined;
  /** Today in the ward, `YYYY-MM-DD`. */
  @property() day = '';
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @property({ attribute: false }) news: readonly News[] | 'gone' | undefined;
  readonly #form = new FormController<StageChange>(this, {
    isPending: () => this.pending,
    read: (data) => {
      const wrong = new Set<string>();
      const value = stageOf(data, '0', wrong);
      return wrong.size > 0 ? { wrong } : { value };
    },
    send: (change) => emit(this, 'ww-submit', change),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('select')?.focus();
  }

  override render(): TemplateResult | '' {
    const { app } = this.t;
    if (!this.row) return '';
    const change = { stage: nextStage(stageNow(this.row, this.day)), on: this.day, paper: '' };
    return html`<form novalidate @submit=${this.#form.submit}>
      <p><b>${this.row.name}</b></p>
      ${stageFields({ row: 0, change, t: this.t, mistake: (name, words) => this.#form.words(name, words) })}
      ${this.news ? revisedNotice(this.news, this.t) : ''}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${app.save}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }
}
