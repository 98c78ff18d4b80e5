import type { IndicatorRow } from '@wardwatch/shared/api';
import { localDateOf } from '@wardwatch/shared/calendar';
import type { IndicatorValue } from '@wardwatch/shared/model';
import { statementOf } from '@wardwatch/shared/statements';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { RequestController } from '../../data/request-controller.ts';
import { locale } from '../../i18n/language.ts';
import { base, button, card, table, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import { reportsNav, reportsNavStyles } from '../reports/reports-nav.ts';
import './indicator-form.ts';
import { type KnownIndicator, knownIndicators } from './indicator-request.ts';

/** Figures that nobody measures: the last one, its history, who reports it. */
@customElement('ww-indicators-page')
export class IndicatorsPage extends PageElement {
  static override styles = [
    base,
    text,
    button,
    card,
    table,
    page,
    reportsNavStyles,
    css`
      ul.card > li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-1) var(--space-4);
        padding-block: var(--space-4);
        border-block-start: var(--hairline) solid var(--ww-line);
        overflow-wrap: anywhere;
      }
      ul.card > li:first-child {
        padding-block-start: 0;
        border-block-start: 0;
      }
      .what {
        display: grid;
        gap: var(--space-1);
        min-width: 0;
      }
      details {
        grid-column: 1 / -1;
      }
      button {
        align-self: start;
      }
      @media (width < 40rem) {
        ul.card > li {
          grid-template-columns: minmax(0, 1fr);
          row-gap: var(--space-3);
        }
      }
    `,
  ];

  readonly #list = new RequestController<{ indicators: IndicatorRow[] }>(this);
  readonly #change = new RequestController<true>(this);
  @state() private edited: IndicatorRow | undefined;

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { indicators } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${indicators.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft narrow">${indicators.intro}</p>
      ${reportsNav('/indicators', this.t)}
      ${this.requested(this.#list, this.#load, (list) => this.#rows(list.indicators))} ${this.#dialog()}
    </div>`;
  }

  #rows(rows: readonly IndicatorRow[]): TemplateResult {
    return html`<ul class="card">
      ${knownIndicators().map((known) =>
        this.#row(
          known,
          rows.find(({ id }) => id === known.id),
        ),
      )}
    </ul>`;
  }

  #row(known: KnownIndicator, row: IndicatorRow | undefined): TemplateResult {
    const { indicators } = this.t;
    const name = known.name[locale().language];
    const last = row?.values.at(-1);
    return html`<li id=${known.id}>
      <div class="what">
        <h2>${name}</h2>
        <p>
          ${
            last
              ? html`<b>${this.#value(last)}</b>
                  <span class="soft">${indicators.last(this.format.localDate(last.on))}</span>`
              : html`<span class="soft">${indicators.noValue}</span>`
          }
        </p>
        <p class="small soft">${indicators.owner}: ${row && row.owner !== '' ? row.owner : indicators.noOwner}</p>
        ${this.#statements(known)}
      </div>
      ${
        this.isAdmin
          ? html`<button
              type="button"
              aria-label=${indicators.addNamed(name)}
              @click=${() => this.#edit(row ?? { id: known.id, name: known.name.vi, owner: '', values: [], revision: 0 })}
            >
              ${icon('plus')}${indicators.add}
            </button>`
          : ''
      }
      ${row && row.values.length > 1 ? this.#history(row, name) : ''}
    </li>`;
  }

  #statements({ statementIds }: KnownIndicator): TemplateResult | '' {
    if (statementIds.length < 2) return '';
    const names = statementIds.map((id) => statementOf(id)?.name[locale().language] ?? id);
    return html`<p class="small soft">${this.t.indicators.statements}: ${names.join('; ')}</p>`;
  }

  #value({ part, whole, note }: IndicatorValue): string {
    if (part === null) return note;
    const written = this.format.number(part);
    return whole === null
      ? written
      : this.t.indicators.share(written, this.format.number(whole), this.format.percent(part / whole));
  }

  #history({ values }: IndicatorRow, name: string): TemplateResult {
    const { indicators } = this.t;
    return html`<details>
      <summary>${indicators.historyCount(this.format.number(values.length))}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="${indicators.history}: ${name}">
        <table>
          <thead>
            <tr>
              <th scope="col">${indicators.columns.on}</th>
              <th scope="col">${indicators.columns.value}</th>
              <th scope="col">${indicators.columns.note}</th>
            </tr>
          </thead>
          <tbody>
            ${values.toReversed().map(
              (value) =>
                html`<tr>
                  <td>${this.format.localDate(value.on)}</td>
                  <td>${value.part === null ? '' : this.#value(value)}</td>
                  <td>${value.note}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  #dialog(): TemplateResult {
    const { failure } = this.#change;
    return html`<ww-dialog
      .open=${this.edited !== undefined}
      .heading=${this.t.indicators.formTitle}
      @ww-close=${this.#hide}
    >
      ${
        this.edited
          ? html`<ww-indicator-form
              autofocus
              .row=${this.edited}
              .newest=${this.#list.value?.indicators.find(({ id }) => id === this.edited?.id)}
              .today=${localDateOf(this.now)}
              .pending=${this.#change.isPending}
              .failure=${failure ? this.failureWords(failure) : ''}
              @ww-cancel=${this.#hide}
              @ww-submit=${(event: CustomEvent<IndicatorRow>) => this.#save(event.detail)}
            ></ww-indicator-form>`
          : ''
      }
    </ww-dialog>`;
  }

  #edit(row: IndicatorRow): void {
    this.#change.reset();
    this.edited = row;
  }

  readonly #hide = (): void => {
    this.edited = undefined;
  };

  async #save(row: IndicatorRow): Promise<void> {
    if (this.#change.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#change.run(clock, () => api.reports.saveIndicator(row));
    // What was typed stays; saved again, it rests on what the other one saved.
    if (result && !result.ok && result.failure.code === 'revised') await this.#load();
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.indicators.saved);
    await this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.reports.indicators(signal));
  };
}
