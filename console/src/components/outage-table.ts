import type { LedgerRow } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, rowTable, text } from '../theme/shared-styles.ts';
import './cause-mark.ts';
import { causeOf } from './cause-mark.ts';
import './chip.ts';
import type { Tone } from './device-status.ts';
import type { IconName } from './icons.ts';
import { lengthWords, type Names, placeWords, subjectWords } from './outage-words.ts';

/** Rows of the ledger: a table where there is room, cards where there is none. */
@customElement('ww-outage-table')
export class OutageTable extends LocalizedElement {
  static override styles = [
    base,
    text,
    rowTable(css`48rem`),
    css`
      tbody th {
        white-space: nowrap;
      }
      .number {
        white-space: nowrap;
      }
      .flags {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
      }
      tr.out td {
        color: var(--ww-text-soft);
      }
      .running {
        color: var(--ww-danger-text);
        font-weight: var(--weight-medium);
      }
      @media (width < 48rem) {
        tbody th a {
          display: inline-flex;
          align-items: center;
          min-height: var(--target);
        }
        td:empty {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly LedgerRow[] = [];
  @property({ attribute: false }) names: Names | undefined;
  /** The server's time, UTC milliseconds. */
  @property({ type: Number }) now = 0;
  @property() label = '';

  override render(): TemplateResult {
    const { columns } = this.t.ledger;
    const heads = [
      columns.id,
      columns.where,
      columns.start,
      columns.duration,
      columns.cause,
      columns.open,
      columns.marks,
    ];
    // The roles are what the elements are; browsers forget them where a style changes the display.
    return html`<table role="table" aria-label=${this.label}>
      <thead role="rowgroup">
        <tr role="row">
          ${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          this.rows,
          ({ id }) => id,
          (row) => this.#row(row),
        )}
      </tbody>
    </table>`;
  }

  #row(row: LedgerRow): TemplateResult {
    const { t, format, names, now } = this;
    const { columns } = t.ledger;
    const { cause, surety } = causeOf(row);
    const isRunning = row.status === 'ongoing' && row.until === null;
    const isOut = row.excluded !== null || row.status === 'merged' || row.status === 'withdrawn';
    return html`<tr role="row" class=${isOut ? 'out' : ''}>
      <th role="rowheader" scope="row"><a href="/ledger/${encodeURIComponent(row.id)}">${row.id}</a></th>
      <td role="cell">
        ${names ? html`${placeWords(row, names, t)}<br /><span class="soft">${subjectWords(row.subject, names, t)}</span>` : ''}
      </td>
      <td role="cell" data-label=${columns.start}>${format.dateTime(row.from)}</td>
      <td role="cell" class=${isRunning ? 'running' : ''} data-label=${columns.duration}>
        ${lengthWords(row, now, t, format)}
      </td>
      <td role="cell" data-label=${columns.cause}><ww-cause-mark .cause=${cause} .surety=${surety}></ww-cause-mark></td>
      <td role="cell" class="number" data-label=${columns.open}>${format.hours(row.minutes.openMs)}</td>
      <td role="cell">${this.#flags(row)}</td>
    </tr>`;
  }

  #flags(row: LedgerRow): TemplateResult {
    const { flags, statuses } = this.t.ledger;
    const marks: { label: string; tone: Tone; picture: IconName }[] = [];
    const isGone = row.status === 'merged' || row.status === 'withdrawn';
    if (isGone) marks.push({ label: statuses[row.status], tone: 'quiet', picture: 'state-revoked' });
    if (row.excluded) marks.push({ label: flags.excluded, tone: 'quiet', picture: 'state-revoked' });
    if (row.disagreement) marks.push({ label: flags.disagreement, tone: 'warning', picture: 'alert' });
    if (row.declaredLate) marks.push({ label: flags.late, tone: 'quiet', picture: 'state-pending' });
    if (row.attachments.length > 0) marks.push({ label: flags.proof, tone: 'quiet', picture: 'clip' });
    return html`<span class="flags"
      >${marks.map(({ label, tone, picture }) => html`<ww-chip .label=${label} .tone=${tone} .picture=${picture}></ww-chip>`)}</span
    >`;
  }
}
