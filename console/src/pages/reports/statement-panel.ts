import type { CriterionRow, StatementResult, StatementRow } from '@wardwatch/shared/api';
import { type Statement, systemOf } from '@wardwatch/shared/statements';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/chip.ts';
import { emit } from '../../components/emit.ts';
import type { Names } from '../../components/outage-words.ts';
import { locale } from '../../i18n/language.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, text } from '../../theme/shared-styles.ts';
import { outageAddress } from '../ledger/ledger-query.ts';
import { figureWords, targetWords, VERDICT_LOOKS } from './statement-words.ts';
import './target-form.ts';

/** So many outages are named; the ledger has them all. */
const MOST_OUTAGES = 8;
/** So many sites are named; the inventory has them all. */
const MOST_SITES = 8;

/**
 * One statement of the report with its grounds, down to the rows. Sends `ww-accept`, `ww-place` and `ww-absent` without
 * more, and `ww-target` with a `Target`.
 */
@customElement('ww-statement-panel')
export class StatementPanel extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      dl {
        display: grid;
        gap: var(--space-3);
      }
      dt {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      dd {
        overflow-wrap: anywhere;
      }
      dd a {
        display: inline-flex;
        align-items: center;
        min-height: 1.75rem;
      }
      .links {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      summary {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        color: var(--ww-accent);
        cursor: pointer;
      }
      details[open] summary {
        margin-block-end: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) statement: Statement | undefined;
  @property({ attribute: false }) row: StatementRow | undefined;
  @property({ attribute: false }) result: StatementResult | undefined;
  @property({ attribute: false }) criteria: readonly CriterionRow[] = [];
  @property({ attribute: false }) names: Pick<Names, 'site'> | undefined;
  /** The ledger over the period. */
  @property() ledger = '/ledger';
  /** Readiness over the period. */
  @property() readiness = '/readiness';
  @property({ type: Boolean }) editable = false;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';

  override render(): TemplateResult | '' {
    const { statement, row } = this;
    if (!statement || !row) return '';
    const { panel } = this.t.reports;
    return html`<dl>
        ${pair(panel.claim, this.t.reports.stances[statement.stance])}
        ${this.result ? this.#verdict(statement, this.result) : ''} ${this.#definition(statement)}
        ${this.result ? this.#down(statement, this.result) : ''} ${pair(panel.place, this.#place(row))}
      </dl>
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      ${this.editable ? this.#acts(statement, row) : ''}`;
  }

  #verdict(statement: Statement, result: StatementResult): TemplateResult {
    const { reports } = this.t;
    const { tone, picture } = VERDICT_LOOKS[result.verdict];
    return html`${pair(
      reports.panel.verdict,
      html`<ww-chip .tone=${tone} .picture=${picture} .label=${reports.verdicts[result.verdict]}></ww-chip>
        ${
          result.gap === 'open'
            ? html`<ww-chip .tone=${'warning'} .picture=${'alert'} .label=${reports.gapOpen}></ww-chip>`
            : ''
        }
        <p>${reports.reasons[result.reason]}</p>`,
    )}
    ${pair(reports.panel.figure, figureWords(statement, result, this.t, this.format))}
    ${'benchmarkPercent' in statement.measure ? this.#readings(statement.measure.benchmarkPercent, result) : ''}`;
  }

  /** "Without interruption" is read by the letter, and beside it against the benchmark. */
  #readings(benchmarkPercent: number, { figures }: StatementResult): TemplateResult {
    const { reports } = this.t;
    const benchmark = this.format.percent(benchmarkPercent / 100);
    const percent = figures['percent'];
    const n = figures['n'];
    return html`${n === undefined ? '' : pair(reports.literal, reports.literalWords(this.format.number(n)))}
    ${pair(
      reports.benchmark,
      percent === undefined
        ? reports.benchmarkNone(benchmark)
        : reports.benchmarkWords(this.format.percent(percent / 100), benchmark),
    )}`;
  }

  #definition(statement: Statement): TemplateResult {
    const { reports, siteKinds } = this.t;
    const { panel } = reports;
    const scope = statement.scope.map((kind) => siteKinds[kind]).join(', ');
    const target = this.result?.target ?? this.row?.target ?? statement.target?.value ?? null;
    const dueOn = this.result?.dueOn ?? this.row?.dueOn ?? statement.dueOn;
    return html`${pair(panel.measure, reports.measures[statement.measure.kind])}
    ${pair(panel.scope, scope === '' ? reports.wholeWard : scope)}
    ${pair(panel.calendar, reports.calendars[statement.calendar])}
    ${statement.isNeverMeasured ? '' : pair(panel.target, targetWords(statement, target, this.t, this.format))}
    ${dueOn === null ? '' : pair(panel.dueOn, this.format.localDate(dueOn))}`;
  }

  #down(statement: Statement, result: StatementResult): TemplateResult {
    const { reports, ledger } = this.t;
    const { panel } = reports;
    const n = (value: number): string => this.format.number(value);
    const causes = result.causes.map(({ cause, count, openMs }) =>
      reports.causeWords(ledger.causes[cause], n(count), this.format.hours(openMs)),
    );
    return html`${causes.length === 0 ? '' : pair(panel.causes, lines(causes))} ${this.#sites(result)}
    ${this.#outages(result)} ${this.#criteria(result)}
    ${
      result.indicatorId === null
        ? ''
        : pair(panel.indicator, html`<a href="/indicators#${result.indicatorId}">${reports.toIndicator}</a>`)
    }
    ${this.#systems(statement)}`;
  }

  #sites({ siteIds }: StatementResult): TemplateResult | '' {
    if (siteIds.length === 0) return '';
    const rest = siteIds.length - MOST_SITES;
    return pair(
      this.t.reports.panel.sites,
      html`<span class="links"
        >${siteIds
          .slice(0, MOST_SITES)
          .map((id) => html`<a href="/sites/${encodeURIComponent(id)}">${this.names?.site(id) ?? id}</a>`)}
        ${rest > 0 ? html`<a href=${this.readiness}>${this.t.reports.more(this.format.number(rest))}</a>` : ''}</span
      >`,
    );
  }

  #outages({ outageIds }: StatementResult): TemplateResult | '' {
    if (outageIds.length === 0) return '';
    const { reports } = this.t;
    const rest = outageIds.length - MOST_OUTAGES;
    return pair(
      reports.panel.outages,
      html`<span class="links"
          >${outageIds.slice(0, MOST_OUTAGES).map((id) => html`<a href=${outageAddress(id)}>${id}</a>`)}
          ${rest > 0 ? reports.moreOutages(this.format.number(rest)) : ''}</span
        >
        <p><a href=${this.ledger}>${reports.toLedger}</a></p>`,
    );
  }

  #criteria({ criterionIds }: StatementResult): TemplateResult | '' {
    if (criterionIds.length === 0) return '';
    const { reports } = this.t;
    const names = criterionIds.map((id) => this.criteria.find((one) => one.id === id)?.name ?? id);
    return pair(
      reports.panel.criteria,
      html`${lines(names)}
        <p><a href=${this.readiness}>${reports.toReadiness}</a></p>`,
    );
  }

  #systems({ systemIds }: Statement): TemplateResult | '' {
    if (systemIds.length === 0) return '';
    return pair(
      this.t.reports.panel.systems,
      html`<ul>
        ${systemIds.map(
          (id) => html`<li><a href="/systems#${id}">${systemOf(id)?.name[locale().language] ?? id}</a></li>`,
        )}
      </ul>`,
    );
  }

  #place({ state, score }: StatementRow): string {
    const { reports } = this.t;
    return state === 'found'
      ? `${reports.states.found}; ${reports.sure(this.format.percent(Math.round(score * 100) / 100))}.`
      : `${reports.states[state]}.`;
  }

  #acts(statement: Statement, row: StatementRow): TemplateResult {
    const { reports } = this.t;
    const act = (words: string, name: string, isFirst = false): TemplateResult =>
      html`<button
        class=${isFirst ? 'primary' : ''}
        type="button"
        aria-disabled=${this.pending}
        @click=${() => emit(this, name, {})}
      >
        ${words}
      </button>`;
    return html`<div class="actions">
        ${row.state === 'found' ? act(reports.accept, 'ww-accept', true) : ''}
        ${act(row.passage ? reports.move : reports.choose, 'ww-place')}
        ${row.state === 'absent' ? '' : act(reports.absent, 'ww-absent')}
      </div>
      ${
        statement.target && row.passage
          ? // What was typed stays in sight beside the reason why it was refused.
            html`<details ?open=${this.failure !== '' || (statement.target.value === null && row.target === null)}>
              <summary>${reports.setTarget}</summary>
              <ww-target-form .statement=${statement} .row=${row} .pending=${this.pending}></ww-target-form>
            </details>`
          : ''
      }`;
  }
}

function pair(term: string, value: TemplateResult | string): TemplateResult {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}

function lines(list: readonly string[]): TemplateResult {
  return html`<ul>
    ${list.map((line) => html`<li>${line}</li>`)}
  </ul>`;
}
