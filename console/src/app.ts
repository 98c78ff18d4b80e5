import { ContextProvider } from '@lit/context';
import type { SessionInfo } from '@wardwatch/shared/api';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import './components/app-header.ts';
import './components/connection-banner.ts';
import './components/dialog.ts';
import './components/notices.ts';
import './components/spinner.ts';
import './components/toast-region.ts';
import type { Toast } from './components/toast-region.ts';
import { connectionContext, fleetContext, nowContext, servicesContext, sessionContext } from './data/contexts.ts';
import type { ConnectionState } from './data/live-client.ts';
import { PeopleProvider } from './data/people-provider.ts';
import { RequestController } from './data/request-controller.ts';
import { WatchingProvider } from './data/watching-provider.ts';
import { locale, onLanguageChange, parseLanguage, setLanguage } from './i18n/language.ts';
import { LocalizedElement } from './i18n/localized-element.ts';
import { failureWords } from './pages/failure-words.ts';
import './pages/login/login-form.ts';
import './pages/login/login-page.ts';
import './pages/not-found-page.ts';
import { type Location, Router } from './router.ts';
import { ENTRY_PATHS, type PageRoute, ROUTES } from './routes.ts';
import { createSystem, type Platform, type System } from './system.ts';
import { base, text } from './theme/shared-styles.ts';
import { applyTheme, parseThemeChoice, type ThemeChoice } from './theme/theme-choice.ts';

/** The server's time on the page moves this often. */
const NOW_STEP_MS = 5_000;

/** How long a toast stays. */
const TOAST_MS = 6_000;

/** The newest so many toasts are shown; older ones give way. */
const MOST_TOASTS = 3;

declare global {
  interface HTMLElementTagNameMap {
    'ww-app': App;
  }
}

/** What stands in the middle of the shell. */
type Shown =
  | { kind: 'nothing' }
  | { kind: 'missing' | 'broken' }
  | { kind: 'page'; page: PageRoute; location: Location };

