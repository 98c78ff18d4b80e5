import {
  ATTACHMENT_TYPES,
  MAX_ATTACHMENT_BYTES,
  type PaperRow,
  type PriceRow,
  type SiteRow,
} from '@wardwatch/shared/api';
import type { BudgetLine } from '@wardwatch/shared/model';
import { lineMoney, lineWarnings } from '@wardwatch/shared/papers';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import '../../components/dialog.ts';
import { emit } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { decimalText } from '../../components/money.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, rowTable, text } from '../../theme/shared-styles.ts';
import { outageAddress } from '../ledger/ledger-query.ts';
import { page } from '../page-styles.ts';
import { budgetStyles } from './budget-styles.ts';
import './budget-totals.ts';
import './line-form.ts';
import { lineOf } from './line-request.ts';
import { nextLineId, type PaperEdit } from './paper-edit.ts';

const MB = 1_048_576;

/** What a dialog is about. */
type Asked = { kind: 'edit' | 'add' | 'remove'; line: BudgetLine };

declare global {
  interface HTMLElementTagNameMap {
    'ww-budget-editor': BudgetEditor;
  }
}

/**
 * The lines of a budget request with what each is asked for. Sends `ww-edit` with a `PaperEdit`, `ww-quote` with the
 * line's id and a file, and `ww-renew` where prices and suggestions are to be taken anew.
 */
@customElement('ww-budget-editor')
export class BudgetEditor extends LocalizedElement {
  static override styles = [base, text, button, card, page, rowTable(css`60rem`), budgetStyles];

  @property({ attribute: false }) paper: PaperRow | undefined;
  @property({ attribute: false }) prices: readonly PriceRow[] = [];
  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  /** The line that a link led to. */
  @property() focusLine = '';
  @property({ type: Boolean }) editable = false;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused the last change, in words. */
  @property() failure = '';
  @state() private asked: Asked | undefined;
  @state() private tooLarge = false;

  /** The change was saved: its form closes. */
  closeForm(): void {
    this.asked = undefined;
  }

