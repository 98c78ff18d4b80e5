import { type ImportPreview, type ImportResult, MAX_IMPORT_BYTES } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { icon } from '../../components/icons.ts';
import { INVENTORY_FILES } from '../../data/inventory-api.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, field, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';
import { page } from '../page-styles.ts';
import { type FileMistake, importFileMistake } from './import-file.ts';
import './import-preview.ts';

const MEGABYTE = 1024 * 1024;

/** Takes a file in: chosen, checked row by row, and only then written, all of it or nothing. */
@customElement('ww-import-page')
export class ImportPage extends PageElement {
  static override styles = [
    base,
    text,
    button,
    card,
    field,
    page,
    css`
      nav {
        margin-block-end: calc(-1 * var(--space-3));
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      input[type='file'] {
        padding: var(--space-2) var(--space-3);
      }
      input::file-selector-button {
        margin-inline-end: var(--space-3);
        padding: var(--space-1) var(--space-3);
        border: var(--hairline) solid var(--ww-line-strong);
        border-radius: var(--radius-sm);
        background: var(--ww-sunken);
        color: var(--ww-text);
        font: inherit;
        cursor: pointer;
      }
      .card {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }
      .card p {
        overflow-wrap: anywhere;
      }
      progress {
        width: 100%;
        accent-color: var(--ww-accent);
      }
      .actions {
        align-items: center;
      }
    `,
  ];

  @query('input[type="file"]') private readonly input!: HTMLInputElement | null;
  @state() private mistake: FileMistake | 'fileChanged' | undefined;
  /** The file as it was read when it was checked: what is written is what was previewed. */
  @state() private file: File | undefined;
  @state() private startedAt = 0;
  readonly #preview = new RequestController<ImportPreview>(this);
  readonly #import = new RequestController<ImportResult>(this);

  override render(): TemplateResult {
    const { inventory, inventoryImport, app } = this.t;
    return html`<div class="page">
      <nav aria-label=${inventory.title}><a href="/inventory">← ${inventory.title}</a></nav>
      <header>
        <h1 tabindex="-1">${inventoryImport.title}</h1>
        ${this.asOf()}
      </header>
      ${
        this.isAdmin
          ? html`<p class="soft narrow">${inventoryImport.intro}</p>
              ${this.#step()}`
          : html`<ww-failure .description=${app.forbidden}></ww-failure>`
      }
    </div>`;
  }

  #step(): TemplateResult {
    const { value: result } = this.#import;
    const { value: preview } = this.#preview;
    const isWriting = this.#import.isPending;
    const isWaiting = isWriting || this.#preview.isPending;
    // The chooser stays, unseen, so that it still holds the file that was chosen.
    return html`${this.#chooser(isWaiting || result !== undefined)}
    ${isWaiting ? this.#waiting(isWriting ? 'writing' : 'checking') : ''}
    ${!isWaiting && result ? this.#done(result) : ''}
    ${!isWaiting && !result && preview ? this.#previewed(preview) : ''}`;
  }

  #chooser(isHidden: boolean): TemplateResult {
    const { inventory, inventoryImport } = this.t;
    const { failure } = this.#preview;
    const mb = this.format.number(MAX_IMPORT_BYTES / MEGABYTE);
    return html`<form class="card" novalidate ?hidden=${isHidden} @submit=${this.#check}>
      <div class="field">
        <label for="file">${inventoryImport.file}</label>
        <input
          id="file"
          name="file"
          type="file"
          accept=".xlsx,.csv"
          aria-invalid=${this.mistake !== undefined}
          aria-describedby="file-mistake file-hint"
          @click=${forgetChoice}
          @change=${this.#check}
        />
        <span class="mistake" id="file-mistake" role="status">${this.#mistakeWords(mb)}</span>
        <span class="hint" id="file-hint">${inventoryImport.fileHint(mb)}</span>
      </div>
      ${failure ? html`<ww-failure .description=${this.failureWords(failure)}></ww-failure>` : ''}
      <div class="actions">
        <button class=${this.#preview.value ? '' : 'primary'}>${inventoryImport.check}</button>
        <a class="button" href=${INVENTORY_FILES.template} download>${icon('download')}${inventory.template}</a>
      </div>
    </form>`;
  }

  #mistakeWords(mb: string): string {
    const { inventoryImport } = this.t;
    if (!this.mistake) return '';
    const words = inventoryImport[this.mistake];
    return typeof words === 'string' ? words : words(mb);
  }

  #waiting(what: 'checking' | 'writing'): TemplateResult {
    const { inventoryImport } = this.t;
    const { name = '', size = 0 } = this.file ?? {};
    const words =
      what === 'checking'
        ? inventoryImport.checking(name, this.format.measure(size, 'bytes'))
        : inventoryImport.writing(name);
    const waitedMs = this.now - this.startedAt;
    return html`<section class="card" aria-busy="true">
      <p role="status">${words}</p>
      <progress aria-label=${words}></progress>
      <p class="soft small">
        ${waitedMs >= 5_000 ? inventoryImport.waited(this.format.duration(waitedMs)) : ''}
        ${what === 'checking' ? inventoryImport.checkingHint : inventoryImport.writingHint}
      </p>
      ${
        what === 'checking'
          ? html`<div class="actions">
              <button type="button" @click=${this.#restart}>${inventoryImport.stop}</button>
            </div>`
          : ''
      }
    </section>`;
  }

  #previewed(preview: ImportPreview): TemplateResult {
    const { inventoryImport } = this.t;
    const isStopped = preview.problems.some(({ isWarning }) => !isWarning);
    const changes = preview.counts.add + preview.counts.update;
    const { failure } = this.#import;
    return html`<p><b>${this.file?.name ?? ''}</b></p>
      <ww-import-preview .preview=${preview}>
        ${failure ? html`<ww-failure .description=${this.failureWords(failure)}></ww-failure>` : ''}
        ${changes === 0 && !isStopped ? html`<p>${preview.counts.same === 0 ? inventoryImport.noRows : inventoryImport.nothingChanges}</p>` : this.#commitment(preview, isStopped)}
      </ww-import-preview>`;
  }

  #commitment(preview: ImportPreview, isStopped: boolean): TemplateResult {
    const { inventoryImport } = this.t;
    return html`<div class="actions">
      <button
        type="button"
        class="primary"
        aria-disabled=${isStopped}
        aria-describedby="commit-hint"
        @click=${() => this.#commit(preview, isStopped)}
      >
        ${inventoryImport.commit}
      </button>
      <span class="hint" id="commit-hint"
        >${isStopped ? inventoryImport.commitBlocked : inventoryImport.commitHint}</span
      >
    </div>`;
  }

