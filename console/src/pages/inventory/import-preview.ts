import type { ImportChange, ImportPreview as Preview, ImportProblem } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import { icon } from '../../components/icons.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, rowTable, text } from '../../theme/shared-styles.ts';

/** Rows shown before "more" is asked for. */
const SHOWN_STEP = 100;

/** What is wrong in a file, row by row, and what it would change; what to do about it stands in the slot. */
@customElement('ww-import-preview')
export class ImportPreview extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    rowTable(css`48rem`),
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-5);
      }
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      .good {
        display: flex;
        gap: var(--space-2);
      }
      .good .icon {
        margin-block-start: 0.2em;
        color: var(--ww-calm);
      }
      .rows {
        padding: var(--space-2) var(--space-3);
      }
      table {
        --cell-padding: var(--space-2) var(--space-3);
      }
      .long {
        overflow-wrap: anywhere;
      }
      td:not(.long) {
        white-space: nowrap;
      }
      thead th,
      tbody th {
        white-space: nowrap;
      }
      button {
        justify-self: start;
      }
      @media (width < 48rem) {
        td:not(.long) {
          white-space: normal;
        }
      }
    `,
  ];

  @property({ attribute: false }) preview: Preview | undefined;
  @state() private shownProblems = SHOWN_STEP;
  @state() private shownChanges = SHOWN_STEP;

  override render(): TemplateResult | '' {
    const { preview } = this;
    if (!preview) return '';
    return html`${this.#problems(preview)} ${this.#changes(preview)}`;
  }

  #problems({ problems, moreProblems }: Preview): TemplateResult {
    const words = this.t.inventoryImport;
    if (problems.length === 0)
      return html`<p class="good" role="status">${icon('check')}<span>${words.good}</span></p>`;
    const errors = problems.filter(({ isWarning }) => !isWarning);
    const listed = [...errors, ...problems.filter(({ isWarning }) => isWarning)];
    const isStopped = errors.length > 0;
    const count = this.format.number(isStopped ? errors.length : listed.length);
    return html`<section aria-labelledby="problems">
      <h2 id="problems" role="status">${isStopped ? words.problemsTitle(count) : words.warningsTitle(count)}</h2>
      <p class="soft">${isStopped ? words.problemsText : words.warningsText}</p>
      <div class="card rows">
        <table role="table" aria-labelledby="problems">
          <thead role="rowgroup">
            <tr role="row">
              ${Object.values(words.columns).map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${listed.slice(0, this.shownProblems).map((problem) => this.#problem(problem))}
          </tbody>
        </table>
      </div>
      ${this.#more(listed.length - this.shownProblems, () => (this.shownProblems += SHOWN_STEP))}
      ${moreProblems > 0 ? html`<p>${words.moreProblems(this.format.number(moreProblems))}</p>` : ''}
    </section>`;
  }

  #problem({ table, row, column, code, value, expected, isWarning }: ImportProblem): TemplateResult {
    const words = this.t.inventoryImport;
    const { columns } = words;
    return html`<tr role="row">
      <td role="cell">
        <ww-chip
          .tone=${isWarning ? 'warning' : 'danger'}
          .picture=${isWarning ? 'alert' : 'close'}
          .label=${isWarning ? words.warning : words.error}
        ></ww-chip>
      </td>
      <td role="cell" data-label=${columns.table}>${words.tables[table]}</td>
      <th role="rowheader" scope="row">${row === null ? words.wholeTable : words.row(this.format.number(row))}</th>
      <td role="cell" class="long" data-label=${columns.column}>${column ?? '–'}</td>
      <td role="cell" class="long">${words.problems[code]}</td>
      <td role="cell" class="long" data-label=${columns.value}>${value === '' ? '–' : value}</td>
      <td role="cell" class="long" data-label=${columns.expected}>${expected === '' ? '–' : expected}</td>
    </tr>`;
  }

  #changes({ changes, counts }: Preview): TemplateResult {
    const words = this.t.inventoryImport;
    const number = (value: number): string => this.format.number(value);
    const real = changes.filter(({ change }) => change !== 'same');
    return html`<section aria-labelledby="changes">
      <h2 id="changes">${words.changesTitle}</h2>
      <p>${words.changeCounts(number(counts.add), number(counts.update), number(counts.same))}</p>
      <slot></slot>
      ${real.length === 0 ? '' : this.#changeTable(real)}
      ${this.#more(real.length - this.shownChanges, () => (this.shownChanges += SHOWN_STEP))}
    </section>`;
  }

  #changeTable(changes: readonly ImportChange[]): TemplateResult {
    const words = this.t.inventoryImport;
    const { columns, changeColumns } = words;
    const heads = [
      changeColumns.change,
      columns.table,
      columns.row,
      changeColumns.key,
      changeColumns.name,
      changeColumns.columns,
    ];
    return html`<div class="card rows">
      <table role="table" aria-labelledby="changes">
        <thead role="rowgroup">
          <tr role="row">
            ${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${changes.slice(0, this.shownChanges).map((change) => this.#change(change))}
        </tbody>
      </table>
    </div>`;
  }

  #change({ table, row, key, name, change, columns }: ImportChange): TemplateResult {
    const words = this.t.inventoryImport;
    return html`<tr role="row">
      <td role="cell">
        <ww-chip
          tone="quiet"
          .picture=${change === 'add' ? 'plus' : 'sync'}
          .label=${words.changeKinds[change]}
        ></ww-chip>
      </td>
      <td role="cell" data-label=${words.columns.table}>${words.tables[table]}</td>
      <th role="rowheader" scope="row">${words.row(this.format.number(row))}</th>
      <td role="cell" data-label=${words.changeColumns.key}>${key}</td>
      <td role="cell" class="long">${name}</td>
      <td role="cell" class="long" data-label=${words.changeColumns.columns}>
        ${change === 'add' ? '–' : columns.join(', ')}
      </td>
    </tr>`;
  }

  #more(rest: number, more: () => void): TemplateResult | '' {
    if (rest <= 0) return '';
    const words = this.t.inventoryImport.moreChanges(this.format.number(Math.min(rest, SHOWN_STEP)));
    return html`<button type="button" @click=${more}>${words}</button>`;
  }
}
