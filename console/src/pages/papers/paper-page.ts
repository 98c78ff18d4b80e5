import type { PaperChanges, PaperDetail, PaperStatusRequest, PriceRow } from '@wardwatch/shared/api';
import { html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import '../../components/dialog.ts';
import { navigate, toast } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { tabs, tabStyles } from '../../components/tabs.ts';
import '../../components/two-versions.ts';
import type { ApiFailure, ApiResult } from '../../data/api-failure.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import './budget-editor.ts';
import './discard-question.ts';
import { editVersions } from './edit-versions.ts';
import './issue-form.ts';
import type { IssueRequest } from './issue-request.ts';
import './paper-changes.ts';
import { drafts } from './paper-drafts.ts';
import { editedPaper, type PaperEdit } from './paper-edit.ts';
import { paperPageStyles } from './paper-page-styles.ts';
import './paper-sheet.ts';
import './paper-warnings.ts';
import { fileAddress, PAPER_FILES, paperAddress, paperTitle, STATUS_LOOKS } from './paper-words.ts';

type View = 'sheet' | 'lines';

const byName = new Intl.Collator('vi', { numeric: true });

/** One document: as it will be printed, what to look at, its budget, its files, and its way to being issued. */
@customElement('ww-paper-page')
export class PaperPage extends FleetPage {
  static override styles = [base, text, button, card, page, tabStyles, paperPageStyles];

  @property() paperId = '';
  /** Query of the address: `?view=lines`, `?line=3`. */
  @property() query = '';

  readonly #detail = new RequestController<PaperDetail>(this);
  readonly #changes = new RequestController<PaperChanges>(this);
  readonly #prices = new RequestController<{ prices: PriceRow[] }>(this);
  readonly #saving = new RequestController<true>(this);
  readonly #moving = new RequestController<true>(this);
  readonly #correcting = new RequestController<PaperDetail>(this);
  @state() private isIssuing = false;
  @state() private isDiscarding = false;
  /** A change that the server refused because somebody else had changed the document. */
  @state() private refused: PaperEdit | undefined;
  #loadedId = '';
  #leave: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leave = new AbortController();
    const warn = (event: Event): void => {
      if (drafts.has(this.paperId) || this.refused) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn, { signal: this.#leave.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.abort();
  }

  override willUpdate(_changed: PropertyValues<this>): void {
    if (this.paperId === this.#loadedId) return;
    for (const request of [this.#detail, this.#changes, this.#saving, this.#moving, this.#correcting]) request.reset();
    this.refused = undefined;
    void this.#load();
  }

  override render(): TemplateResult {
    const { papers } = this.t;
    const paper = this.#detail.value?.paper;
    return html`<div class="page">
      <nav aria-label=${papers.parts}><a href="/papers">← ${papers.title}</a></nav>
      <header>
        <h1 tabindex="-1">${paper ? paperTitle(paper, this.t, this.format) : `${papers.title} ${this.paperId}`}</h1>
        ${this.asOf()}
      </header>
      ${this.#body()}
    </div>`;
  }

  #body(): TemplateResult {
    if (this.#detail.failure?.code === 'not-found' && !this.#detail.value)
      return html`<ww-failure .description=${this.t.papers.notFound}></ww-failure>`;
    return this.requested(this.#detail, this.#load, (detail) => this.#shown(detail));
  }

  #shown(detail: PaperDetail): TemplateResult {
    const { paper, content } = detail;
    return html`${this.#standing(detail)} ${this.#actions(detail)} ${this.#failure(this.#moving.failure)}
      <ww-paper-warnings
        .paper=${paper}
        .warnings=${paper.status === 'issued' ? [] : content.warnings}
      ></ww-paper-warnings>
      ${
        paper.status === 'issued'
          ? html`<ww-paper-changes
              .changes=${this.#changes.value?.changes}
              .editable=${this.isAdmin}
              .pending=${this.#correcting.isPending}
              .failure=${this.#words(this.#correcting.failure)}
              @ww-correct=${() => this.#correct(detail)}
            ></ww-paper-changes>`
          : ''
      }
      ${paper.kind === 'budget-request' ? this.#views(detail) : this.#sheet(detail)} ${this.#dialogs(detail)}`;
  }

  #standing({ paper }: PaperDetail): TemplateResult {
    const { papers } = this.t;
    const { tone, picture } = STATUS_LOOKS[paper.status];
    const { number, issuedOn, snapshotHash } = paper;
    return html`<div class="standing">
      <p class="marks">
        <ww-chip .tone=${tone} .picture=${picture} .label=${papers.statuses[paper.status]}></ww-chip>
        ${number === null || issuedOn === null ? '' : html`<b>${papers.issuedAs(String(number), this.format.localDate(issuedOn))}</b>`}
        <span class="soft small">${paper.id} · ${papers.changedAt(this.format.dateTime(paper.changedAt))}</span>
      </p>
      ${
        snapshotHash === null
          ? ''
          : html`<div class="locked card">
              <p><b>${icon('lock')}${papers.locked}.</b> ${papers.lockedText}</p>
              <p class="soft small">${papers.hash}: <code>${snapshotHash}</code></p>
            </div>`
      }
    </div>`;
  }

  #actions({ paper }: PaperDetail): TemplateResult {
    const { papers } = this.t;
    const files = PAPER_FILES.filter((file) => file !== 'xlsx' || this.#hasAnnexes);
    return html`<div class="actions" role="group" aria-label=${papers.actions}>
      ${files.map(
        (file, index) =>
          html`<a class="button ${index === 0 ? 'primary' : ''}" href=${fileAddress(paper.id, file)} download
            >${icon('download')}${papers.files[file]}</a
          >`,
      )}
      ${
        paper.kind === 'paragraphs'
          ? html`<button type="button" @click=${() => this.renderRoot.querySelector('ww-paper-sheet')?.copyAll()}>
              ${icon('copy')}${papers.copyAll}
            </button>`
          : ''
      }
      ${this.isAdmin ? this.#steps(paper) : ''}
    </div>`;
  }

  get #hasAnnexes(): boolean {
    return (this.#detail.value?.content.annexes.length ?? 0) > 0;
  }

  #steps({ status, revision }: PaperDetail['paper']): TemplateResult {
    const { papers } = this.t;
    const isPending = this.#moving.isPending;
    const back = (): Promise<void> => this.#move({ status: 'draft', revision }, papers.backDone);
    const submit = (): Promise<void> => this.#move({ status: 'submitted', revision }, papers.submitted);
    if (status === 'draft')
      return html`<button type="button" aria-disabled=${isPending} @click=${submit}>${papers.submit}</button>
        <button type="button" @click=${this.#askDiscard}>${papers.discard}</button>`;
    if (status === 'issued') return html``;
    return html`<button type="button" aria-disabled=${isPending} @click=${this.#askIssue}>${papers.issue}</button>
      <button type="button" aria-disabled=${isPending} @click=${back}>${papers.back}</button>`;
  }

  #views(detail: PaperDetail): TemplateResult {
    const { papers } = this.t;
    const lines = this.format.number(detail.paper.lines.length);
    const view = this.#view;
    return html`<div>
      ${tabs<View>({
        label: papers.views,
        tabs: [
          ['sheet', papers.view.sheet],
          ['lines', papers.linesCount(lines)],
        ],
        chosen: view,
        id: 'view',
        onChoose: (name) =>
          navigate(this, paperAddress(this.paperId, name === 'lines' ? '?view=lines' : ''), { replace: true }),
      })}
      <div class="panel" id="view-panel" role="tabpanel" aria-labelledby="view-tab-${view}">
        ${view === 'lines' ? this.#budget(detail) : this.#sheet(detail)}
      </div>
    </div>`;
  }

  get #view(): View {
    const query = new URLSearchParams(this.query);
    return query.get('view') === 'lines' || query.has('line') ? 'lines' : 'sheet';
  }

  #isEditable({ paper }: PaperDetail): boolean {
    return this.isAdmin && paper.status === 'draft';
  }

  #sheet(detail: PaperDetail): TemplateResult {
    return html`<ww-paper-sheet
        .paper=${detail.paper}
        .content=${detail.content}
        .editable=${this.#isEditable(detail)}
        .pending=${this.#saving.isPending}
        .failure=${this.#words(this.#saving.failure)}
        @ww-edit=${(event: CustomEvent<PaperEdit>) => this.#save(detail, event.detail)}
      ></ww-paper-sheet>
      <p class="soft small hint">${this.t.papers.traceHint}</p>`;
  }

  #budget(detail: PaperDetail): TemplateResult {
    const sites = [...(this.fleet?.sites.values() ?? [])].toSorted((a, b) => byName.compare(a.name, b.name));
    return html`<ww-budget-editor
      .paper=${detail.paper}
      .prices=${this.#prices.value?.prices ?? []}
      .sites=${sites}
      .focusLine=${new URLSearchParams(this.query).get('line') ?? ''}
      .editable=${this.#isEditable(detail)}
      .pending=${this.#saving.isPending}
      .failure=${this.#words(this.#saving.failure)}
      @ww-edit=${(event: CustomEvent<PaperEdit>) => this.#save(detail, event.detail)}
      @ww-renew=${() => this.#renew(detail)}
      @ww-quote=${(event: CustomEvent<{ lineId: string; file: File }>) => this.#quote(detail, event.detail)}
    ></ww-budget-editor>`;
  }

  #dialogs(detail: PaperDetail): TemplateResult {
    const { papers } = this.t;
    const { refused } = this;
    return html`<ww-dialog .open=${this.isIssuing} .heading=${papers.issueTitle} @ww-close=${this.#hide}>
        ${this.isIssuing ? this.#issueForm(detail) : ''}
      </ww-dialog>
      <ww-dialog .open=${this.isDiscarding} .heading=${papers.discardTitle} @ww-close=${this.#hide}>
        ${
          this.isDiscarding
            ? html`<ww-discard-question
                .pending=${this.#moving.isPending}
                .failure=${this.#words(this.#moving.failure)}
                @ww-cancel=${this.#hide}
                @ww-submit=${() => this.#discard(detail)}
              ></ww-discard-question>`
            : ''
        }
      </ww-dialog>
      <ww-dialog required .open=${refused !== undefined} .heading=${papers.conflictTitle}>
        ${
          refused
            ? html`<ww-two-versions
                .versions=${editVersions(refused, detail.paper, detail.content, this.t)}
                .pending=${this.#saving.isPending}
                @ww-mine=${() => this.#save(detail, refused)}
                @ww-theirs=${() => this.#settle(refused)}
              ></ww-two-versions>`
            : ''
        }
      </ww-dialog>`;
  }

  #issueForm({ paper }: PaperDetail): TemplateResult {
    const issue = ({ detail: request }: CustomEvent<IssueRequest>): Promise<void> =>
      this.#move({ status: 'issued', ...request, revision: paper.revision }, this.t.papers.issueDone);
    return html`<ww-issue-form
      autofocus
      .now=${this.now}
      .pending=${this.#moving.isPending}
      .failure=${this.#words(this.#moving.failure)}
      @ww-cancel=${this.#hide}
      @ww-submit=${issue}
    ></ww-issue-form>`;
  }

  #failure(failure: ApiFailure | undefined): TemplateResult | '' {
    if (!failure || this.isIssuing || this.isDiscarding) return '';
    return html`<ww-failure .description=${this.failureWords(failure)}></ww-failure>`;
  }

  #words(failure: ApiFailure | undefined): string {
    return failure && !this.refused ? this.failureWords(failure) : '';
  }

  /** Saves one change. Where somebody else was faster, both are shown on the document as it is now. */
  async #save({ paper }: PaperDetail, edit: PaperEdit): Promise<void> {
    const { api, clock } = this.services;
    if (this.#saving.isPending) return;
    const result = await this.#saving.run(clock, () => api.papers.update(paper.id, editedPaper(paper, edit)));
    if (!result) return;
    if (result.ok) {
      this.#settle(edit);
      toast(this, this.#savedWords(edit));
      await this.#load();
    } else if (result.failure.code === 'revised') {
      await this.#load();
      this.refused = edit;
    }
  }

  #savedWords(edit: PaperEdit): string {
    if (edit.kind === 'remove-line') return this.t.budget.removed;
    return edit.kind === 'text' && edit.text.trim() === '' ? this.t.papers.resetDone : this.t.papers.saved;
  }

  /** The change is saved or given up: nothing of it is kept. */
  #settle(edit: PaperEdit): void {
    this.refused = undefined;
    this.#saving.reset();
    if (edit.kind === 'text') drafts.forget(this.paperId, edit.name);
    this.renderRoot.querySelector('ww-paper-sheet')?.closeEditor();
    this.renderRoot.querySelector('ww-budget-editor')?.closeForm();
  }

  async #renew({ paper }: PaperDetail): Promise<void> {
    const { api, clock } = this.services;
    if (this.#saving.isPending) return;
    const result = await this.#saving.run(clock, () => api.papers.renew(paper.id, paper.revision));
    if (!result) return;
    if (result.ok) toast(this, this.t.budget.renewed);
    await this.#load();
  }

  async #discard({ paper }: PaperDetail): Promise<void> {
    const { api, clock } = this.services;
    if (this.#moving.isPending) return;
    const result = await this.#moving.run(clock, () => api.papers.discard(paper.id, paper.revision));
    if (!result) return;
    if (result.ok) {
      drafts.forgetAll(paper.id);
      this.#hide();
      toast(this, this.t.papers.discarded);
      navigate(this, '/papers', { replace: true });
    } else await this.#load();
  }

  async #quote({ paper }: PaperDetail, { lineId, file }: { lineId: string; file: File }): Promise<void> {
    const { api, clock } = this.services;
    if (this.#saving.isPending) return;
    const result = await this.#saving.run(clock, () => api.papers.quote(paper.id, lineId, file, paper.revision));
    if (!result) return;
    if (result.ok) toast(this, this.t.budget.quotationAdded);
    // A document that was changed meanwhile is shown as it is now; the file is chosen once more.
    await this.#load();
  }

  async #move(request: PaperStatusRequest, words: string): Promise<void> {
    const { api, clock } = this.services;
    if (this.#moving.isPending) return;
    const result = await this.#moving.run(clock, () => api.papers.move(this.paperId, request));
    if (!result) return;
    if (result.ok) {
      this.#hide();
      toast(this, words);
    }
    // What was refused may have been so because the document is another by now.
    await this.#load();
  }

  async #correct({ paper }: PaperDetail): Promise<void> {
    const { api, clock } = this.services;
    const { id, period, reportId } = paper;
    const result: ApiResult<PaperDetail> | undefined = await this.#correcting.run(clock, () =>
      api.papers.create({ kind: 'correction', period, reportId, about: id }),
    );
    if (result?.ok) navigate(this, paperAddress(result.value.paper.id), { replace: false });
  }

  readonly #askIssue = (): void => {
    this.#moving.reset();
    this.isIssuing = true;
  };

  readonly #askDiscard = (): void => {
    this.#moving.reset();
    this.isDiscarding = true;
  };

  readonly #hide = (): void => {
    this.isDiscarding = false;
    this.isIssuing = false;
  };

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    const id = this.paperId;
    this.#loadedId = id;
    const result = await this.#detail.run(clock, (signal) => api.papers.paper(id, signal));
    if (!result?.ok) return;
    const { kind, status } = result.value.paper;
    if (status === 'issued') void this.#changes.run(clock, (signal) => api.papers.changes(id, signal));
    // Only for hints and new lines: without it a line can still be written by hand.
    if (kind === 'budget-request' && this.#prices.state.kind === 'initial')
      void this.#prices.run(clock, (signal) => api.papers.prices(signal));
  };
}
