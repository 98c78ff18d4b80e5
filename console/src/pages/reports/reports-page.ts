import type { ReportDetail, ReportHead } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { navigate, toast } from '../../components/emit.ts';
import type { ApiFailure } from '../../data/api-failure.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import './load-form.ts';
import { headWords } from './report-words.ts';
import { reportsNav, reportsNavStyles } from './reports-nav.ts';

/** The ward's reports, and the way to load one. */
@customElement('ww-reports-page')
export class ReportsPage extends PageElement {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    reportsNavStyles,
    css`
      ul.card > li {
        display: grid;
        gap: var(--space-1);
        padding-block: var(--space-4);
        border-block-start: var(--hairline) solid var(--ww-line);
        overflow-wrap: anywhere;
      }
      ul.card > li:first-child {
        padding-block-start: 0;
        border-block-start: 0;
      }
      ul.card > li:last-child {
        padding-block-end: 0;
      }
    `,
  ];

  readonly #list = new RequestController<{ reports: ReportHead[] }>(this);
  readonly #loading = new RequestController<ReportDetail>(this);

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { reports } = this.t;
    const { failure } = this.#loading;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${reports.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft narrow">${reports.intro}</p>
      ${reportsNav('/reports', this.t)}
      ${
        this.isAdmin
          ? html`<ww-load-form
              class="narrow"
              .pending=${this.#loading.isPending}
              .failure=${failure ? this.#words(failure) : ''}
              @ww-file=${(event: CustomEvent<{ file: File }>) => this.#send(event.detail.file)}
            ></ww-load-form>`
          : ''
      }
      ${this.requested(this.#list, this.#load, (list) => this.#rows(list.reports))}
    </div>`;
  }

  #rows(rows: readonly ReportHead[]): TemplateResult {
    const { reports } = this.t;
    if (rows.length === 0)
      return html`<ww-empty .heading=${reports.emptyTitle} .description=${reports.emptyText}></ww-empty>`;
    return html`<section class="section" aria-labelledby="list">
      <h2 id="list">${reports.list}</h2>
      <ul class="card">
        ${rows.map((row) => this.#row(row))}
      </ul>
    </section>`;
  }

  #row(row: ReportHead): TemplateResult {
    const { reports } = this.t;
    const n = (value: number): string => this.format.number(value);
    return html`<li>
      <h3><a href="/reports/${encodeURIComponent(row.id)}">${row.title}</a></h3>
      <p class="small">${headWords(row, this.t, this.format)}</p>
      <p class="small soft">
        ${reports.located(n(row.located), n(row.statements))} ·
        ${reports.loadedAt(this.format.moment(row.loadedAt, this.now))}
      </p>
    </li>`;
  }

  /** What the server says of another type of file speaks of pictures elsewhere. */
  #words(failure: ApiFailure): string {
    const { reports } = this.t;
    if (failure.code === 'file-type-refused') return reports.wrongType;
    return failure.code === 'too-large' ? reports.tooLarge : this.failureWords(failure);
  }

  async #send(file: File): Promise<void> {
    if (this.#loading.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#loading.run(clock, (signal) => api.reports.load(file, signal));
    if (!result?.ok) return;
    const { report, statements } = result.value;
    const located = statements.filter(({ passage }) => passage !== null).length;
    toast(this, this.t.reports.loaded(this.format.number(located), this.format.number(statements.length)));
    navigate(this, `/reports/${encodeURIComponent(report.id)}`, { replace: false });
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.reports.reports(signal));
  };
}
