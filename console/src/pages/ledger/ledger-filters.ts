import type { SiteRow } from '@wardwatch/shared/api';
import { CAUSES, OUTAGE_STATUSES } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, field } from '../../theme/shared-styles.ts';
import type { PeriodChoice } from '../period.ts';
import '../period-picker.ts';
import { CONFIRMED, type LedgerQuery, parseLedgerQuery, SORTS, SUBJECT_KINDS } from './ledger-query.ts';

/** Chooses what of the ledger is shown. Sends `ww-view` with a `Partial<LedgerQuery>`. */
@customElement('ww-ledger-filters')
export class LedgerFilters extends LocalizedElement {
  static override styles = [
    base,
    field,
    css`
      .filters {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
      }
      .row {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
        flex: 5 1 40rem;
        gap: var(--space-3);
      }
      ww-period-picker {
        flex: 1 1 11rem;
      }
      .choice {
        flex: 1 0 100%;
      }
      @media (width < 40rem) {
        .row {
          grid-template-columns: repeat(2, minmax(0, 1fr));
          flex-basis: 100%;
        }
        .row > :last-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) view: LedgerQuery = parseLedgerQuery(new URLSearchParams());
  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  @property({ type: Number }) now = 0;

  override render(): TemplateResult {
    const { ledger } = this.t;
    const { view } = this;
    return html`<div class="filters" role="search" aria-label=${ledger.filters}>
      <ww-period-picker
        .choice=${view}
        .now=${this.now}
        @ww-period=${(event: CustomEvent<PeriodChoice>) => this.#choose({ ...event.detail })}
      ></ww-period-picker>
      <div class="row">
        ${choiceField({
          id: 'site',
          label: ledger.site,
          options: [['', ledger.allSites], ...this.sites.map(({ id, name }) => [id, name] as const)],
          chosen: view.site,
          onChoose: (site) => this.#choose({ site }),
        })}
        ${this.#enumField('cause', CAUSES, (cause) => ledger.causes[cause], [ledger.cause, ledger.allCauses])}
        ${this.#enumField('status', OUTAGE_STATUSES, (status) => ledger.statuses[status], [ledger.status, ledger.allStatuses])}
        ${this.#enumField('subject', SUBJECT_KINDS, (kind) => this.#subjectWords(kind), [ledger.subject, ledger.allSubjects])}
        ${this.#enumField('confirmed', CONFIRMED, (one) => ledger.confirmedChoices[one], [ledger.confirmation, ledger.allConfirmed])}
        ${choiceField({
          id: 'sort',
          label: ledger.sort,
          options: SORTS.map((sort) => [sort, ledger.sorts[sort]]),
          chosen: view.sort,
          onChoose: (value) => this.#choose({ sort: SORTS.find((sort) => sort === value) ?? 'newest' }),
        })}
      </div>
      <label class="choice"
        ><input type="checkbox" .checked=${view.isAll} @change=${this.#onAll} />${ledger.showHidden}</label
      >
    </div>`;
  }

  #subjectWords(kind: (typeof SUBJECT_KINDS)[number]): string {
    const { subjects, subjectKinds } = this.t.ledger;
    return kind === 'device' || kind === 'service' ? subjectKinds[kind] : subjects[kind];
  }

  #enumField<Name extends 'cause' | 'status' | 'subject' | 'confirmed', Value extends string & LedgerQuery[Name]>(
    name: Name,
    values: readonly Value[],
    words: (value: Value) => string,
    [label, all]: readonly [string, string],
  ): TemplateResult {
    return choiceField({
      id: name,
      label,
      options: [['', all], ...values.map((value) => [value, words(value)] as const)],
      chosen: this.view[name],
      onChoose: (text) => this.#choose({ [name]: values.find((value) => value === text) ?? '' }),
    });
  }

  readonly #onAll = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) this.#choose({ isAll: event.target.checked });
  };

  /** Another choice begins on the first page. */
  #choose(change: Partial<LedgerQuery>): void {
    emit(this, 'ww-view', { page: 0, ...change });
  }
}
