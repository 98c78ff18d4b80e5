import type {
  BindStatementRequest,
  CriterionRow,
  ReportDetail,
  StatementResult,
  StatementRow,
  UpdateReportRequest,
  WardFigures,
} from '@wardwatch/shared/api';
import type { Passage } from '@wardwatch/shared/model';
import { type Statement, statementOf } from '@wardwatch/shared/statements';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../components/dialog.ts';
import { navigate, toast } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { MediaController } from '../../components/media-controller.ts';
import { RequestController } from '../../data/request-controller.ts';
import { locale } from '../../i18n/language.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import { parsePeriodChoice, type PeriodChoice, writePeriodChoice } from '../period.ts';
import '../period-picker.ts';
import { choiceKey, keyChoice, ledgerOf } from '../readiness/figures-period.ts';
import './place-form.ts';
import './report-form.ts';
import type { ReportText } from './report-text.ts';
import './report-text.ts';
import { headWords } from './report-words.ts';
import { reportPageStyles } from './report-page-styles.ts';
import './statement-lists.ts';
import './statement-panel.ts';
import type { Target } from './target-form.ts';

/** What lies above the page: the report's own particulars, or the place of a statement. */
type Asked =
  | { kind: 'report'; /** As it was when its form was opened. */ report: ReportDetail['report'] }
  | { kind: 'place'; id: string; passage: Passage | null };

/** A report of the ward with its own text, each statement held against the figures of a period. */
@customElement('ww-report-page')
export class ReportPage extends FleetPage {
  static override styles = [base, text, button, card, page, reportPageStyles];

  @property() reportId = '';
  /** Query of the address. */
  @property() query = '';
  @state() private chosen = '';
  @state() private asked: Asked | undefined;
  /** The statement whose passage the reader selects in the text. */
  @state() private placing = '';
  @state() private criteria: readonly CriterionRow[] = [];
  @query('ww-report-text') private readonly shownText!: ReportText | null;

