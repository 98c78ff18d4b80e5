import type { OutageDetail } from '@wardwatch/shared/api';
import type { LedgerRevision, LedgerRow } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { changeWords } from '../../components/change-words.ts';
import { icon } from '../../components/icons.ts';
import type { Names } from '../../components/outage-words.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';

const MB = 1_048_576;

/** What people added to a row, and how it came to be as it is: notes, files, revisions. */
@customElement('ww-outage-record')
export class OutageRecord extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    css`
      .parts {
        display: grid;
        gap: var(--space-4);
        grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr));
      }
      .card {
        display: grid;
        gap: var(--space-3);
        align-content: start;
      }
      .revisions {
        margin-block-start: var(--space-4);
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
      .body {
        white-space: pre-line;
      }
      a.file {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--space-3);
        min-height: var(--target);
        cursor: pointer;
      }
      summary::before {
        content: '▸';
        color: var(--ww-text-soft);
      }
      details[open] summary::before {
        content: '▾';
      }
      details ul {
        padding-inline-start: var(--space-5);
        list-style: disc;
      }
      details li {
        display: list-item;
        padding-block: 0;
        border: 0;
      }
    `,
  ];

  @property({ attribute: false }) detail: OutageDetail | undefined;
  @property({ attribute: false }) names: Names | undefined;

  override render(): TemplateResult | '' {
    const { detail, names } = this;
    if (!detail || !names) return '';
    return html`<div class="parts">${this.#notes(detail.row, names)} ${this.#files(detail.row, names)}</div>
      ${this.#revisions(detail.revisions, names)}`;
  }

  #signed(by: string, at: number, names: Names): TemplateResult {
    return html`<span class="soft small">${this.t.outage.signed(names.person(by), this.format.dateTime(at))}</span>`;
  }

  #notes(row: LedgerRow, names: Names): TemplateResult {
    const { outage } = this.t;
    return html`<section class="card">
      <h2>${outage.notes}</h2>
      ${row.notes.length === 0 ? html`<p class="soft">${outage.noNotes}</p>` : ''}
      <ul>
        ${row.notes.map(
          (note) =>
            html`<li>
              <p class="body">${note.text}</p>
              ${this.#signed(note.by, note.at, names)}
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #files(row: LedgerRow, names: Names): TemplateResult {
    const { outage } = this.t;
    return html`<section class="card">
      <h2>${outage.attachments}</h2>
      ${row.attachments.length === 0 ? html`<p class="soft">${outage.noAttachments}</p>` : ''}
      <ul>
        ${row.attachments.map(
          (file) =>
            html`<li>
              <a class="file" href="/api/attachments/${file.hash}" download=${file.name}
                >${icon('clip')}<span>${file.name}</span></a
              >
              <span class="soft small"
                >${this.format.number(Math.max(0.1, file.bytes / MB))} MB ·
                ${this.#signed(file.addedBy, file.addedAt, names)}</span
              >
            </li>`,
        )}
      </ul>
    </section>`;
  }

  /** The newest first, each against the one before it. */
  #revisions(revisions: readonly LedgerRevision[], names: Names): TemplateResult {
    const { outage } = this.t;
    const lines = revisions.map((revision, index) => this.#revision(revision, revisions[index - 1], names));
    return html`<section class="card revisions">
      <h2>
        ${outage.revisions} <span class="soft small">${outage.revisionCount(this.format.number(lines.length))}</span>
      </h2>
      <ul>
        ${lines.toReversed()}
      </ul>
    </section>`;
  }

  #revision(revision: LedgerRevision, before: LedgerRevision | undefined, names: Names): TemplateResult {
    const { outage, ledger } = this.t;
    const changes = before ? changeWords(before.row, revision.row, this.t, this.format) : [outage.firstRevision];
    const lines = changes.length === 0 ? [outage.noChange] : changes;
    return html`<li>
      <details>
        <summary>
          <b>${ledger.actions[revision.action]}</b>${this.#signed(revision.by, revision.at, names)}
          ${revision.reason === '' ? '' : html`<span class="small">${outage.engineReasons[revision.reason] ?? revision.reason}</span>`}
        </summary>
        <ul class="small">
          ${lines.map((line) => html`<li>${line}</li>`)}
        </ul>
      </details>
    </li>`;
  }
}