/** The shell of every page: contexts, navigation, connection banner, sign-in, toasts. */
@customElement('ww-app')
export class App extends LocalizedElement {
  static override styles = [
    base,
    text,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 100dvh;
      }
      .skip {
        position: absolute;
        inset-inline-start: var(--space-4);
        z-index: 20;
        padding: var(--space-2) var(--space-4);
        background: var(--ww-surface);
        translate: 0 -200%;
      }
      .skip:focus {
        translate: 0 var(--space-2);
      }
      main {
        flex: 1;
        width: 100%;
        max-width: var(--page-width);
        margin-inline: auto;
        padding: var(--space-5) var(--space-4) var(--space-7);
      }
      footer {
        width: 100%;
        max-width: var(--page-width);
        margin-inline: auto;
        padding: var(--space-4);
        border-block-start: var(--hairline) solid var(--ww-line);
        font-size: var(--text-sm);
      }
      footer a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      ww-dialog p {
        margin-block-end: var(--space-4);
      }
    `,
  ];

  /** Set once, before the element is put on the page. */
  @property({ attribute: false }) platform!: Platform;
  /** What the set-up link carried. */
  @property({ attribute: false }) setupToken: string | undefined;
  @state() private connection: ConnectionState = { kind: 'connecting' };
  @state() private session: SessionInfo | undefined;
  /** The session ended under an open page: the page stays, with what is typed in it, and asks to sign in again. */
  @state() private isExpired = false;
  @state() private shown: Shown = { kind: 'nothing' };
  @state() private theme: ThemeChoice = 'system';
  @state() private toasts: readonly Toast[] = [];
  @state() private now = 0;

  readonly #servicesProvider = new ContextProvider(this, { context: servicesContext });
  readonly #sessionProvider = new ContextProvider(this, { context: sessionContext });
  readonly #connectionProvider = new ContextProvider(this, {
    context: connectionContext,
    initialValue: { kind: 'connecting' },
  });
  readonly #fleetProvider = new ContextProvider(this, { context: fleetContext });
  readonly #nowProvider = new ContextProvider(this, { context: nowContext, initialValue: 0 });
  readonly #people = new PeopleProvider(this);
  readonly #watching = new WatchingProvider(this);
  readonly #sessionRequest = new RequestController<SessionInfo>(this);
  readonly #router = new Router<PageRoute>(window, ROUTES, (isNewPage) => void this.#show(isNewPage));
  #system!: System;
  #leave: AbortController | undefined;
  #toastCount = 0;

  override connectedCallback(): void {
    this.#system = createSystem(this.platform, {
      onSignedOut: () => this.#onSignedOut(),
      onState: (connection) => this.#onConnection(connection),
      onFleet: (fleet) => this.#fleetProvider.setValue(fleet),
      onHeard: () => this.#moveNow(),
    });
    this.#servicesProvider.setValue(this.#system);
    this.#readPreferences();
    super.connectedCallback();
    this.#leave = new AbortController();
    this.#listen(this.#leave.signal);
    this.#router.start();
    this.#tick(this.#leave.signal);
    if (this.#router.current.page?.isPublic) void this.#show(false);
    void this.#checkSession();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.abort();
    this.#router.stop();
    this.#system.live.stop();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('shown')) this.#nameDocument();
  }

  override render(): TemplateResult {
    const { t } = this;
    const freshness = this.connection.kind === 'stale' ? this.connection : { kind: 'live' as const };
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t.app.skip}</a>
      <ww-app-header
        .path=${this.#router.current.location.path}
        .person=${this.session?.person ?? null}
        .theme=${this.theme}
      ></ww-app-header>
      <ww-connection-banner .freshness=${freshness} .now=${this.now}></ww-connection-banner>
      <main tabindex="-1">${this.#main()}</main>
      <footer aria-label=${t.collects.footer}><a href="/collects">${t.collects.title}</a></footer>
      <ww-dialog required .open=${this.isExpired} .heading=${t.account.loginTitle}>
        ${
          this.isExpired
            ? html`<p>${t.connection.signedOut}</p>
                <ww-login-form autofocus></ww-login-form>`
            : ''
        }
      </ww-dialog>
      <ww-toast-region .toasts=${this.toasts}></ww-toast-region>
    `;
  }

  #main(): TemplateResult | '' {
    if (this.#router.current.page?.isPublic) return this.#page();
    if (!this.session) return this.#beforeSession();
    if (this.session.person) return this.#page();
    if (!this.session.setupNeeded) return html`<ww-login-page></ww-login-page>`;
    void import('./pages/setup/setup-page.ts');
    return html`<ww-setup-page .token=${this.setupToken}></ww-setup-page>`;
  }

  #beforeSession(): TemplateResult | '' {
    const { state: request, failure } = this.#sessionRequest;
    if (failure) {
      return html`<ww-failure
        retryable
        .description=${failureWords(failure, this.t, this.format)}
        @ww-retry=${this.#checkSession}
      ></ww-failure>`;
    }
    return request.kind === 'pending' && request.isSlow ? html`<ww-spinner></ww-spinner>` : '';
  }

  #page(): TemplateResult | '' {
    if (this.shown.kind === 'nothing') return '';
    if (this.shown.kind === 'page') return this.shown.page.render(this.shown.location);
    return html`<ww-not-found-page .broken=${this.shown.kind === 'broken'}></ww-not-found-page>`;
  }

  readonly #checkSession = async (): Promise<void> => {
    const { api, clock, live } = this.#system;
    const result = await this.#sessionRequest.run(clock, (signal) => api.session(signal));
    if (!result?.ok) return;
    this.session = result.value;
    this.#sessionProvider.setValue(result.value);
    this.isExpired = false;
    if (!result.value.person) return;
    live.start();
    void this.#people.load(this.#system);
    void this.#watching.load(this.#system);
    if (ENTRY_PATHS.includes(this.#router.current.location.path)) this.#router.go('/', { replace: true });
    await this.#show(false);
  };

  /** Loads the page of the present address and shows it; until it is there, the page before stays. */
  async #show(isNewPage: boolean): Promise<void> {
    const { page, location } = this.#router.current;
    this.requestUpdate();
    if (!page) this.shown = { kind: 'missing' };
    else {
      const loaded = await page.load().then(
        () => true,
        () => false,
      );
      // Another address was asked for meanwhile; its own call shows it.
      if (this.#router.current.location.path !== location.path) return;
      this.shown = loaded ? { kind: 'page', page, location } : { kind: 'broken' };
    }
    if (isNewPage) await this.#focusHeading();
  }

  /** A new page is announced by its heading, and reading goes on from there. */
  async #focusHeading(): Promise<void> {
    await this.updateComplete;
    const element = this.renderRoot.querySelector('main')?.firstElementChild;
    if (element instanceof LocalizedElement) await element.updateComplete;
    window.scrollTo(0, 0);
    element?.shadowRoot?.querySelector<HTMLElement>('h1')?.focus();
  }

  #nameDocument(): void {
    document.documentElement.lang = locale().language;
    const title = this.shown.kind === 'page' ? this.shown.page.title(this.t) : '';
    document.title = title === '' ? this.t.app.name : `${title} · ${this.t.app.name}`;
  }

  #onConnection(connection: ConnectionState): void {
    this.connection = connection;
    this.#connectionProvider.setValue(connection);
    if (connection.kind === 'signed-out') this.#onSignedOut();
    // What could not be loaded while the server was away comes with it.
    if (connection.kind === 'live') void this.#people.load(this.#system);
  }

  #onSignedOut(): void {
    if (!this.session?.person) return;
    this.#system.live.stop();
    this.isExpired = true;
  }

  #moveNow(): void {
    this.now = this.#system.serverTime.now();
    this.#nowProvider.setValue(this.now);
  }

  #tick(signal: AbortSignal): void {
    const cancel = this.platform.clock.after(NOW_STEP_MS, () => {
      this.#moveNow();
      this.#tick(signal);
    });
    signal.addEventListener('abort', cancel);
  }

  #readPreferences(): void {
    const { preferences } = this.platform;
    this.theme = parseThemeChoice(preferences.read('theme'));
    applyTheme(document.documentElement, this.theme);
    setLanguage(parseLanguage(preferences.read('language')));
  }

  #listen(signal: AbortSignal): void {
    const { live } = this.#system;
    window.addEventListener('online', () => live.wake(), { signal });
    document.addEventListener('visibilitychange', () => live.wake(), { signal });
    signal.addEventListener(
      'abort',
      onLanguageChange(() => this.#nameDocument()),
    );
    this.addEventListener('ww-signed-in', () => void this.#checkSession(), { signal });
    this.addEventListener('ww-sign-out', () => void this.#signOut(), { signal });
    this.addEventListener('ww-navigate', ({ detail }) => this.#router.go(detail.path, detail), { signal });
    this.addEventListener('ww-watching-changed', () => void this.#watching.load(this.#system), { signal });
    this.addEventListener('ww-toast', ({ detail }) => this.#toast(detail.text), { signal });
    this.addEventListener('ww-language', ({ detail }) => this.#chooseLanguage(detail.value), { signal });
    this.addEventListener('ww-theme', ({ detail }) => this.#chooseTheme(detail.value), { signal });
  }

  #chooseLanguage(value: string): void {
    setLanguage(parseLanguage(value));
    this.platform.preferences.write('language', value);
  }

  #chooseTheme(value: string): void {
    this.theme = parseThemeChoice(value);
    applyTheme(document.documentElement, this.theme);
    this.platform.preferences.write('theme', value);
  }

  async #signOut(): Promise<void> {
    const { api, live } = this.#system;
    // The server closes the live socket as it ends the session: that is no surprise to tell of.
    live.stop();
    const result = await api.logout();
    if (!result.ok && result.failure.code !== 'not-signed-in') {
      live.start();
      return this.#toast(failureWords(result.failure, this.t, this.format));
    }
    this.#fleetProvider.setValue(undefined);
    this.#people.forget();
    this.#watching.forget();
    this.#router.go('/', { replace: true });
    await this.#checkSession();
  }

  #toast(words: string): void {
    const id = (this.#toastCount += 1);
    this.toasts = [...this.toasts, { id, text: words }].slice(-MOST_TOASTS);
    this.platform.clock.after(TOAST_MS, () => {
      this.toasts = this.toasts.filter((toast) => toast.id !== id);
    });
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.renderRoot.querySelector('main')?.focus();
  };
}
