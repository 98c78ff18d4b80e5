import type { ReferenceRow, SaveReferenceRequest } from '@wardwatch/shared/api';
import { localDateOf } from '@wardwatch/shared/calendar';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import '../../components/two-versions.ts';
import { differences, type TwoVersions } from '../../components/differences.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import { papersParts, partsStyles } from './papers-parts.ts';
import { recordList } from './record-list-styles.ts';
import './reference-form.ts';
import { isInForce } from './reference-request.ts';

/** What a dialog is about; without a row a new reference. */
type Asked = { row: ReferenceRow | undefined };

/** The register of documents that reports and requests cite: only what somebody checked and is in force is cited. */
@customElement('ww-references-page')
export class ReferencesPage extends FleetPage {
  static override styles = [base, text, button, card, page, partsStyles, recordList];

  readonly #list = new RequestController<{ references: ReferenceRow[] }>(this);
  readonly #change = new RequestController<true>(this);
  @state() private asked: Asked | undefined;
  /** What was refused because somebody else had changed it. */
  @state() private refused: SaveReferenceRequest | undefined;

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { references } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${references.title}</h1>
        ${this.asOf()}
      </header>
      ${papersParts(this.t, '/papers/references')}
      <p class="soft narrow">${references.intro}</p>
      ${
        this.isAdmin
          ? html`<div>
              <button type="button" class="primary" @click=${() => this.#ask(undefined)}>
                ${icon('plus')}${references.add}
              </button>
            </div>`
          : ''
      }
      ${this.requested(this.#list, this.#load, (list) => this.#rows(list.references))} ${this.#dialogs()}
    </div>`;
  }

  #rows(rows: readonly ReferenceRow[]): TemplateResult {
    const { references } = this.t;
    if (rows.length === 0)
      return html`<ww-empty .heading=${references.emptyTitle} .description=${references.emptyText}></ww-empty>`;
    return html`<ul class="records card">
      ${rows.map((row) => this.#row(row))}
    </ul>`;
  }

  #row(row: ReferenceRow): TemplateResult {
    const { references, app } = this.t;
    const day = (date: string | null): string => (date === null ? '' : this.format.localDate(date));
    const name = nameOf(row);
    const cited = row.citedIn.map((kind) => references.citedNames[kind]).join(', ');
    return html`<li>
      <div class="what">
        <h2>${name}</h2>
        <p>${row.subject}</p>
        <p class="marks">${this.#force(row)} ${this.#check(row)}</p>
        <p class="soft small">
          ${row.id} ·
          ${references.issued(row.issuer, day(row.issuedOn))}${
            row.effectiveFrom === null && row.effectiveUntil === null
              ? ''
              : html` · ${references.effect(day(row.effectiveFrom), day(row.effectiveUntil))}`
          }
          · ${cited === '' ? references.citedNowhere : references.cited(cited)}
        </p>
      </div>
      ${
        this.isAdmin
          ? html`<button type="button" aria-label=${references.editNamed(name)} @click=${() => this.#ask(row)}>
              ${app.edit}
            </button>`
          : ''
      }
    </li>`;
  }

  #force(row: ReferenceRow): TemplateResult {
    const { references } = this.t;
    const today = localDateOf(this.now);
    if (isInForce(row, today))
      return html`<ww-chip tone="calm" .picture=${'check'} .label=${references.inForce}></ww-chip>`;
    const isAhead = row.effectiveFrom !== null && today < row.effectiveFrom;
    return isAhead
      ? html`<ww-chip tone="quiet" .picture=${'state-pending'} .label=${references.notYetInForce}></ww-chip>`
      : html`<ww-chip tone="warning" .picture=${'state-revoked'} .label=${references.notInForce}></ww-chip>`;
  }

  #check({ checked }: ReferenceRow): TemplateResult {
    const { references } = this.t;
    if (!checked) return html`<ww-chip tone="warning" .picture=${'alert'} .label=${references.unchecked}></ww-chip>`;
    const words = references.checked(checked.by, this.format.localDate(checked.on));
    return html`<ww-chip tone="calm" .picture=${'sure'} .label=${words}></ww-chip>`;
  }

  #dialogs(): TemplateResult {
    const { references, papers } = this.t;
    const { asked, refused } = this;
    const { failure } = this.#change;
    return html`<ww-dialog
        .open=${asked !== undefined}
        .heading=${asked?.row ? references.edit : references.add}
        @ww-close=${this.#hide}
      >
        ${
          asked
            ? html`<ww-reference-form
                autofocus
                .row=${asked.row}
                .pending=${this.#change.isPending}
                .failure=${failure && !refused ? this.failureWords(failure) : ''}
                @ww-cancel=${this.#hide}
                @ww-submit=${(event: CustomEvent<SaveReferenceRequest>) => this.#save(event.detail)}
              ></ww-reference-form>`
            : ''
        }
      </ww-dialog>
      <ww-dialog required .open=${refused !== undefined} .heading=${papers.conflictTitle}>
        ${refused ? this.#conflict(refused) : ''}
      </ww-dialog>`;
  }

  #conflict(mine: SaveReferenceRequest): TemplateResult {
    const theirs = this.#list.value?.references.find(({ id }) => id === mine.id);
    return html`<ww-two-versions
      .versions=${this.#versions(mine, theirs)}
      .pending=${this.#change.isPending}
      @ww-mine=${() => this.#save({ ...mine, revision: theirs?.revision ?? 0 })}
      @ww-theirs=${this.#hide}
    ></ww-two-versions>`;
  }

  #versions(mine: SaveReferenceRequest, theirs: ReferenceRow | undefined): TwoVersions[] {
    const { references } = this.t;
    const fields = ['type', 'number', 'issuer', 'subject', 'issuedOn', 'effectiveFrom', 'effectiveUntil'] as const;
    const checked = (row: Pick<ReferenceRow, 'checked'> | undefined): string =>
      row?.checked ? references.checked(row.checked.by, this.format.localDate(row.checked.on)) : '';
    return differences([
      ...fields.map((name) => ({ label: references[name], mine: mine[name] ?? '', theirs: theirs?.[name] ?? '' })),
      { label: references.checkedBy, mine: checked(mine), theirs: checked(theirs) },
      { label: references.citedIn, mine: mine.citedIn.join(', '), theirs: theirs?.citedIn.join(', ') ?? '' },
    ]);
  }

  #ask(row: ReferenceRow | undefined): void {
    this.#change.reset();
    this.asked = { row };
  }

  readonly #hide = (): void => {
    this.asked = undefined;
    this.refused = undefined;
  };

  async #save(request: SaveReferenceRequest): Promise<void> {
    const { api, clock } = this.services;
    if (this.#change.isPending) return;
    const result = await this.#change.run(clock, () => api.papers.saveReference(request));
    if (!result) return;
    if (result.ok) {
      this.#hide();
      toast(this, this.t.references.saved);
    }
    const isRevised = !result.ok && result.failure.code === 'revised';
    if (result.ok || isRevised) await this.#load();
    if (isRevised) this.refused = request;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.papers.references(signal));
  };
}

/** `Kế hoạch 12/KH-UBND`; a law has no number. */
function nameOf({ type, number, subject }: ReferenceRow): string {
  return number === null ? `${type}: ${subject}` : `${type} ${number}`;
}
