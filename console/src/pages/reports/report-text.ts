import type { StatementResult, StatementRow } from '@wardwatch/shared/api';
import type { Passage, ReportBlock } from '@wardwatch/shared/model';
import { type Statement, statementOf } from '@wardwatch/shared/statements';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { toneStyles } from '../../components/tone-styles.ts';
import { locale } from '../../i18n/language.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, text } from '../../theme/shared-styles.ts';
import { type Mark, markedRuns, type Run } from './mark-runs.ts';
import { shortFigure, VERDICT_LOOKS } from './statement-words.ts';
import { selectedPassage } from './text-selection.ts';

/**
 * The report's own text, each statement marked in place: the kind of line under it tells the verdict, and so does the
 * label behind it, which opens its grounds. A gap is highlighted. Sends `ww-statement` with `{ id }`.
 */
@customElement('ww-report-text')
export class ReportText extends LocalizedElement {
  static override styles = [
    base,
    text,
    toneStyles,
    css`
      article {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        line-height: 1.75;
        overflow-wrap: anywhere;
      }
      p {
        white-space: pre-line;
      }
      h3 {
        margin-block-start: var(--space-3);
      }
      .run {
        text-decoration-color: var(--tone-mark);
        text-decoration-thickness: var(--stroke);
        text-underline-offset: 0.25em;
        cursor: pointer;
      }
      .supported {
        text-decoration-line: underline;
      }
      .contradicted {
        text-decoration-line: underline;
        text-decoration-style: wavy;
      }
      .insufficient {
        text-decoration-line: underline;
        text-decoration-style: dashed;
      }
      .manual,
      .not-applicable,
      .unjudged {
        text-decoration-line: underline;
        text-decoration-style: dotted;
      }
      .gap {
        background: var(--ww-warning-soft);
      }
      .chosen {
        background: var(--ww-accent-soft);
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        max-width: 100%;
        min-height: 1.625rem;
        margin: 0 var(--space-1);
        padding: 0 var(--space-2);
        border: var(--hairline) solid var(--ww-line-strong);
        border-radius: var(--radius-full);
        background: var(--ww-surface);
        color: var(--tone-text);
        font: inherit;
        font-size: var(--text-xs);
        font-weight: var(--weight-medium);
        line-height: var(--line-tight);
        text-align: start;
        vertical-align: baseline;
        user-select: none;
        cursor: pointer;
      }
      button[data-tone='danger'],
      button[data-tone='warning'] {
        border-color: var(--tone-line);
        background: var(--tone-soft);
      }
      button:hover,
      button[aria-pressed='true'] {
        border-color: var(--ww-accent);
      }
      button .icon {
        color: var(--tone-mark);
      }
      .missing {
        color: var(--ww-warning-text);
      }
    `,
  ];

  @property({ attribute: false }) blocks: readonly ReportBlock[] = [];
  @property({ attribute: false }) rows: readonly StatementRow[] = [];
  @property({ attribute: false }) results: ReadonlyMap<string, StatementResult> = new Map();
  /** The statement whose grounds are shown. */
  @property() chosen = '';

  /** The passage that the reader has selected in the text, if it lies within one paragraph. */
  get selected(): Passage | undefined {
    const root = this.shadowRoot;
    return root
      ? selectedPassage(
          root,
          this.blocks.map((block) => block.text),
        )
      : undefined;
  }

  /** Brings the label of a statement into view and gives it the focus. */
  show(id: string): void {
    const label = this.renderRoot.querySelector<HTMLElement>(`#label-${id}`);
    label?.scrollIntoView({ block: 'center' });
    label?.focus({ preventScroll: true });
  }

  override render(): TemplateResult {
    return html`<article>${this.blocks.map((block, index) => this.#block(block, index))}</article>`;
  }

  #block(block: ReportBlock, index: number): TemplateResult {
    const marks = this.rows.flatMap(({ statementId, passage }): Mark[] =>
      passage?.block === index ? [{ id: statementId, start: passage.start, end: passage.end }] : [],
    );
    const runs = markedRuns(block.text, marks).map((run) => this.#run(run));
    return block.kind === 'heading'
      ? html`<h3 data-block=${index}>${runs}</h3>`
      : html`<p data-block=${index}>${runs}</p>`;
  }

  /* The text of a run stands alone in its element: selections are read back by its characters. */
  #run({ text: words, start, ids, ending }: Run): TemplateResult {
    const worst = ids.toSorted((a, b) => this.#loudness(b) - this.#loudness(a))[0];
    const run =
      worst === undefined
        ? html`<span data-start=${start}>${words}</span>`
        : html`<span
            class=${this.#classes(ids, worst)}
            data-tone=${this.#toneOf(worst)}
            data-start=${start}
            @click=${() => this.#open(worst)}
            >${words}</span
          >`;
    return html`${run}${ending.map((id) => this.#label(id))}`;
  }

  #classes(ids: readonly string[], worst: string): string {
    const isGap = ids.some((id) => this.results.get(id)?.gap === 'open');
    return [
      'run',
      this.results.get(worst)?.verdict ?? 'unjudged',
      isGap ? 'gap' : '',
      ids.includes(this.chosen) ? 'chosen' : '',
    ].join(' ');
  }

  #toneOf(id: string): string {
    const result = this.results.get(id);
    return result ? VERDICT_LOOKS[result.verdict].tone : 'quiet';
  }

  /** Of statements on one stretch, the one that needs a hand first gives it its line. */
  #loudness(id: string): number {
    return ['quiet', 'calm', 'notice', 'warning', 'danger'].indexOf(this.#toneOf(id));
  }

  #label(id: string): TemplateResult | '' {
    const statement = statementOf(id);
    if (!statement) return '';
    const { reports } = this.t;
    const result = this.results.get(id);
    const words = result ? reports.verdicts[result.verdict] : reports.unjudged;
    const figure = result ? this.#figure(statement, result) : '';
    return html`<button
      type="button"
      id="label-${id}"
      data-tone=${this.#toneOf(id)}
      aria-pressed=${this.chosen === id}
      @click=${() => this.#open(id)}
    >
      ${icon(result ? VERDICT_LOOKS[result.verdict].picture : 'state-unknown')}<span
        ><span class="unseen">${statement.name[locale().language]}: </span>${words}${figure}${
          result?.gap === 'open' ? html` · <b class="missing">${reports.gapOpen}</b>` : ''
        }</span
      >
    </button>`;
  }

  #figure(statement: Statement, result: StatementResult): string {
    const figure = shortFigure(statement, result, this.t, this.format);
    return figure === '' ? '' : `: ${figure}`;
  }

  #open(id: string): void {
    // A click that ends a selection is no question.
    if (this.selected) return;
    emit(this, 'ww-statement', { id });
  }
}
