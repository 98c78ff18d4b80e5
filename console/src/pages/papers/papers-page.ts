import type { CreatePaperRequest, PaperDetail, PaperRow, ReportHead } from '@wardwatch/shared/api';
import { PAPER_STATUSES, type PaperStatus } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import '../../components/chip.ts';
import { navigate, toast } from '../../components/emit.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import './paper-maker.ts';
import { paperAddress, paperTitle, STATUS_LOOKS, wasOpen } from './paper-words.ts';
import { papersParts, partsStyles } from './papers-parts.ts';

interface Loaded {
  papers: readonly PaperRow[];
  reports: readonly ReportHead[];
}

/** The ward's documents by where they stand, and the way to a new one. */
@customElement('ww-papers-page')
export class PapersPage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    partsStyles,
    css`
      .lists {
        display: grid;
        gap: var(--space-5);
      }
      .lists h2 {
        margin-block-end: var(--space-2);
      }
      li {
        display: grid;
        gap: var(--space-1);
        padding-block: var(--space-2);
        border-block-start: var(--hairline) solid var(--ww-line);
        overflow-wrap: anywhere;
      }
      li:first-child {
        border-block-start: 0;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-3);
      }
      .row a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
    `,
  ];

  readonly #list = new RequestController<Loaded>(this);
  readonly #making = new RequestController<PaperDetail>(this);

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { papers } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${papers.title}</h1>
        ${this.asOf()}
      </header>
      ${papersParts(this.t, '/papers')}
      <p class="soft narrow">${papers.intro}</p>
      ${this.requested(this.#list, this.#load, (loaded) => this.#shown(loaded))}
    </div>`;
  }

  #shown({ papers: rows, reports }: Loaded): TemplateResult {
    const { papers } = this.t;
    const { failure } = this.#making;
    return html`${
      this.isAdmin && this.now > 0
        ? html`<ww-paper-maker
            .reports=${reports}
            .now=${this.now}
            .pending=${this.#making.isPending}
            .failure=${failure ? this.failureWords(failure) : ''}
            @ww-make=${(event: CustomEvent<CreatePaperRequest>) => this.#make(event.detail)}
          ></ww-paper-maker>`
        : ''
    }
    ${
      rows.length === 0
        ? html`<ww-empty .heading=${papers.emptyTitle} .description=${papers.emptyText}></ww-empty>`
        : html`<div class="lists">${PAPER_STATUSES.map((status) => this.#section(status, rows))}</div>`
    }`;
  }

  #section(status: PaperStatus, all: readonly PaperRow[]): TemplateResult {
    const { papers } = this.t;
    const rows = all.filter((row) => row.status === status);
    const id = `status-${status}`;
    return html`<section class="card" aria-labelledby=${id}>
      <h2 id=${id}>${papers.statuses[status]} <span class="soft small">${this.format.number(rows.length)}</span></h2>
      ${
        rows.length === 0
          ? html`<p class="soft">${papers.statusEmpty[status]}</p>`
          : html`<ul>
              ${rows.map((row) => this.#row(row))}
            </ul>`
      }
    </section>`;
  }

  #row(row: PaperRow): TemplateResult {
    const { papers } = this.t;
    const { tone, picture } = STATUS_LOOKS[row.status];
    const { number, issuedOn } = row;
    return html`<li>
      <div class="row">
        <a href=${paperAddress(row.id)}>${paperTitle(row, this.t, this.format)}</a>
        <ww-chip .tone=${tone} .picture=${picture} .label=${papers.statuses[row.status]}></ww-chip>
      </div>
      <p class="soft small">
        ${number === null || issuedOn === null ? '' : html`${papers.issuedAs(String(number), this.format.localDate(issuedOn))} · `}${row.id}
        · ${papers.madeBy(this.names.person(row.createdBy), this.format.dateTime(row.createdAt))} ·
        ${papers.changedAt(this.format.dateTime(row.changedAt))}
      </p>
    </li>`;
  }

  async #make(request: CreatePaperRequest): Promise<void> {
    const { api, clock } = this.services;
    const result = await this.#making.run(clock, () => api.papers.create(request));
    if (!result?.ok) return;
    const { paper } = result.value;
    const known = this.#list.value?.papers ?? [];
    toast(this, wasOpen(paper, known) ? this.t.papers.opened : this.t.papers.made);
    navigate(this, paperAddress(paper.id), { replace: false });
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, async (signal) => {
      const [papers, reports] = await Promise.all([api.papers.papers(signal), api.reports.reports(signal)]);
      if (!papers.ok) return papers;
      // Without the list of reports a document can still be made: one that compares with none.
      return { ok: true, value: { papers: papers.value.papers, reports: reports.ok ? reports.value.reports : [] } };
    });
  };
}
