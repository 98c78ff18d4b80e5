import type { Passage, ReportBlock } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import '../../components/notices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { type Word, wordsOf } from './mark-runs.ts';

/** So much of a paragraph tells it from the others. */
const LABEL_CHARACTERS = 90;

/**
 * Chooses a passage without a mouse: the paragraph, its first word, its last. Sends `ww-submit` with a `Passage`,
 * `ww-by-mouse`, and `ww-cancel`.
 */
@customElement('ww-place-form')
export class PlaceForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: var(--space-4);
      }
      blockquote {
        margin: 0;
        padding: var(--space-3);
        border-inline-start: var(--stroke) solid var(--ww-accent);
        background: var(--ww-sunken);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) blocks: readonly ReportBlock[] = [];
  /** What is chosen at first; null for nothing. */
  @property({ attribute: false }) passage: Passage | null = null;
  /** The statement, in words. */
  @property() statement = '';
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @state() private block: number | undefined;
  @state() private first: number | undefined;
  @state() private last: number | undefined;

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('select')?.focus();
  }

  override render(): TemplateResult {
    const { reports, app } = this.t;
    return html`<form novalidate @submit=${this.#submit}>
      <p>${reports.placeStatement(this.statement)}</p>
      <div class="field">
        <label for="block">${reports.paragraph}</label>
        <select id="block" aria-describedby="block-hint" @change=${this.#onBlock}>
          ${this.#groups()}
        </select>
        <span class="hint" id="block-hint">${reports.paragraphHint}</span>
      </div>
      ${this.#words()} ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${reports.place}</button>
        <button type="button" @click=${() => emit(this, 'ww-by-mouse', {})}>${reports.byMouse}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  /** Paragraphs that have words, below the names of their sections. */
  #groups(): TemplateResult[] {
    const { reports } = this.t;
    const numbered = this.blocks.map((block, index) => ({ ...block, index }));
    const bySection = Map.groupBy(
      numbered.filter((block) => wordsOf(block.text).length > 0),
      ({ section }) => section,
    );
    return [...bySection].map(
      ([section, list]) =>
        html`<optgroup label=${section === '' ? reports.noSection : reports.section(section)}>
          ${list.map(
            ({ index, text: words }) =>
              html`<option value=${index} ?selected=${index === this.#block}>
                ${words.slice(0, LABEL_CHARACTERS)}
              </option>`,
          )}
        </optgroup>`,
    );
  }

  #words(): TemplateResult {
    const { reports } = this.t;
    const words = this.#list;
    const [first, last] = this.#ends;
    const isWrong = first > last;
    const select = (id: string, label: string, chosen: number, onChange: (index: number) => void): TemplateResult =>
      html`<div class="field">
        <label for=${id}>${label}</label>
        <select
          id=${id}
          aria-invalid=${isWrong}
          aria-describedby="words-mistake"
          @change=${(event: Event) => onChange(chosenIndex(event))}
        >
          ${words.map(
            ({ text: word }, index) =>
              html`<option value=${index} .selected=${index === chosen}>
                ${reports.word(this.format.number(index + 1), word)}
              </option>`,
          )}
        </select>
      </div>`;
    return html`<div class="pair">
        ${select('first', reports.firstWord, first, (index) => (this.first = index))}
        ${select('last', reports.lastWord, last, (index) => (this.last = index))}
      </div>
      <span class="mistake" id="words-mistake" role="status">${isWrong ? reports.wordsMistake : ''}</span>
      ${
        isWrong
          ? ''
          : html`<div class="field">
              <span class="hint">${reports.preview}</span>
              <blockquote>${this.#preview()}</blockquote>
            </div>`
      }`;
  }

  get #block(): number {
    const firstOne = this.blocks.findIndex((block) => wordsOf(block.text).length > 0);
    return this.block ?? this.passage?.block ?? Math.max(0, firstOne);
  }

  get #list(): Word[] {
    return wordsOf(this.blocks[this.#block]?.text ?? '');
  }

  /** First and last word: as chosen, as it stands, else the whole paragraph. */
  get #ends(): [first: number, last: number] {
    const words = this.#list;
    const given = this.passage?.block === this.#block ? this.passage : undefined;
    const first = given ? words.findIndex(({ end }) => end > given.start) : 0;
    const last = given ? words.findLastIndex(({ start }) => start < given.end) : words.length - 1;
    return [this.first ?? Math.max(0, first), this.last ?? Math.max(0, last)];
  }

  get #passage(): Passage | undefined {
    const [first, last] = this.#ends;
    const words = this.#list;
    const start = words[first]?.start;
    const end = words[last]?.end;
    return start === undefined || end === undefined || start >= end ? undefined : { block: this.#block, start, end };
  }

  #preview(): string {
    const passage = this.#passage;
    return passage ? (this.blocks[passage.block]?.text.slice(passage.start, passage.end) ?? '') : '';
  }

  readonly #onBlock = (event: Event): void => {
    this.block = chosenIndex(event);
    this.first = undefined;
    this.last = undefined;
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const passage = this.#passage;
    if (passage && !this.pending) emit(this, 'ww-submit', passage);
    else this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
}

function chosenIndex(event: Event): number {
  return event.target instanceof HTMLSelectElement ? Number(event.target.value) : 0;
}
