import { consume } from '@lit/context';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/command-box.ts';
import '../../components/notices.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, text } from '../../theme/shared-styles.ts';
import type { IssuedCode } from './code-form.ts';
import { commandLimit, linuxCommand, windowsCommand } from './commands.ts';

const SYSTEMS = ['windows', 'linux'] as const;
type System = (typeof SYSTEMS)[number];

const COUNTDOWN_STEP_MS = 1_000;

/** The command to run for a code, for each system, and how long the code still works. */
@customElement('ww-code-panel')
export class CodePanel extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    css`
      .limit {
        padding: var(--space-3) var(--space-4);
        border-inline-start: 3px solid var(--ww-notice, currentColor);
        font-size: var(--text-sm);
      }
      .panel {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        border-block-end: var(--hairline) solid var(--ww-line);
      }
      [role='tab'] {
        border-color: transparent;
        border-block-end: var(--stroke) solid transparent;
        border-radius: 0;
        background: none;
        color: var(--ww-text-soft);
      }
      [role='tab'][aria-selected='true'] {
        border-block-end-color: var(--ww-accent);
        color: var(--ww-text);
      }
      code {
        font-family: var(--font-code);
        font-size: var(--text-lg);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property({ attribute: false }) code: IssuedCode | undefined;
  @state() private system: System = 'windows';
  #cancelTick: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelTick?.();
  }

  override updated(): void {
    this.#cancelTick?.();
    if (this.#leftMs > 0) this.#cancelTick = this.services.clock.after(COUNTDOWN_STEP_MS, () => this.requestUpdate());
  }

  override render(): TemplateResult | undefined {
    const { code } = this;
    if (!code) return undefined;
    const { enrol } = this.t;
    if (this.#leftMs <= 0) return html`<ww-failure .description=${enrol.expired}></ww-failure>`;
    const limit = commandLimit(code.serverUrl);
    const command = this.system === 'linux' ? linuxCommand(code) : windowsCommand(code);
    return html`<div class="panel">
      <p class="soft">${enrol.commandHint}</p>
      ${limit ? html`<p class="limit">${limit === 'only-here' ? enrol.onlyHere : enrol.plainOnly}</p>` : ''}
      <div role="tablist" aria-label=${enrol.system} @keydown=${this.#onKey}>
        ${SYSTEMS.map((system) => this.#tab(system))}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby="tab-${this.system}">
        <ww-command-box .command=${command}></ww-command-box>
      </div>
      <p>${enrol.code}: <code>${code.code}</code></p>
      <p class="soft small">${enrol.codeOnce} ${enrol.expiresIn(this.format.duration(this.#leftMs))}.</p>
    </div>`;
  }

  get #leftMs(): number {
    return this.code ? this.code.expiresAt - this.services.serverTime.now() : 0;
  }

  #tab(system: System): TemplateResult {
    const isChosen = system === this.system;
    return html`<button
      type="button"
      role="tab"
      id="tab-${system}"
      aria-controls="panel"
      aria-selected=${isChosen}
      tabindex=${isChosen ? 0 : -1}
      @click=${() => this.#choose(system)}
    >
      ${this.t.enrol[system]}
    </button>`;
  }

  #choose(system: System): void {
    this.system = system;
  }

  readonly #onKey = async (event: KeyboardEvent): Promise<void> => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    this.#choose(this.system === 'linux' ? 'windows' : 'linux');
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${this.system}`)?.focus();
  };
}
