import type { SaveWindowRequest } from '@wardwatch/shared/api';
import type { PlannedWindow } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import type { ApiResult } from '../../data/api-failure.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import './window-form.ts';
import { isLate, scopeWords, sortedWindows, spanWords, type WindowPhase, windowPhase } from './window-words.ts';

const PHASE_LOOKS = {
  current: { tone: 'notice', picture: 'state-planned' },
  upcoming: { tone: 'quiet', picture: 'state-pending' },
  past: { tone: 'quiet', picture: 'check' },
  cancelled: { tone: 'quiet', picture: 'state-revoked' },
} as const satisfies Record<WindowPhase, unknown>;

const byName = new Intl.Collator('vi', { numeric: true });

/** Maintenance windows and notices of power cuts: what is announced, so that it is no outage. */
@customElement('ww-windows-page')
export class WindowsPage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      li {
        display: grid;
        gap: var(--space-1);
        padding-block: var(--space-3);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      li:first-child {
        border-block-start: 0;
      }
      .marks {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
      }
      @media (width >= 40rem) {
        li {
          grid-template-columns: minmax(0, 1fr) auto;
          column-gap: var(--space-4);
        }
        li > * {
          grid-column: 1;
        }
        li > button {
          grid-area: 1 / 2 / span 4;
          align-self: start;
        }
      }
      @media (width < 40rem) {
        li > button {
          justify-self: start;
          margin-block-start: var(--space-2);
        }
      }
      .gone {
        color: var(--ww-text-soft);
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
        align-items: center;
      }
      .actions {
        display: flex;
        gap: var(--space-3);
        margin-block-start: var(--space-5);
      }
      ww-failure {
        margin-block-start: var(--space-3);
      }
    `,
  ];

  readonly #list = new RequestController<{ windows: PlannedWindow[] }>(this);
  readonly #change = new RequestController<true>(this);
  @state() private isAdding = false;
  @state() private cancelling: PlannedWindow | undefined;
  #openedAt = 0;

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { windows, calendars } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${windows.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft">${windows.intro}</p>
      <div class="tools">
        ${this.isAdmin ? html`<button class="primary" type="button" @click=${this.#add}>${icon('plus')}${windows.add}</button>` : ''}
        <a href="/calendars">${calendars.link}</a>
      </div>
      ${this.requested(this.#list, this.#load, (list) => this.#shown(list.windows))}
      ${this.isAdmin ? this.#dialogs() : ''}
    </div>`;
  }

  #dialogs(): TemplateResult {
    const { windows } = this.t;
    return html`<ww-dialog .open=${this.isAdding} .heading=${windows.add} @ww-close=${this.#hide}>
        ${this.isAdding ? this.#form() : ''}
      </ww-dialog>
      <ww-dialog .open=${this.cancelling !== undefined} .heading=${windows.cancelTitle} @ww-close=${this.#hide}>
        ${this.cancelling ? this.#cancellation(this.cancelling) : ''}
      </ww-dialog>`;
  }

  #shown(all: readonly PlannedWindow[]): TemplateResult {
    const { windows } = this.t;
    if (all.length === 0)
      return html`<ww-empty .heading=${windows.emptyTitle} .description=${windows.emptyText}></ww-empty>`;
    return html`<section class="card">
      <h2 class="unseen">${windows.list}</h2>
      <ul>
        ${sortedWindows(all, this.now).map((window) => this.#window(window))}
      </ul>
    </section>`;
  }

  #window(window: PlannedWindow): TemplateResult {
    const { windows } = this.t;
    const phase = windowPhase(window, this.now);
    const { tone, picture } = PHASE_LOOKS[phase];
    const isOpen = phase === 'current' || phase === 'upcoming';
    return html`<li class=${isOpen ? '' : 'gone'}>
      <div class="marks">
        <b>${windows.kinds[window.kind]}: ${window.reason}</b>
        <ww-chip .tone=${tone} .picture=${picture} .label=${windows[phase]}></ww-chip>
        ${isLate(window) ? html`<ww-chip tone="warning" .picture=${'alert'} .label=${windows.late}></ww-chip>` : ''}
      </div>
      <p>${spanWords(window, this.t, this.format)}</p>
      <p>${scopeWords(window.scope, this.names, this.t)}</p>
      <p class="soft small">
        ${window.source === '' ? '' : `${window.source}; `}${windows.enteredAt(this.format.dateTime(window.enteredAt))},
        ${this.names.person(window.enteredBy)}
      </p>
      ${
        isOpen && this.isAdmin
          ? html`<button
              type="button"
              aria-label=${windows.cancelNamed(window.reason)}
              @click=${() => this.#askCancel(window)}
            >
              ${windows.cancel}
            </button>`
          : ''
      }
    </li>`;
  }

  #failure(): string {
    const { failure } = this.#change;
    return failure ? this.failureWords(failure) : '';
  }

  #form(): TemplateResult {
    const sites = [...(this.fleet?.sites.values() ?? [])]
      .filter(({ archived }) => !archived)
      .toSorted((a, b) => byName.compare(a.name, b.name));
    return html`<ww-window-form
      autofocus
      .sites=${sites}
      .openedAt=${this.#openedAt}
      .pending=${this.#change.isPending}
      .failure=${this.#failure()}
      @ww-cancel=${this.#hide}
      @ww-submit=${(event: CustomEvent<SaveWindowRequest>) => this.#save(event.detail)}
    ></ww-window-form>`;
  }

  #cancellation(window: PlannedWindow): TemplateResult {
    const { windows } = this.t;
    const failure = this.#failure();
    const cancel = (): Promise<void> =>
      this.#finish(() => this.services.api.ledger.cancelWindow(window.id), windows.cancelDone);
    return html`<p><b>${window.reason}</b>, ${spanWords(window, this.t, this.format)}</p>
      <p>${windows.cancelText}</p>
      ${failure === '' ? '' : html`<ww-failure .description=${failure}></ww-failure>`}
      <div class="actions">
        <button type="button" class="danger" aria-disabled=${this.#change.isPending} @click=${cancel}>
          ${windows.cancelConfirm}
        </button>
        <button type="button" @click=${this.#hide}>${windows.keep}</button>
      </div>`;
  }

  #save(request: SaveWindowRequest): Promise<void> {
    return this.#finish(() => this.services.api.ledger.saveWindow(request), this.t.windows.saved);
  }

  async #finish(call: () => Promise<ApiResult<true>>, words: string): Promise<void> {
    if (this.#change.isPending) return;
    const result = await this.#change.run(this.services.clock, call);
    if (!result?.ok) return;
    this.#hide();
    toast(this, words);
    await this.#load();
  }

  readonly #add = (): void => {
    this.#change.reset();
    this.#openedAt = this.now;
    this.isAdding = true;
  };

  #askCancel(window: PlannedWindow): void {
    this.#change.reset();
    this.cancelling = window;
  }

  readonly #hide = (): void => {
    this.isAdding = false;
    this.cancelling = undefined;
  };

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.ledger.windows(signal));
  };
}
