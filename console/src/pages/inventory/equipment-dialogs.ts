import { consume } from '@lit/context';
import type { EquipmentRow, Inventory, SaveEquipmentRequest } from '@wardwatch/shared/api';
import type { StageChange } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/dialog.ts';
import { emit, toast } from '../../components/emit.ts';
import '../../components/notices.ts';
import type { ApiResult } from '../../data/api-failure.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import type { ItemQuestion } from './equipment-list.ts';
import type { Named } from './item-form.ts';
import './item-form.ts';
import { inOrder } from './item-request.ts';
import { itemNews, type News } from './news.ts';
import { revisedNotice, revisedStyles } from './revised-notice.ts';
import './stage-form.ts';

/**
 * A question that is open. `first` is the item that the fields began with, so that nothing typed is lost; `latest` is
 * the newest that the reader has seen; `'gone'` where somebody deleted it.
 */
interface Asked {
  question: ItemQuestion['question'];
  first: EquipmentRow | undefined;
  latest: EquipmentRow | undefined | 'gone';
}

/** The dialogs in which equipment is entered and changed. Sends `ww-changed` once the server took a change. */
@customElement('ww-equipment-dialogs')
export class EquipmentDialogs extends LocalizedElement {
  static override styles = [base, text, button, field, revisedStyles];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property() siteId = '';
  /** Today in the ward, `YYYY-MM-DD`. */
  @property() day = '';
  @property({ attribute: false }) devices: readonly Named[] = [];
  @property({ attribute: false }) criteria: readonly Named[] = [];
  @state() private asked: Asked | undefined;
  readonly #change = new RequestController<EquipmentRow | true>(this);
  readonly #newest = new RequestController<Inventory>(this);

  /** Asks. */
  show(question: ItemQuestion): void {
    const first = 'item' in question ? question.item : undefined;
    this.#change.reset();
    this.asked = { question: question.question, first, latest: first };
  }

  override render(): TemplateResult {
    const { inventory } = this.t;
    const headings = {
      add: inventory.addItem,
      edit: inventory.editItem,
      stage: inventory.addStage,
      remove: inventory.removeTitle,
    };
    const heading = this.asked ? headings[this.asked.question] : '';
    return html`<ww-dialog .open=${this.asked !== undefined} .heading=${heading} @ww-close=${this.#hide}>
      ${this.asked ? this.#content(this.asked) : ''}
    </ww-dialog>`;
  }

  #content(asked: Asked): TemplateResult | '' {
    if (asked.question === 'remove') return this.#removal(asked);
    if (asked.question === 'stage')
      return html`<ww-stage-form
        autofocus
        .row=${asked.first}
        .day=${this.day}
        .pending=${this.#isPending}
        .failure=${this.#failure(asked)}
        .news=${this.#news(asked)}
        @ww-cancel=${this.#hide}
        @ww-submit=${(event: CustomEvent<StageChange>) => this.#addStage(event.detail, asked)}
      ></ww-stage-form>`;
    return html`<ww-item-form
      autofocus
      .row=${asked.first}
      .siteId=${this.siteId}
      .day=${this.day}
      .devices=${this.devices}
      .criteria=${this.criteria}
      .pending=${this.#isPending}
      .failure=${this.#failure(asked)}
      .news=${this.#news(asked)}
      @ww-cancel=${this.#hide}
      @ww-submit=${(event: CustomEvent<SaveEquipmentRequest>) => this.#save(event.detail, asked)}
    ></ww-item-form>`;
  }

  #removal(asked: Asked): TemplateResult | '' {
    const { inventory, app } = this.t;
    const { first } = asked;
    if (!first) return '';
    const failure = this.#failure(asked);
    const news = this.#news(asked);
    return html`<div class="fields">
      <p>${inventory.removeText(first.name)}</p>
      ${news && news !== 'gone' ? revisedNotice(news, this.t) : ''}
      ${failure === '' ? '' : html`<ww-failure .description=${failure}></ww-failure>`}
      <div class="actions">
        <button type="button" class="danger" aria-disabled=${this.#isPending} @click=${() => this.#remove(asked)}>
          ${inventory.removeConfirm}
        </button>
        <button type="button" @click=${this.#hide}>${app.cancel}</button>
      </div>
    </div>`;
  }

  get #isPending(): boolean {
    return this.#change.isPending || this.#newest.isPending;
  }

  #isRevised({ first, latest }: Asked): boolean {
    return first !== latest;
  }

  #failure(asked: Asked): string {
    const { failure } = this.#change;
    if (!failure || (failure.code === 'revised' && this.#isRevised(asked))) return '';
    return failureWords(failure, this.t, this.format);
  }

  #news(asked: Asked): readonly News[] | 'gone' | undefined {
    const { first, latest } = asked;
    if (!this.#isRevised(asked) || !first || !latest) return undefined;
    const name = (all: readonly Named[], id: string): string => all.find((one) => one.id === id)?.name ?? id;
    const names = {
      device: (id: string) => name(this.devices, id),
      criterion: (id: string) => name(this.criteria, id),
    };
    return latest === 'gone' ? latest : itemNews(first, latest, names, this.t, this.format);
  }

  /** Saves on top of the newest that the reader has seen; what is gone is entered anew. */
  #save(typed: SaveEquipmentRequest, { latest }: Asked): Promise<void> {
    const { id: _id, ...fields } = typed;
    const request =
      latest === 'gone' || !latest
        ? { ...fields, revision: 0 }
        : { ...fields, id: latest.id, revision: latest.revision };
    return this.#finish(() => this.services.api.inventory.saveItem(request), this.t.inventory.saved);
  }

  #addStage(change: StageChange, asked: Asked): Promise<void> {
    const item = asked.latest === 'gone' || !asked.latest ? asked.first : asked.latest;
    if (!item) return Promise.resolve();
    return this.#save({ ...item, stages: inOrder([...item.stages, change]) }, asked);
  }

  #remove({ first, latest }: Asked): Promise<void> {
    const item = latest === 'gone' || !latest ? first : latest;
    if (!item) return Promise.resolve();
    return this.#finish(() => this.services.api.inventory.removeItem(item.id, item.revision), this.t.inventory.removed);
  }

  async #finish(call: () => Promise<ApiResult<EquipmentRow | true>>, words: string): Promise<void> {
    if (this.#isPending) return;
    const result = await this.#change.run(this.services.clock, call);
    if (!result) return;
    if (result.ok) {
      this.#hide();
      toast(this, words);
      emit(this, 'ww-changed', {});
    } else if (result.failure.code === 'revised' || result.failure.code === 'not-found') await this.#loadNewest();
  }

  /** What somebody else saved; where that does not come either, the refusal itself stays in words. */
  async #loadNewest(): Promise<void> {
    const { api, clock } = this.services;
    const result = await this.#newest.run(clock, (signal) => api.inventory.all(signal));
    if (!result?.ok || !this.asked?.first) return;
    const { id } = this.asked.first;
    this.asked = { ...this.asked, latest: result.value.items.find((item) => item.id === id) ?? 'gone' };
  }

  readonly #hide = (): void => {
    this.asked = undefined;
  };
}