  #done({ added, updated, same }: ImportResult): TemplateResult {
    const { inventoryImport } = this.t;
    const number = (value: number): string => this.format.number(value);
    return html`<section class="card" role="status">
      <h2>${inventoryImport.doneTitle}</h2>
      <p>${inventoryImport.done(number(added), number(updated), number(same))}</p>
      <div class="actions">
        <a class="button primary" href="/inventory">${inventoryImport.toInventory}</a>
        <button type="button" @click=${this.#restart}>${inventoryImport.another}</button>
      </div>
    </section>`;
  }

  readonly #check = async (event: Event): Promise<void> => {
    event.preventDefault();
    const chosen = this.input?.files?.[0] ?? this.file;
    this.mistake = importFileMistake(chosen);
    this.#preview.reset();
    this.#import.reset();
    if (!chosen || this.mistake) return this.input?.focus();
    const file = await readWhole(chosen);
    this.file = file;
    if (!file) {
      this.mistake = 'fileChanged';
      return this.input?.focus();
    }
    this.startedAt = this.now;
    const { api, clock } = this.services;
    await this.#preview.run(clock, (signal) => api.inventory.preview(file, signal));
  };

  async #commit({ digest }: ImportPreview, isStopped: boolean): Promise<void> {
    const { file } = this;
    if (isStopped || !file || this.#import.isPending) return;
    const { api, clock } = this.services;
    this.startedAt = this.now;
    await this.#import.run(clock, () => api.inventory.import(file, digest));
  }

  readonly #restart = (): void => {
    this.#preview.reset();
    this.#import.reset();
    this.file = undefined;
    if (this.input) forget(this.input);
  };
}

/** Chosen anew, a file that was mended counts as another choice, although it has the same name. */
function forgetChoice(event: Event): void {
  if (event.currentTarget instanceof HTMLInputElement) forget(event.currentTarget);
}

function forget(input: HTMLInputElement): void {
  input.value = '';
}

/** The file in memory, or undefined where it cannot be read: it was changed or moved after it was chosen. */
async function readWhole(file: File): Promise<File | undefined> {
  return file.arrayBuffer().then(
    (content) => new File([content], file.name, { type: file.type }),
    () => undefined,
  );
}
