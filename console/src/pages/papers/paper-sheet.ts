import type { PaperAnnex, PaperBlock, PaperContent, PaperRow, Run } from '@wardwatch/shared/api';
import type { PaperText } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import { copyText } from '../../components/copy-text.ts';
import { toast } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, text } from '../../theme/shared-styles.ts';
import { type BlockGroup, groupedBlocks } from './block-groups.ts';
import { blockStyles, headingView, runView, tableLabel, tableView } from './paper-blocks.ts';
import { drafts } from './paper-drafts.ts';
import { shownText } from './paper-edit.ts';
import { listed, MOTTO, NATION } from './paper-form.ts';
import { sheetStyles } from './paper-sheet-styles.ts';
import { plainText, TEXTS_OF } from './paper-words.ts';
import './slot-editor.ts';

/** Lines of the head that an officer may write; they are no paragraphs. */
const HEAD_TEXTS: ReadonlySet<PaperText> = new Set(['subject', 'addressees']);

declare global {
  interface HTMLElementTagNameMap {
    'ww-paper-sheet': PaperSheet;
  }
}

/**
 * A document as it will be printed: a sheet where there is room, plain text on a phone. Figures lead to their rows; the
 * officer's texts are edited in place (`ww-edit` with a `PaperEdit`).
 */
@customElement('ww-paper-sheet')
export class PaperSheet extends LocalizedElement {
  static override styles = [base, text, button, blockStyles, sheetStyles];

  @property({ attribute: false }) paper: PaperRow | undefined;
  @property({ attribute: false }) content: PaperContent | undefined;
  @property({ type: Boolean }) editable = false;
  @property({ type: Boolean }) pending = false;
  /** Why the server refused the last change, in words. */
  @property() failure = '';
  @state() private editing: PaperText | undefined;

  /** The text was saved: its editor closes. */
  closeEditor(): void {
    this.editing = undefined;
  }

  override render(): TemplateResult | '' {
    const { paper, content } = this;
    if (!paper || !content) return '';
    return html`<article class="sheet" lang="vi" aria-label=${this.t.papers.sheet}>
        ${this.#head(content)} ${this.#title(content)} ${this.#addressees(content)}
        ${listed(content.bases).map((one) => html`<p class="i">${one}</p>`)} ${this.#blocks(content.blocks, 1)}
        ${this.#more(paper, content)} ${this.#end(content)}
      </article>
      ${content.annexes.map((annex, index) => this.#annex(annex, index))}`;
  }

