import type { PriceRow } from '@wardwatch/shared/api';
import { addDays, localDateOf } from '@wardwatch/shared/calendar';
import type { Price } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import { decimalText, moneyText } from '../../components/money.ts';
import '../../components/two-versions.ts';
import { differences, type TwoVersions } from '../../components/differences.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import { papersParts, partsStyles } from './papers-parts.ts';
import './price-form.ts';
import { recordList } from './record-list-styles.ts';

/** A price older than so many days is to be asked for anew. */
const OLD_DAYS = 365;

/** The price list that budgets are made of: usual ranges as hints, the officer's prices with what they rest on. */
@customElement('ww-prices-page')
export class PricesPage extends FleetPage {
  static override styles = [base, text, button, card, page, partsStyles, recordList];

  readonly #list = new RequestController<{ prices: PriceRow[] }>(this);
  readonly #change = new RequestController<true>(this);
  @state() private asked: PriceRow | undefined;
  /** A price that was refused because somebody else had changed it. */
  @state() private refused: Price | undefined;

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { prices } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${prices.title}</h1>
        ${this.asOf()}
      </header>
      ${papersParts(this.t, '/papers/prices')}
      <p class="soft narrow">${prices.intro}</p>
      ${this.requested(this.#list, this.#load, (list) => this.#rows(list.prices))} ${this.#dialogs()}
    </div>`;
  }

  #rows(rows: readonly PriceRow[]): TemplateResult {
    const { prices } = this.t;
    if (rows.length === 0)
      return html`<ww-empty .heading=${prices.emptyTitle} .description=${prices.emptyText}></ww-empty>`;
    return html`<ul class="records card">
      ${rows.map((row) => this.#row(row))}
    </ul>`;
  }

  #row(row: PriceRow): TemplateResult {
    const { prices, app, budget } = this.t;
    const figure = (dong: number): string => this.format.number(dong, 0);
    const isOld = row.on !== null && row.on < addDays(localDateOf(this.now), -OLD_DAYS);
    return html`<li>
      <div class="what">
        <h2>${row.name}</h2>
        <p class="marks">
          ${
            row.amount === null
              ? html`<ww-chip tone="quiet" .picture=${'state-never'} .label=${prices.noAmount}></ww-chip>`
              : html`<b>${prices.amountOf(figure(row.amount), row.unit)}</b>
                  <span class="soft small">${prices.beforeVat(decimalText(row.vatPercent))}</span>`
          }
          ${isOld ? html`<ww-chip tone="warning" .picture=${'alert'} .label=${prices.old}></ww-chip>` : ''}
        </p>
        ${row.basis === '' || row.on === null ? '' : html`<p class="small">${prices.basisOn(row.basis, this.format.localDate(row.on))}</p>`}
        <p class="soft small">
          ${row.id} ·
          ${budget.kinds[row.kind]}${row.timesAYear > 1 ? html` · ${prices.timesAYear(String(row.timesAYear))}` : ''}${
            row.criteria.length === 0 ? '' : html` · ${row.criteria.join(', ')}`
          }
        </p>
        ${
          row.hint
            ? html`<p class="soft small">
                <i
                  >${prices.hint(figure(row.hint.low), figure(row.hint.high))}.
                  ${prices.hintSource(row.hint.source)}.</i
                >
              </p>`
            : ''
        }
      </div>
      ${
        this.isAdmin
          ? html`<button type="button" aria-label=${prices.editNamed(row.name)} @click=${() => this.#ask(row)}>
              ${app.edit}
            </button>`
          : ''
      }
    </li>`;
  }

  #dialogs(): TemplateResult {
    const { prices, papers } = this.t;
    const { asked, refused } = this;
    const { failure } = this.#change;
    return html`<ww-dialog .open=${asked !== undefined} .heading=${prices.edit} @ww-close=${this.#hide}>
        ${
          asked
            ? html`<ww-price-form
                autofocus
                .row=${asked}
                .pending=${this.#change.isPending}
                .failure=${failure && !refused ? this.failureWords(failure) : ''}
                @ww-cancel=${this.#hide}
                @ww-submit=${(event: CustomEvent<Price>) => this.#save(event.detail, asked.revision)}
              ></ww-price-form>`
            : ''
        }
      </ww-dialog>
      <ww-dialog required .open=${refused !== undefined} .heading=${papers.conflictTitle}>
        ${refused ? this.#conflict(refused) : ''}
      </ww-dialog>`;
  }

  #conflict(mine: Price): TemplateResult {
    const theirs = this.#list.value?.prices.find(({ id }) => id === mine.id);
    return html`<ww-two-versions
      .versions=${this.#versions(mine, theirs)}
      .pending=${this.#change.isPending}
      @ww-mine=${() => this.#save(mine, theirs?.revision ?? 0)}
      @ww-theirs=${this.#hide}
    ></ww-two-versions>`;
  }

  #versions(mine: Price, theirs: Price | undefined): TwoVersions[] {
    const { prices } = this.t;
    const part = (label: string, words: (item: Price) => string): TwoVersions => ({
      label,
      mine: words(mine),
      theirs: theirs ? words(theirs) : '',
    });
    return differences([
      part(prices.name, ({ name }) => name),
      part(prices.unit, ({ unit }) => unit),
      part(prices.amount, ({ amount }) => moneyText(amount)),
      part(prices.basis, ({ basis }) => basis),
      part(prices.on, ({ on }) => (on === null ? '' : this.format.localDate(on))),
      part(prices.vatPercent, ({ vatPercent }) => decimalText(vatPercent)),
    ]);
  }

  #ask(row: PriceRow): void {
    this.#change.reset();
    this.asked = row;
  }

  readonly #hide = (): void => {
    this.asked = undefined;
    this.refused = undefined;
  };

  async #save(item: Price, revision: number): Promise<void> {
    const { api, clock } = this.services;
    if (this.#change.isPending) return;
    const result = await this.#change.run(clock, () => api.papers.savePrice({ ...item, revision }));
    if (!result) return;
    if (result.ok) {
      this.#hide();
      toast(this, this.t.prices.saved);
    }
    const isRevised = !result.ok && result.failure.code === 'revised';
    if (result.ok || isRevised) await this.#load();
    if (isRevised) this.refused = item;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.papers.prices(signal));
  };
}