  readonly #report = new RequestController<ReportDetail>(this);
  readonly #figures = new RequestController<WardFigures>(this);
  readonly #change = new RequestController<true>(this);
  readonly #wide = new MediaController(this, '(width >= 64rem)');
  #loadedReport = '';
  #loadedFigures = '';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('reportId') && this.reportId !== this.#loadedReport) void this.#open();
    // Figures of documents lead to one statement.
    if (changed.has('query'))
      this.chosen = statementOf(new URLSearchParams(this.query).get('statement') ?? '')?.id ?? '';
    const key = this.#key;
    if (key !== undefined && this.now > 0 && `${this.reportId} ${key}` !== this.#loadedFigures)
      void this.#loadFigures();
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${this.#report.value?.report.title ?? this.t.reports.one}</h1>
        ${this.asOf()}
      </header>
      <p><a href="/reports">${icon('back')} ${this.t.reports.title}</a></p>
      ${this.requested(this.#report, this.#open, (detail) => this.#shown(detail))} ${this.#dialogs()}
    </div>`;
  }

  /** The period of the address, else that of the report; undefined before the report is there. */
  get #key(): string | undefined {
    const params = new URLSearchParams(this.query);
    if (params.has('period')) return choiceKey(parsePeriodChoice(params, 'quarter'), this.now);
    return this.#report.value?.report.period;
  }

  get #choice(): PeriodChoice {
    return keyChoice(this.#key ?? '') ?? parsePeriodChoice(new URLSearchParams(this.query), 'quarter');
  }

  get #results(): ReadonlyMap<string, StatementResult> {
    return new Map(this.#figures.value?.statements.map((one) => [one.statementId, one]));
  }

  #shown(detail: ReportDetail): TemplateResult {
    const { reports } = this.t;
    const { report, statements, notes } = detail;
    return html`<div class="tools">
        <p>${headWords(report, this.t, this.format)}</p>
        ${
          this.isAdmin
            ? html`<button type="button" @click=${() => this.#ask({ kind: 'report', report })}>${reports.edit}</button>`
            : ''
        }
      </div>
      ${notes.map((note) => html`<p class="soft small">${icon('alert')} ${reports.notes[note]}</p>`)}
      <section class="section" aria-label=${reports.period}>
        <ww-period-picker
          .choice=${this.#choice}
          .now=${this.now}
          @ww-period=${(event: CustomEvent<PeriodChoice>) => this.#go(event.detail)}
        ></ww-period-picker>
        ${this.requested(this.#figures, this.#loadFigures, (figures) => this.#freshness(figures))}
      </section>
      ${this.placing === '' ? '' : this.#placingBar(this.placing)}
      <div class="both">
        <section class="section card" aria-labelledby="text">
          <div>
            <h2 id="text">${reports.text}</h2>
            <p class="soft small">${reports.textHint}</p>
          </div>
          <ww-report-text
            .blocks=${report.blocks}
            .rows=${statements}
            .results=${this.#results}
            .chosen=${this.chosen}
            @ww-statement=${(event: CustomEvent<{ id: string }>) => this.#choose(event.detail.id)}
          ></ww-report-text>
        </section>
        <div class="aside">
          ${this.#wide.matches && this.chosen !== '' ? this.#sidePanel(this.chosen) : ''}
          <ww-statement-lists
            .rows=${statements}
            .results=${this.#figures.value?.statements ?? []}
            .editable=${this.isAdmin}
            @ww-statement=${(event: CustomEvent<{ id: string }>) => this.#choose(event.detail.id)}
            @ww-place=${(event: CustomEvent<{ id: string }>) => this.#askPlace(event.detail.id)}
            @ww-absent=${(event: CustomEvent<{ id: string }>) => this.#bindAs(event.detail.id, 'absent')}
          ></ww-statement-lists>
        </div>
      </div>`;
  }

  #freshness({ asOf, isOver }: WardFigures): TemplateResult {
    const { reports } = this.t;
    const words = [reports.asOf(this.format.dateTime(asOf)), ...(isOver ? [] : [reports.running])].join(' · ');
    const isOwn = !new URLSearchParams(this.query).has('period');
    return html`<p class="soft small">
      ${words} ${isOwn ? '' : html`· <a href="/reports/${encodeURIComponent(this.reportId)}">${reports.ofReport}</a>`}
    </p>`;
  }

  #sidePanel(id: string): TemplateResult {
    return html`<section class="panel card" aria-labelledby="statement">
      <header>
        <h2 id="statement" tabindex="-1">${nameOf(id)}</h2>
        <button class="plain" type="button" aria-label=${this.t.app.close} @click=${this.#unchoose}>
          ${icon('close')}
        </button>
      </header>
      ${this.#panel(id)}
    </section>`;
  }

  #panel(id: string): TemplateResult {
    const figures = this.#figures.value;
    const { failure } = this.#change;
    const key = this.#key ?? '';
    const choice = keyChoice(key);
    const params = new URLSearchParams();
    if (choice) writePeriodChoice(params, choice, 'quarter');
    return html`<ww-statement-panel
      .statement=${statementOf(id)}
      .row=${this.#row(id)}
      .result=${this.#results.get(id)}
      .criteria=${this.criteria}
      .names=${this.names}
      .ledger=${figures ? ledgerOf(figures) : '/ledger'}
      .readiness=${`/readiness?${params}`}
      .editable=${this.isAdmin}
      .pending=${this.#change.isPending}
      .failure=${failure && !this.asked ? this.failureWords(failure) : ''}
      @ww-accept=${() => this.#bindAs(id, 'accepted')}
      @ww-absent=${() => this.#bindAs(id, 'absent')}
      @ww-place=${() => this.#askPlace(id)}
      @ww-target=${(event: CustomEvent<Target>) => this.#setTarget(id, event.detail)}
    ></ww-statement-panel>`;
  }

  #placingBar(id: string): TemplateResult {
    const { reports, app } = this.t;
    return html`<div class="placing" role="status">
      <p>${reports.byMouseHint(nameOf(id))}</p>
      <button
        class="primary"
        type="button"
        @pointerdown=${(event: Event) => event.preventDefault()}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => this.#askPlace(id, this.shownText?.selected)}
      >
        ${reports.useSelection}
      </button>
      <button type="button" @click=${() => (this.placing = '')}>${app.cancel}</button>
    </div>`;
  }

  #dialogs(): TemplateResult {
    const { reports } = this.t;
    const { asked, chosen } = this;
    const isPanelOpen = !this.#wide.matches && chosen !== '' && !asked && this.placing === '';
    return html`<ww-dialog .open=${asked?.kind === 'report'} .heading=${reports.editTitle} @ww-close=${this.#hide}
        >${asked?.kind === 'report' ? this.#reportForm(asked) : ''}</ww-dialog
      >
      <ww-dialog .open=${asked?.kind === 'place'} .heading=${reports.placeTitle} @ww-close=${this.#hide}
        >${asked?.kind === 'place' ? this.#placeForm(asked) : ''}</ww-dialog
      >
      <ww-dialog .open=${isPanelOpen} .heading=${chosen === '' ? '' : nameOf(chosen)} @ww-close=${this.#unchoose}
        >${isPanelOpen ? this.#panel(chosen) : ''}</ww-dialog
      >`;
  }

  #reportForm({ report }: Extract<Asked, { kind: 'report' }>): TemplateResult {
    const { failure } = this.#change;
    return html`<ww-report-form
      autofocus
      .report=${report}
      .newest=${this.#report.value?.report}
      .now=${this.now}
      .pending=${this.#change.isPending}
      .failure=${failure ? this.failureWords(failure) : ''}
      @ww-cancel=${this.#hide}
      @ww-submit=${(event: CustomEvent<UpdateReportRequest>) => this.#update(event.detail)}
    ></ww-report-form>`;
  }

  #placeForm({ id, passage }: Extract<Asked, { kind: 'place' }>): TemplateResult {
    const { failure } = this.#change;
    return html`<ww-place-form
      autofocus
      .blocks=${this.#report.value?.report.blocks ?? []}
      .passage=${passage}
      .statement=${nameOf(id)}
      .pending=${this.#change.isPending}
      .failure=${failure ? this.failureWords(failure) : ''}
      @ww-cancel=${this.#hide}
      @ww-by-mouse=${() => this.#startPlacing(id)}
      @ww-submit=${(event: CustomEvent<Passage>) => this.#place(id, event.detail)}
    ></ww-place-form>`;
  }

  #row(id: string): StatementRow | undefined {
    return this.#report.value?.statements.find(({ statementId }) => statementId === id);
  }

  async #choose(id: string): Promise<void> {
    this.#change.reset();
    this.chosen = id;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#statement')?.focus({ preventScroll: true });
  }

  /** The focus goes back to the label in the text that the panel was about. */
  readonly #unchoose = (): void => {
    const id = this.chosen;
    this.chosen = '';
    this.shownText?.show(id);
  };

  readonly #hide = (): void => {
    this.asked = undefined;
  };

  #ask(asked: Asked): void {
    this.#change.reset();
    this.asked = asked;
  }

  #askPlace(id: string, passage?: Passage): void {
    this.placing = '';
    this.#ask({ kind: 'place', id, passage: passage ?? this.#row(id)?.passage ?? null });
  }

  #startPlacing(id: string): void {
    this.#hide();
    this.placing = id;
  }

  #go(choice: PeriodChoice): void {
    const params = new URLSearchParams({ period: choice.period });
    writePeriodChoice(params, choice, 'quarter');
    navigate(this, `/reports/${encodeURIComponent(this.reportId)}?${params}`, { replace: true });
  }

  #bindAs(id: string, as: 'accepted' | 'absent'): void {
    const row = this.#row(id);
    if (!row) return;
    const { target, dueOn, revision } = row;
    const passage = as === 'absent' ? null : row.passage;
    const { reports } = this.t;
    const words = as === 'absent' ? reports.absentNow : reports.accepted;
    void this.#bind(id, { passage, state: as, target, dueOn, revision }, words);
  }

  #place(id: string, passage: Passage): void {
    const { target = null, dueOn = null, revision = 0 } = this.#row(id) ?? {};
    void this.#bind(id, { passage, state: 'placed', target, dueOn, revision }, this.t.reports.placedNow);
  }

  /** Who sets a target has looked at the passage. */
  #setTarget(id: string, { target, dueOn }: Target): void {
    const row = this.#row(id);
    if (!row) return;
    const as = row.state === 'placed' ? 'placed' : 'accepted';
    const request: BindStatementRequest = { passage: row.passage, state: as, target, dueOn, revision: row.revision };
    void this.#bind(id, request, this.t.reports.targetSaved);
  }

  async #bind(id: string, request: BindStatementRequest, words: string): Promise<void> {
    if (this.#change.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#change.run(clock, () => api.reports.bind(this.reportId, id, request));
    // What was typed stays; saved again, it rests on what the other one saved.
    if (result && !result.ok && result.failure.code === 'revised') await this.#reload();
    if (!result?.ok) return;
    this.#hide();
    if (request.state === 'absent' && this.chosen === id) this.chosen = '';
    toast(this, words);
    await this.#reload();
  }

  async #update(request: UpdateReportRequest): Promise<void> {
    if (this.#change.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#change.run(clock, () => api.reports.update(this.reportId, request));
    if (result && !result.ok && result.failure.code === 'revised') await this.#reload();
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.reports.saved);
    await this.#reload();
  }

  async #reload(): Promise<void> {
    const { api, clock } = this.services;
    await this.#report.run(clock, (signal) => api.reports.report(this.reportId, signal));
    await this.#loadFigures();
  }

  readonly #open = async (): Promise<void> => {
    if (this.reportId !== this.#loadedReport) {
      this.#report.reset();
      this.#figures.reset();
      this.chosen = '';
    }
    this.#loadedReport = this.reportId;
    const { api, clock } = this.services;
    const [, criteria] = await Promise.all([
      this.#report.run(clock, (signal) => api.reports.report(this.reportId, signal)),
      api.readiness.criteria(),
    ]);
    // Without their names, criteria are shown by their ids.
    if (criteria.ok) this.criteria = criteria.value.criteria;
  };

  readonly #loadFigures = async (): Promise<void> => {
    const key = this.#key;
    if (key === undefined) return;
    this.#loadedFigures = `${this.reportId} ${key}`;
    const { api, clock } = this.services;
    await this.#figures.run(clock, (signal) => api.readiness.figures(key, this.reportId, signal));
  };
}

/** The name of a statement in the reader's language; its id where this version knows none. */
function nameOf(id: string): string {
  const statement: Statement | undefined = statementOf(id);
  return statement?.name[locale().language] ?? id;
}
