import { consume } from '@lit/context';
import type { OutageList } from '@wardwatch/shared/api';
import type { LedgerRow } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changeWords } from '../../components/change-words.ts';
import '../../components/dialog.ts';
import { emit, toast } from '../../components/emit.ts';
import { FormController, type FormReading } from '../../components/form-controller.ts';
import { icon } from '../../components/icons.ts';
import '../../components/notices.ts';
import '../../components/spinner.ts';
import type { ApiResult } from '../../data/api-failure.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { questionFields } from './question-fields.ts';
import { actionOf, fileMistake, type Mistake, type Question } from './question.ts';

/** Rows this close to the outage may be merged into it. */
const NEARBY_MS = 7 * 24 * 3_600_000;

/**
 * A question that is open. `first` is the row as it was shown: what the fields began with, so that nothing typed is
 * lost. `base` is the row that the answer is based on: the newest that the reader has seen.
 */
interface Asked {
  question: Question;
  first: LedgerRow;
  base: LedgerRow;
}

/** The dialogs in which an officer decides about a row. Sends `ww-changed` once the ledger took it. */
@customElement('ww-outage-dialogs')
export class OutageDialogs extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .revised {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-3) var(--space-4);
        border: var(--hairline) solid var(--ww-warning-line);
        border-radius: var(--radius-md);
        background: var(--ww-warning-soft);
      }
      .revised ul {
        padding-inline-start: 1.1rem;
        list-style: disc;
      }
      fieldset {
        max-height: 16rem;
        overflow: auto;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property({ attribute: false }) row: LedgerRow | undefined;
  /** The server's time, UTC milliseconds. */
  @property({ type: Number }) now = 0;
  @state() private asked: Asked | undefined;
  @state() private mistake: Mistake | undefined;
  /** What is new in the row since the reader saw it, in sentences; undefined where it was not revised. */
  @state() private news: readonly string[] | undefined;
  readonly #request = new RequestController<true>(this);
  readonly #form = new FormController<() => Promise<ApiResult<true>>>(this, {
    isPending: () => this.#request.isPending,
    read: (data) => this.#read(data),
    send: (call) => this.#send(call),
  });
  readonly #nearby = new RequestController<OutageList>(this);

  /** Asks. */
  show(question: Question): void {
    const { row } = this;
    if (!row) return;
    this.#request.reset();
    this.mistake = undefined;
    this.news = undefined;
    this.asked = { question, first: row, base: row };
    if (question === 'merge') void this.#loadNearby(row);
  }

  override render(): TemplateResult {
    const heading = this.asked ? this.t.outage[`${this.asked.question}Action`] : '';
    return html`<ww-dialog .open=${this.asked !== undefined} .heading=${heading} @ww-close=${this.#hide}>
      ${this.asked ? this.#fields(this.asked) : ''}
    </ww-dialog>`;
  }

  #fields({ question, first }: Asked): TemplateResult {
    const { t, format, mistake, now } = this;
    const nearby = this.#nearby.value && this.#mergeable(this.#nearby.value, first);
    const failure = this.#request.failure ?? this.#nearby.failure;
    const isRevised = failure?.code === 'row-revised' && this.news !== undefined;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${questionFields({ question, row: first, mistake, nearby, now, t, format })}
      ${this.news ? this.#revised(this.news) : ''}
      ${failure && !isRevised ? html`<ww-failure .description=${failureWords(failure, t, format)}></ww-failure>` : ''}
      <div class="actions">
        <button class="primary" aria-disabled=${this.#request.isPending}>
          ${this.news ? t.outage.sendAgain : t.outage[`${question}Action`]}
        </button>
        <button type="button" @click=${this.#hide}>${t.app.cancel}</button>
      </div>
    </form>`;
  }

  #revised(news: readonly string[]): TemplateResult {
    const { outage } = this.t;
    const lines = news.length === 0 ? [outage.noChange] : news;
    return html`<div class="revised" role="alert">
      <p>${icon('alert')} ${outage.revised}</p>
      <ul>
        ${lines.map((line) => html`<li>${line}</li>`)}
      </ul>
    </div>`;
  }

  #mergeable(list: OutageList, row: LedgerRow): LedgerRow[] {
    return list.rows.filter(
      ({ id, siteId, subject, status }) =>
        id !== row.id &&
        siteId === row.siteId &&
        subject === row.subject &&
        (status === 'ongoing' || status === 'closed'),
    );
  }

  async #loadNearby(row: LedgerRow): Promise<void> {
    const kind = row.subject.split(':')[0] ?? row.subject;
    const query = new URLSearchParams({
      from: String(Math.max(0, row.from - NEARBY_MS)),
      until: String(Math.floor(row.until ?? this.now) + NEARBY_MS),
      subject: kind,
      limit: '500',
      ...(row.siteId === null ? {} : { site: row.siteId }),
    });
    this.#nearby.reset();
    await this.#nearby.run(this.services.clock, (signal) => this.services.api.ledger.outages(`${query}`, signal));
  }

  #read(data: FormData): FormReading<() => Promise<ApiResult<true>>, string> {
    const call = this.asked ? this.#callOf(this.asked, data) : { field: '', words: '' };
    this.mistake = 'field' in call ? call : undefined;
    return 'field' in call ? { wrong: new Set([call.field]) } : { value: call.send };
  }

  async #send(call: () => Promise<ApiResult<true>>): Promise<void> {
    const { asked } = this;
    const result = await this.#request.run(this.services.clock, call);
    if (result?.ok) this.#finish();
    else if (asked && result?.failure.code === 'row-revised') await this.#takeNews(asked, result.failure.row);
  }

  /** What is sent, or what is wrong with the form. */
  #callOf({ question, base: row }: Asked, data: FormData): Mistake | { send: () => Promise<ApiResult<true>> } {
    const { ledger } = this.services.api;
    if (question !== 'attach') {
      const action = actionOf(question, data, row, this.now, this.t);
      return 'field' in action ? action : { send: () => ledger.act(row.id, action) };
    }
    const chosen = data.get('file');
    const file = chosen instanceof File ? chosen : undefined;
    const words = fileMistake(file, row, this.t, this.format);
    if (words !== undefined || !file) return { field: 'file', words: words ?? this.t.outage.fileRule };
    return { send: () => ledger.attach(row.id, file, row.revisionNumber) };
  }

  /** The next try is based on the row as it is now; the reader sees what is new in it first. */
  async #takeNews(asked: Asked, newest: LedgerRow | undefined): Promise<void> {
    const row = newest ?? (await this.#askForRow(asked.base.id));
    if (!row || this.asked?.first !== asked.first) return;
    this.news = changeWords(asked.first, row, this.t, this.format);
    this.asked = { ...asked, base: row };
  }

  async #askForRow(id: string): Promise<LedgerRow | undefined> {
    const result = await this.services.api.ledger.outage(id);
    return result.ok ? result.value.row : undefined;
  }

  #finish(): void {
    this.#hide();
    toast(this, this.t.outage.saved);
    emit(this, 'ww-changed', {});
  }

  readonly #hide = (): void => {
    this.asked = undefined;
  };
}
