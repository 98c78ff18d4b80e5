import type { CriterionRow, Judgement, SiteFigures } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { MediaController } from '../../components/media-controller.ts';
import { toneStyles } from '../../components/tone-styles.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { basisWords, RESULT_LOOKS } from './result-looks.ts';

/** Sites that are shown at first; a ward of thousands opens the others. */
const FIRST_SITES = 60;
/** More offices than this do not fit side by side. */
const MOST_COLUMNS = 6;

/** A cell: one criterion at one site. */
export interface Cell {
  siteId: string;
  criterionId: string;
}

/**
 * Criteria at sites that are judged by the same ones: a table where there is room, a list for each site where there is
 * none. Few sites stand side by side over many criteria, many sites below each other. Sends `ww-cell` with a `Cell`.
 */
@customElement('ww-readiness-matrix')
export class ReadinessMatrix extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    toneStyles,
    css`
      .scroll {
        overflow-x: auto;
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: var(--text-sm);
      }
      th,
      td {
        padding: var(--space-1) var(--space-2);
        border-block-start: var(--hairline) solid var(--ww-line);
        text-align: start;
        vertical-align: middle;
      }
      thead th {
        border-block-start: 0;
        vertical-align: bottom;
        color: var(--ww-text-soft);
      }
      th {
        font-weight: var(--weight-medium);
        overflow-wrap: anywhere;
      }
      tbody th {
        min-width: 9rem;
      }
      td {
        width: 12rem;
        min-width: 8rem;
      }
      td.score {
        white-space: nowrap;
        width: 4rem;
        min-width: 0;
      }
      button.cell {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        justify-content: start;
        justify-items: start;
        column-gap: var(--space-2);
        row-gap: 0;
        width: 100%;
        padding: var(--space-1) var(--space-2);
        border-color: var(--tone-line);
        background: var(--tone-soft);
        color: var(--tone-text);
        font-size: var(--text-sm);
        line-height: var(--line-tight);
        text-align: start;
      }
      button.cell[data-tone='quiet'] {
        border-style: dashed;
      }
      button.cell:hover {
        border-color: var(--ww-line-strong);
      }
      button.cell .icon {
        color: var(--tone-mark);
      }
      button.cell small {
        grid-column: 2;
        color: var(--ww-text-soft);
        font-size: var(--text-xs);
        font-weight: var(--weight-normal);
      }
      .sites {
        display: grid;
        gap: var(--space-2);
      }
      details {
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      summary {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        cursor: pointer;
      }
      summary b {
        font-weight: var(--weight-medium);
        overflow-wrap: anywhere;
      }
      details ul {
        display: grid;
        gap: var(--space-3);
        padding-block: var(--space-2) var(--space-4);
      }
      details li {
        display: grid;
        gap: var(--space-1);
        font-size: var(--text-sm);
      }
      .more {
        margin-block-start: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) sites: readonly SiteFigures[] = [];
  @property({ attribute: false }) criteria: readonly CriterionRow[] = [];
  /** What the table is about. */
  @property() label = '';
  @state() private isWhole = false;
  readonly #narrow = new MediaController(this, '(width < 48rem)');

  override render(): TemplateResult {
    const sites = this.isWhole ? this.sites : this.sites.slice(0, FIRST_SITES);
    const isTurned = sites.length <= MOST_COLUMNS && this.criteria.length > MOST_COLUMNS;
    const hidden = this.sites.length - sites.length;
    return html`${this.#narrow.matches ? this.#list(sites) : isTurned ? this.#turned(sites) : this.#table(sites)}
    ${
      hidden > 0
        ? html`<button class="more" type="button" @click=${() => (this.isWhole = true)}>
            ${this.t.readiness.moreGaps(this.format.number(hidden))}
          </button>`
        : ''
    }`;
  }

  #table(sites: readonly SiteFigures[]): TemplateResult {
    const { readiness } = this.t;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.label}>
      <table>
        <caption class="unseen">
          ${this.label}
        </caption>
        <thead>
          <tr>
            <th scope="col">${readiness.site}</th>
            <th scope="col" class="score">${readiness.score}</th>
            ${this.criteria.map((one) => html`<th scope="col">${this.#criterionName(one)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${sites.map(
            (site) =>
              html`<tr>
                <th scope="row">${this.#siteLink(site)}</th>
                <td class="score">${this.#score(site)}</td>
                ${this.criteria.map((one) => html`<td>${this.#cell(site, one)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #turned(sites: readonly SiteFigures[]): TemplateResult {
    const { readiness } = this.t;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.label}>
      <table>
        <caption class="unseen">
          ${this.label}
        </caption>
        <thead>
          <tr>
            <td class="unseen"></td>
            ${sites.map(
              (site) =>
                html`<th scope="col">${this.#siteLink(site)}<br />${readiness.score}: ${this.#score(site)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${this.criteria.map(
            (one) =>
              html`<tr>
                <th scope="row">${this.#criterionName(one)}</th>
                ${sites.map((site) => html`<td>${this.#cell(site, one)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #list(sites: readonly SiteFigures[]): TemplateResult {
    return html`<div class="sites">
      ${sites.map(
        (site) =>
          html`<details>
            <summary>
              <b>${site.name}</b> <span>${this.#score(site)} ${this.t.readiness.score.toLowerCase()}</span>
            </summary>
            <ul>
              ${this.criteria.map((one) => html`<li>${this.#criterionName(one)} ${this.#cell(site, one)}</li>`)}
            </ul>
          </details>`,
      )}
    </div>`;
  }

  #criterionName({ name, isMandatory }: CriterionRow): TemplateResult {
    return html`<span
      >${name}${isMandatory ? html` <span class="soft">(${this.t.readiness.mandatory})</span>` : ''}</span
    >`;
  }

  #siteLink({ siteId, name }: SiteFigures): TemplateResult {
    return html`<a href="/sites/${encodeURIComponent(siteId)}">${name}</a>`;
  }

  #score({ score }: SiteFigures): string {
    return this.t.readiness.scoreShort(this.format.number(score.met), this.format.number(score.counted));
  }

  #cell(site: SiteFigures, criterion: CriterionRow): TemplateResult {
    const { readiness } = this.t;
    const judged = site.criteria.find(({ criterionId }) => criterionId === criterion.id);
    if (!judged) return html`<span class="soft small">${readiness.notAsked}</span>`;
    return this.#button(site, criterion, judged);
  }

  #button(site: SiteFigures, criterion: CriterionRow, judged: Judgement): TemplateResult {
    const { readiness } = this.t;
    const { tone, picture } = RESULT_LOOKS[judged.result];
    const result = readiness.results[judged.result];
    const basis = basisWords(judged, this.t, this.format);
    const cell: Cell = { siteId: site.siteId, criterionId: criterion.id };
    return html`<button
      class="cell"
      type="button"
      data-tone=${tone}
      aria-haspopup="dialog"
      data-cell="${site.siteId} ${criterion.id}"
      @click=${() => emit(this, 'ww-cell', cell)}
    >
      ${icon(picture)}<span><span class="unseen">${readiness.cell(site.name, criterion.name)} </span>${result}</span
      >${judged.result === 'no-data' ? '' : html`<small>${basis}</small>`}
    </button>`;
  }
}
