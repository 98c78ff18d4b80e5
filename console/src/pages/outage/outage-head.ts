import type { LedgerRow } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/chip.ts';
import { boundsWords, lengthWords, type Names, subjectWords } from '../../components/outage-words.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { outageAddress } from '../ledger/ledger-query.ts';

/** When an outage was, how long, and how it is counted. */
@customElement('ww-outage-head')
export class OutageHead extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    css`
      .card {
        display: grid;
        gap: var(--space-4);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: var(--space-4) var(--space-5);
      }
      dt {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      dd {
        overflow-wrap: anywhere;
      }
      dd.main {
        font-size: var(--text-lg);
        font-weight: var(--weight-strong);
      }
      .running {
        color: var(--ww-danger-text);
      }
    `,
  ];

  @property({ attribute: false }) row: LedgerRow | undefined;
  @property({ attribute: false }) names: Names | undefined;
  /** Name of the calendar that counted the working hours. */
  @property() calendarName = '';
  /** The server's time, UTC milliseconds. */
  @property({ type: Number }) now = 0;

  override render(): TemplateResult | '' {
    const { row, names, t, format } = this;
    if (!row || !names) return '';
    const { outage, ledger } = t;
    return html`<section class="card" aria-label=${outage.summary}>
      <dl>
        ${this.#line(outage.wholeTime, lengthWords(row, this.now, t, format), 'main')}
        ${this.#line(outage.openTime, this.#openWords(row), '')}
        ${this.#line(outage.start, boundsWords(row.start, t, format), '')}
        ${this.#line(outage.end, row.end ? boundsWords(row.end, t, format) : outage.stillRunning, row.end ? '' : 'running')}
        ${this.#line(ledger.subject, subjectWords(row.subject, names, t), '')}
        ${this.#line(outage.status, ledger.statuses[row.status], '')}
        ${row.interruptions > 0 ? this.#line(outage.interruptions, format.number(row.interruptions), '') : ''}
        ${this.#line(outage.ticket, row.ticket ?? outage.noTicket, '')}
        ${row.services.length > 0 ? this.#line(outage.services, row.services.join(', '), '') : ''}
        ${row.statements.length > 0 ? this.#line(outage.statements, row.statements.join(', '), '') : ''}
        ${this.#links(outage.mergedInto, row.mergedInto === null ? [] : [row.mergedInto])}
        ${this.#links(outage.mergedFrom, row.merged)} ${this.#links(outage.splitOf, row.split ? [row.split.of] : [])}
      </dl>
      ${row.declaredLate ? html`<ww-chip tone="notice" .picture=${'state-pending'} .label=${outage.declaredLate}></ww-chip>` : ''}
      ${row.excluded ? html`<p>${this.#excludedWords(row.excluded, names)}</p>` : ''}
    </section>`;
  }

  #openWords(row: LedgerRow): TemplateResult {
    const { openMs, calendar, calendarVersion } = row.minutes;
    const name = this.calendarName === '' ? calendar : this.calendarName;
    return html`${this.format.hours(openMs)}<br /><span class="soft small"
        >${this.t.outage.calendarVersion(name, String(calendarVersion))}</span
      >`;
  }

  #excludedWords(excluded: NonNullable<LedgerRow['excluded']>, names: Names): string {
    return this.t.outage.excludedBy(names.person(excluded.by), this.format.dateTime(excluded.at), excluded.reason);
  }

  #line(term: string, value: string | TemplateResult, kind: string): TemplateResult {
    return html`<div>
      <dt>${term}</dt>
      <dd class=${kind}>${value}</dd>
    </div>`;
  }

  #links(term: string, ids: readonly string[]): TemplateResult | '' {
    if (ids.length === 0) return '';
    return this.#line(term, html`${ids.map((id) => html`<a href=${outageAddress(id)}>${id}</a> `)}`, '');
  }
}