  #head({ issuer, numberLine, placeDate }: PaperContent): TemplateResult | '' {
    if (issuer.length === 0 || numberLine === null) return '';
    return html`<div class="head">
      <div>
        ${issuer.map((line, index) => html`<p class=${index === issuer.length - 1 ? 'issuer last' : 'issuer'}>${line}</p>`)}
        <p class="blanks">${numberLine}</p>
      </div>
      <div>
        <p class="b">${NATION}</p>
        <p class="motto">${MOTTO}</p>
        ${placeDate === null ? '' : html`<p class="i blanks">${placeDate}</p>`}
      </div>
    </div>`;
  }

  #title({ type, subject }: PaperContent): TemplateResult | '' {
    if (type === null && subject === '') return '';
    return html`<div class="title">
        ${type === null ? '' : html`<h2>${type}</h2>`}
        <p class="subject">${subject}</p>
      </div>
      ${this.#tools('subject')}`;
  }

  #addressees({ addressees }: PaperContent): TemplateResult | '' {
    if (addressees.length === 0) return '';
    const words = this.t.papers.to;
    const several = html`<ul>
      ${listed(addressees, '- ').map((one) => html`<li>${one}</li>`)}
    </ul>`;
    return html`<div class="to">
        <span>${words}</span>${addressees.length === 1 ? html`<span>${addressees[0]}</span>` : several}
      </div>
      ${this.#tools('addressees')}`;
  }

  #blocks(blocks: readonly PaperBlock[], firstTable: number): TemplateResult[] {
    let table = firstTable - 1;
    return groupedBlocks(blocks).map((group) => {
      if (group.slot === undefined && group.block.kind === 'table') table += 1;
      return this.#group(group, table);
    });
  }

  #group(group: BlockGroup, table: number): TemplateResult {
    if (group.slot !== undefined) {
      const shown = group.paragraphs.map((runs) => this.#paragraph(runs));
      return html`<div class="slot">${this.#isEditing(group.slot) ? '' : shown} ${this.#tools(group.slot)}</div>`;
    }
    const { block } = group;
    if (block.kind === 'heading') return headingView(block);
    if (block.kind === 'table') return tableView(block, tableLabel(this.t, table));
    return this.#paragraph(block.runs);
  }

  #paragraph(runs: readonly Run[]): TemplateResult {
    return html`<p>${runs.map((run) => runView(run))}</p>
      ${this.paper?.kind === 'paragraphs' ? this.#copyOne(runs.map(({ text: words }) => words).join('')) : ''}`;
  }

  #copyOne(words: string): TemplateResult {
    return html`<div class="tools">
      <button type="button" class="plain" @click=${() => this.#copy(words)}>
        ${icon('copy')}${this.t.papers.copyOne}
      </button>
    </div>`;
  }

  /** Copies the whole document as plain text. */
  async copyAll(): Promise<void> {
    if (this.content) await this.#copy(plainText(this.content));
  }

  async #copy(words: string): Promise<void> {
    const { papers } = this.t;
    toast(this, (await copyText(words)) ? papers.copied : papers.copyFailed);
  }

  #isEditing(name: PaperText): boolean {
    return this.editable && this.editing === name;
  }

  /** What an officer can do with a text: to write it, or to see that he did. */
  #tools(name: PaperText): TemplateResult | '' {
    const { paper, content } = this;
    if (!paper || !content) return '';
    const { papers } = this.t;
    const isOwn = paper.texts[name] !== undefined;
    if (this.#isEditing(name)) return this.#editor(paper, content, name, isOwn);
    const isUnsaved = this.editable && drafts.read(paper.id, name) !== undefined;
    const edit = html`<button
      type="button"
      class="plain"
      aria-label=${papers.editNamed(papers.texts[name])}
      @click=${() => this.#edit(name)}
    >
      ${this.t.app.edit}
    </button>`;
    if (!this.editable && !isOwn) return '';
    return html`<div class="tools">
      ${isOwn ? html`<ww-chip tone="quiet" .picture=${'half'} .label=${papers.ownText}></ww-chip>` : ''}
      ${isUnsaved ? html`<ww-chip tone="warning" .picture=${'alert'} .label=${papers.unsaved}></ww-chip>` : ''}
      ${this.editable ? edit : ''}
    </div>`;
  }

  #editor(paper: PaperRow, content: PaperContent, name: PaperText, isOwn: boolean): TemplateResult {
    return html`<ww-slot-editor
      .paperId=${paper.id}
      .name=${name}
      .value=${paper.texts[name] ?? shownText(content, name)}
      .own=${isOwn}
      .pending=${this.pending}
      .failure=${this.failure}
      @ww-cancel=${() => this.closeEditor()}
    ></ww-slot-editor>`;
  }

  /** Texts that this kind of document may have and that do not stand in it yet. */
  #more(paper: PaperRow, content: PaperContent): TemplateResult | '' {
    if (!this.editable) return '';
    const { papers } = this.t;
    const there = new Set(content.blocks.map((block) => (block.kind === 'paragraph' ? block.slot : undefined)));
    const missing = TEXTS_OF[paper.kind].filter((name) => !HEAD_TEXTS.has(name) && !there.has(name));
    if (missing.length === 0) return '';
    return html`<div class="more">
      <div class="tools">
        <span class="soft small">${papers.addText}:</span>
        ${missing.map(
          (name) =>
            html`<button type="button" class="plain" @click=${() => this.#edit(name)}>
              ${icon('plus')}${papers.texts[name]}
            </button>`,
        )}
      </div>
      ${missing.map((name) => (this.#isEditing(name) ? this.#editor(paper, content, name, false) : ''))}
    </div>`;
  }

  #edit(name: PaperText): void {
    this.editing = name;
    void this.updateComplete.then(() => this.renderRoot.querySelector('ww-slot-editor')?.focus());
  }

  #end({ signature, signer, witnesses, recipients, stamp }: PaperContent): TemplateResult {
    return html`${witnesses.length === 0 ? '' : html`<div class="witnesses">${witnesses.map((one) => html`<p>${one}</p>`)}</div>`}
    ${
      signature.length === 0 && recipients.length === 0
        ? ''
        : html`<div class="end">
            <div class="recipients">
              ${recipients.length === 0 ? '' : html`<p class="label">${this.t.papers.recipients}</p>`}
              ${listed(recipients, '- ').map((one) => html`<p>${one}</p>`)}
            </div>
            <div class="signature">
              ${signature.map((line) => html`<p>${line}</p>`)}
              <p class="signer">${signer ?? ''}</p>
            </div>
          </div>`
    }
    ${stamp.length === 0 ? '' : html`<div class="stamp">${stamp.map((line) => html`<p>${line}</p>`)}</div>`}`;
  }

  #annex({ label, title, leader, isLandscape, blocks }: PaperAnnex, index: number): TemplateResult {
    return html`<section
      class="sheet ${isLandscape ? 'wide' : ''}"
      lang="vi"
      aria-label=${`${this.t.papers.annex} ${index + 1}`}
    >
      <div class="title">
        <h2 class="annex">${label}</h2>
        <p class="subject">${title}</p>
        <p class="i blanks">${leader}</p>
      </div>
      ${this.#blocks(blocks, 100 * (index + 1))}
    </section>`;
  }
}
