import { consume } from '@lit/context';
import type { DownloadRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/command-box.ts';
import { icon } from '../../components/icons.ts';
import '../../components/notices.ts';
import { tabs, tabStyles } from '../../components/tabs.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import type { IssuedCode } from './code-form.ts';
import { commandLimit, downloadUrl, linuxInstall, trialCommand, windowsInstall } from './commands.ts';

const PLATFORMS = [
  'windows-x64',
  'linux-x64',
  'linux-arm64',
  'any',
] as const satisfies readonly DownloadRow['platform'][];
type Platform = (typeof PLATFORMS)[number];

/** What builds the packages, in the folder of the program. */
const BUILD_COMMAND = 'npx pnpm package';

const COUNTDOWN_STEP_MS = 1_000;

/** The package and the command for a code, for each system, and how long the code still works. */
@customElement('ww-code-panel')
export class CodePanel extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    tabStyles,
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
      .panel > [role='tabpanel'] {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }
      .file {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .package {
        display: grid;
        gap: var(--space-2);
      }
      .sum {
        font-family: var(--font-code);
        font-size: var(--text-xs);
        overflow-wrap: anywhere;
      }
      .code {
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
  @state() private platform: Platform = 'windows-x64';
  readonly #downloads = new RequestController<{ downloads: DownloadRow[] }>(this);
  #cancelTick: (() => void) | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelTick?.();
  }

  override willUpdate(): void {
    if (this.#downloads.state.kind === 'initial') void this.#load();
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
    const { downloads } = this.t;
    const limit = commandLimit(code.serverUrl);
    return html`<div class="panel">
      ${limit ? html`<p class="limit">${limit === 'only-here' ? enrol.onlyHere : enrol.plainOnly}</p>` : ''}
      ${tabs({
        id: 'system',
        label: enrol.system,
        tabs: PLATFORMS.map((platform) => [platform, downloads.platforms[platform]]),
        chosen: this.platform,
        onChoose: (platform) => (this.platform = platform),
      })}
      <div role="tabpanel" id="system-panel" aria-labelledby="system-tab-${this.platform}">${this.#system(code)}</div>
      <p>${enrol.code}: <code class="code">${code.code}</code></p>
      <p class="soft small">${enrol.codeOnce} ${enrol.expiresIn(this.format.duration(this.#leftMs))}.</p>
    </div>`;
  }

  #system(code: IssuedCode): TemplateResult | '' {
    const { downloads } = this.t;
    const asks = html`<p class="soft small">${downloads.asks}</p>`;
    if (this.platform === 'any') {
      return html`<p class="soft">${downloads.hintAny}</p>
        <ww-command-box .command=${trialCommand(code)}></ww-command-box>
        ${asks}`;
    }
    const { failure, value } = this.#downloads;
    if (failure) {
      const words = failureWords(failure, this.t, this.format);
      return html`<ww-failure retryable .description=${words} @ww-retry=${this.#load}></ww-failure>`;
    }
    if (!value) return '';
    const found = value.downloads.find(({ platform }) => platform === this.platform);
    if (!found) {
      return html`<p>${downloads.notBuilt}</p>
        <ww-command-box .command=${BUILD_COMMAND}></ww-command-box>
        <p class="soft">${downloads.notBuiltElse}</p>`;
    }
    const isWindows = found.platform === 'windows-x64';
    const command = isWindows ? windowsInstall(code, found) : linuxInstall(code, found);
    return html`<p class="soft">${isWindows ? downloads.hintWindows : downloads.hintLinux}</p>
      <ww-command-box .command=${command}></ww-command-box>
      ${asks} ${this.#file(code, found)}`;
  }

  #file({ serverUrl }: IssuedCode, row: DownloadRow): TemplateResult {
    const { downloads } = this.t;
    const words = downloads.download(row.fileName, this.format.measure(row.bytes, 'bytes'));
    return html`<div class="package">
      <p class="file">
        <a class="button" href=${downloadUrl(serverUrl, row.fileName)} download>${icon('download')}${words}</a>
        <span class="soft small">${downloads.version(row.version)}</span>
      </p>
      <p><span class="soft small">${downloads.checksum}:</span> <span class="sum">${row.sha256}</span></p>
    </div>`;
  }

  get #leftMs(): number {
    return this.code ? this.code.expiresAt - this.services.serverTime.now() : 0;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#downloads.run(clock, (signal) => api.watching.downloads(signal));
  };
}
