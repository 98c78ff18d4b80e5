import type { StatementResult, StatementRow } from '@wardwatch/shared/api';
import { type Statement, statementOf } from '@wardwatch/shared/statements';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/chip.ts';
import { emit } from '../../components/emit.ts';
import { locale } from '../../i18n/language.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { figureWords, VERDICT_LOOKS } from './statement-words.ts';

/**
 * What is missing, the weightiest first, and statements without a place in the report. Sends `ww-statement`, `ww-place`
 * and `ww-absent`, each with `{ id }`.
 */
@customElement('ww-statement-lists')
export class StatementLists extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    css`
      :host {
        display: grid;
        gap: var(--space-5);
      }
      section {
        display: grid;
        gap: var(--space-3);
      }
      ol,
      section > ul {
        display: grid;
        gap: var(--space-4);
      }
      li {
        display: grid;
        justify-items: start;
        gap: var(--space-1);
        min-width: 0;
        overflow-wrap: anywhere;
      }
      button.name {
        min-height: 0;
        padding: 0;
        border: 0;
        background: none;
        color: var(--ww-accent);
        text-align: start;
        text-decoration: underline;
        text-underline-offset: 0.2em;
        text-decoration-thickness: var(--hairline);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) rows: readonly StatementRow[] = [];
  @property({ attribute: false }) results: readonly StatementResult[] = [];
  @property({ type: Boolean }) editable = false;

  override render(): TemplateResult {
    const placed = new Set(this.rows.filter(({ passage }) => passage !== null).map(({ statementId }) => statementId));
    const gaps = this.results
      .filter(({ gap, statementId }) => gap === 'open' && placed.has(statementId))
      .toSorted((a, b) => b.weight - a.weight || a.statementId.localeCompare(b.statementId));
    const missing = this.rows.filter(({ state }) => state === 'missing');
    const absent = this.rows.filter(({ state }) => state === 'absent');
    return html`${this.#gaps(gaps)} ${missing.length > 0 ? this.#missing(missing) : ''}
    ${absent.length > 0 ? this.#absent(absent) : ''}`;
  }

  #gaps(gaps: readonly StatementResult[]): TemplateResult {
    const { reports } = this.t;
    return html`<section class="card" aria-labelledby="gaps">
      <div>
        <h2 id="gaps">${reports.gaps}</h2>
        <p class="soft small">${gaps.length === 0 ? reports.gapsEmpty : reports.gapsText}</p>
      </div>
      <ol>
        ${gaps.map((result) => this.#gap(result))}
      </ol>
    </section>`;
  }

  #gap(result: StatementResult): TemplateResult | '' {
    const statement = statementOf(result.statementId);
    if (!statement) return '';
    const { tone, picture } = VERDICT_LOOKS[result.verdict];
    return html`<li>
      <button class="name" type="button" @click=${() => emit(this, 'ww-statement', { id: statement.id })}>
        ${nameOf(statement)}
      </button>
      <ww-chip .tone=${tone} .picture=${picture} .label=${this.t.reports.verdicts[result.verdict]}></ww-chip>
      <p class="small">${figureWords(statement, result, this.t, this.format)}</p>
    </li>`;
  }

  #missing(rows: readonly StatementRow[]): TemplateResult {
    const { reports } = this.t;
    return html`<section class="card" aria-labelledby="missing">
      <div>
        <h2 id="missing">${reports.missing}</h2>
        <p class="soft small">${reports.missingText}</p>
      </div>
      <ul>
        ${rows.map(({ statementId }) => this.#unplaced(statementId, true))}
      </ul>
    </section>`;
  }

  #absent(rows: readonly StatementRow[]): TemplateResult {
    return html`<section class="card" aria-labelledby="absent">
      <h2 id="absent">${this.t.reports.notMentioned}</h2>
      <ul>
        ${rows.map(({ statementId }) => this.#unplaced(statementId, false))}
      </ul>
    </section>`;
  }

  #unplaced(id: string, isOpen: boolean): TemplateResult | '' {
    const statement = statementOf(id);
    if (!statement) return '';
    const { reports } = this.t;
    const name = nameOf(statement);
    const act = (event: string, words: string, named: string): TemplateResult =>
      html`<button type="button" aria-label=${named} @click=${() => emit(this, event, { id })}>${words}</button>`;
    return html`<li>
      <p>${name}</p>
      ${
        this.editable
          ? html`<div class="tools">
              ${act('ww-place', reports.choose, reports.chooseNamed(name))}
              ${isOpen ? act('ww-absent', reports.absent, reports.absentNamed(name)) : ''}
            </div>`
          : ''
      }
    </li>`;
  }
}

/** The statement's name in the reader's language. */
function nameOf({ name }: Statement): string {
  return name[locale().language];
}
