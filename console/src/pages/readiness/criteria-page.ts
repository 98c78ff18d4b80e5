import type { CriteriaList, CriterionRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import './criterion-form.ts';
import { thresholdsOf } from './criterion-request.ts';

/** The set of criteria: what is asked of which places, how it is judged, by which source. */
@customElement('ww-criteria-page')
export class CriteriaPage extends PageElement {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      li.row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2) var(--space-4);
        padding-block: var(--space-4);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      li.row:first-child {
        padding-block-start: 0;
        border-block-start: 0;
      }
      .what {
        display: grid;
        gap: var(--space-1);
        overflow-wrap: anywhere;
      }
      .off h2 {
        color: var(--ww-text-soft);
      }
    `,
  ];

  readonly #list = new RequestController<CriteriaList>(this);
  readonly #change = new RequestController<true>(this);
  @state() private edited: CriterionRow | undefined;

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { criteria } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${criteria.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft narrow">${criteria.intro}</p>
      <p><a href="/readiness">${icon('back')} ${criteria.back}</a></p>
      ${this.requested(this.#list, this.#load, (list) => this.#rows(list.criteria))} ${this.#dialog()}
    </div>`;
  }

  #rows(rows: readonly CriterionRow[]): TemplateResult {
    const { criteria } = this.t;
    if (rows.length === 0)
      return html`<ww-empty .heading=${criteria.emptyTitle} .description=${criteria.emptyText}></ww-empty>`;
    return html`<ul class="card">
      ${rows.map((row) => this.#row(row))}
    </ul>`;
  }

  #row(row: CriterionRow): TemplateResult {
    const { criteria, app, siteKinds } = this.t;
    const marks = [
      row.isMandatory ? criteria.isMandatory : '',
      row.isActive ? '' : criteria.inactive,
      criteria.kinds[row.check.kind],
    ].filter((one) => one !== '');
    return html`<li class="row ${row.isActive ? '' : 'off'}">
      <div class="what">
        <h2>${row.name} <span class="soft small">${row.id}</span></h2>
        <p class="small">${marks.join(' · ')}</p>
        ${thresholdsOf(row.check).map(({ name, value }) =>
          value === null
            ? ''
            : html`<p class="small soft">${criteria.thresholds[name]}: ${this.format.number(value)}</p>`,
        )}
        <p class="small soft">${criteria.scope}: ${row.scope.map((kind) => siteKinds[kind]).join(', ')}</p>
        ${row.sources.length > 0 ? html`<p class="small soft">${criteria.sources}: ${row.sources.join('; ')}</p>` : ''}
      </div>
      ${
        this.isAdmin
          ? html`<button type="button" aria-label=${criteria.editNamed(row.name)} @click=${() => this.#edit(row)}>
              ${app.edit}
            </button>`
          : ''
      }
    </li>`;
  }

  #dialog(): TemplateResult {
    const { failure } = this.#change;
    return html`<ww-dialog .open=${this.edited !== undefined} .heading=${this.t.criteria.edit} @ww-close=${this.#hide}>
      ${
        this.edited
          ? html`<ww-criterion-form
              autofocus
              .row=${this.edited}
              .newest=${this.#list.value?.criteria.find(({ id }) => id === this.edited?.id)}
              .pending=${this.#change.isPending}
              .failure=${failure ? this.failureWords(failure) : ''}
              @ww-cancel=${this.#hide}
              @ww-submit=${(event: CustomEvent<CriterionRow>) => this.#save(event.detail)}
            ></ww-criterion-form>`
          : ''
      }
    </ww-dialog>`;
  }

  #edit(row: CriterionRow): void {
    this.#change.reset();
    this.edited = row;
  }

  readonly #hide = (): void => {
    this.edited = undefined;
  };

  async #save(row: CriterionRow): Promise<void> {
    if (this.#change.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#change.run(clock, () => api.readiness.saveCriterion(row));
    // What was typed stays; saved again, it rests on what the other one saved.
    if (result && !result.ok && result.failure.code === 'revised') await this.#load();
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.criteria.saved);
    await this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.readiness.criteria(signal));
  };
}