  override render(): TemplateResult | '' {
    const { paper } = this;
    if (!paper) return '';
    const { budget } = this.t;
    return html`<section class="section">
      <p class="soft narrow">${budget.intro}</p>
      ${this.tooLarge ? html`<ww-failure .description=${budget.quotationLarge(this.#mostMb)}></ww-failure>` : ''}
      ${this.failure !== '' && !this.asked ? html`<ww-failure .description=${this.failure}></ww-failure>` : ''}
      ${
        paper.lines.length === 0
          ? html`<ww-empty .heading=${budget.emptyTitle} .description=${budget.emptyText}>
              <a class="button" href="/readiness">${budget.criteria}</a>
            </ww-empty>`
          : html`<ww-budget-totals .lines=${paper.lines}></ww-budget-totals>
              <div class="card rows">${this.#table(paper.lines)}</div>`
      }
      ${
        this.editable
          ? html`<div class="tools">
              <button type="button" class="primary" @click=${() => this.#add(paper.lines)}>
                ${icon('plus')}${budget.add}
              </button>
              <button type="button" aria-disabled=${this.pending} @click=${this.#renew}>${budget.renew}</button>
            </div>`
          : ''
      }
      ${this.#dialog()}
    </section>`;
  }

  get #mostMb(): string {
    return this.format.number(MAX_ATTACHMENT_BYTES / MB, 0);
  }

  #table(lines: readonly BudgetLine[]): TemplateResult {
    const { columns } = this.t.budget;
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${columns.place}</th>
          <th scope="col">${columns.name}</th>
          <th scope="col" class="number">${columns.quantity}</th>
          <th scope="col" class="number">${columns.unitPrice}</th>
          <th scope="col" class="number">${columns.vat}</th>
          <th scope="col" class="number">${columns.total}</th>
          <th scope="col">${columns.proof}</th>
          ${this.editable ? html`<th scope="col">${columns.actions}</th>` : ''}
        </tr>
      </thead>
      <tbody>
        ${lines.map((line, index) => this.#line(line, index))}
      </tbody>
    </table>`;
  }

  #line(line: BudgetLine, index: number): TemplateResult {
    const { budget } = this.t;
    const { columns } = budget;
    const figure = (dong: number): string => this.format.number(dong, 0);
    return html`<tr class=${line.id === this.focusLine ? 'here' : ''} id="line-${line.id}">
      <td class="place">${index + 1}</td>
      <th scope="row">
        ${line.name}
        <span class="soft small"
          >${line.specs === '' ? '' : html`${line.specs}<br />`}${budget.kinds[line.kind]} ·
          ${budget.phaseNamed(String(line.phase))}${line.priceBasis === '' ? '' : html` · ${line.priceBasis}`}</span
        >
      </th>
      <td class="number" data-label=${columns.quantity}>${decimalText(line.quantity)} ${line.unit}</td>
      <td class="number" data-label=${columns.unitPrice}>${figure(line.unitPrice)}</td>
      <td class="number" data-label=${columns.vat}>${decimalText(line.vatPercent)}%</td>
      <td class="number total" data-label=${columns.total}>${figure(lineMoney(line).gross)}</td>
      <td>${this.#proof(line)}</td>
      ${this.editable ? html`<td>${this.#tools(line)}</td>` : ''}
    </tr>`;
  }

  #proof(line: BudgetLine): TemplateResult {
    const { budget } = this.t;
    const warnings = lineWarnings(line);
    const outages = line.outageIds;
    return html`<div class="proof small">
      ${
        warnings.includes('line-without-proof')
          ? html`<ww-chip tone="warning" .picture=${'alert'} .label=${budget.noProof}></ww-chip>`
          : html`<span>${[...line.criteria, ...line.statements].join(', ')}</span>`
      }
      ${
        warnings.includes('line-without-price')
          ? html`<ww-chip tone="warning" .picture=${'alert'} .label=${budget.noPrice}></ww-chip>`
          : ''
      }
      ${line.siteIds.length === 0 ? '' : html`<span class="soft">${budget.siteCount(this.format.number(line.siteIds.length))}</span>`}
      ${
        outages.length === 0
          ? ''
          : html`<details>
              <summary>${budget.outageCount(this.format.number(outages.length))}</summary>
              <ul>
                ${outages.map((id) => html`<li><a href=${outageAddress(id)}>${id}</a></li>`)}
              </ul>
            </details>`
      }
      ${line.quotations.map(
        ({ hash, name }) =>
          html`<a class="file" href="/api/attachments/${hash}" download=${name}>${icon('clip')}${name}</a>`,
      )}
    </div>`;
  }

  #tools(line: BudgetLine): TemplateResult {
    const { budget, app } = this.t;
    const isSaved = this.paper?.lines.some(({ id }) => id === line.id) ?? false;
    return html`<div class="tools">
      <button type="button" aria-label=${budget.editNamed(line.name)} @click=${() => this.#ask('edit', line)}>
        ${app.edit}
      </button>
      <button type="button" aria-label=${budget.removeNamed(line.name)} @click=${() => this.#ask('remove', line)}>
        ${budget.remove}
      </button>
      ${
        isSaved
          ? html`<label class="button"
              >${icon('clip')}${budget.quotations}
              <input
                class="unseen"
                type="file"
                accept=${ATTACHMENT_TYPES.join(',')}
                aria-label=${budget.addQuotationNamed(line.name)}
                title=${budget.quotationHint(this.#mostMb)}
                @change=${(event: Event) => this.#quote(event, line.id)}
            /></label>`
          : ''
      }
    </div>`;
  }

  #dialog(): TemplateResult {
    const { asked } = this;
    const { budget } = this.t;
    const heading = { add: budget.add, edit: budget.edit, remove: budget.removeTitle }[asked?.kind ?? 'edit'];
    return html`<ww-dialog .open=${asked !== undefined} .heading=${heading} @ww-close=${() => this.closeForm()}>
      ${asked ? (asked.kind === 'remove' ? this.#removal(asked.line) : this.#form(asked)) : ''}
    </ww-dialog>`;
  }

  #form({ kind, line }: Asked): TemplateResult {
    return html`<ww-line-form
      autofocus
      .line=${line}
      .fresh=${kind === 'add'}
      .prices=${this.prices}
      .sites=${this.sites}
      .pending=${this.pending}
      .failure=${this.failure}
      @ww-cancel=${() => this.closeForm()}
      @ww-submit=${(event: CustomEvent<BudgetLine>) =>
        this.#send({ kind: kind === 'add' ? 'add-line' : 'line', line: event.detail })}
    ></ww-line-form>`;
  }

  #removal(line: BudgetLine): TemplateResult {
    const { budget, app } = this.t;
    return html`<div class="removal">
      <p>${budget.removeText(line.name)}</p>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="tools">
        <button
          type="button"
          class="danger"
          aria-disabled=${this.pending}
          @click=${() => this.#send({ kind: 'remove-line', id: line.id })}
        >
          ${budget.removeConfirm}
        </button>
        <button type="button" @click=${() => this.closeForm()}>${app.cancel}</button>
      </div>
    </div>`;
  }

  #add(lines: readonly BudgetLine[]): void {
    this.#ask('add', lineOf(nextLineId(lines), undefined));
  }

  #ask(kind: Asked['kind'], line: BudgetLine): void {
    this.asked = { kind, line };
  }

  readonly #renew = (): void => {
    if (!this.pending) emit(this, 'ww-renew', {});
  };

  #send(edit: PaperEdit): void {
    if (!this.pending) emit(this, 'ww-edit', edit);
  }

  #quote(event: Event, lineId: string): void {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    const [file] = input.files ?? [];
    input.value = '';
    this.tooLarge = file !== undefined && file.size > MAX_ATTACHMENT_BYTES;
    if (file && !this.tooLarge) emit(this, 'ww-quote', { lineId, file });
  }
}
