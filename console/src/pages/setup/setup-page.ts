import { consume } from '@lit/context';
import type { SetupRequest } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import '../../components/notices.ts';
import { passwordField } from '../../components/password-field.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { focusFirstMistake } from '../focus-mistake.ts';
import { readText } from '../read-text.ts';

/** Bounds of a password, as the server keeps them. */
const LEAST_PASSWORD = 10;
const MOST_PASSWORD = 200;

/** First run: the set-up link's token allows to make the first administrator. Sends `ww-signed-in`. */
@customElement('ww-setup-page')
export class SetupPage extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    field,
    css`
      .card {
        display: grid;
        gap: var(--space-5);
        width: min(30rem, 100%);
        margin: var(--space-6) auto;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  /** What the set-up link carried; undefined where the page was opened without it. */
  @property({ attribute: false }) token: string | undefined;
  @state() private nameMistake = '';
  @state() private passwordMistake = '';
  @state() private passwordLength = 0;
  @state() private isPasswordShown = false;
  readonly #request = new RequestController<true>(this);

  override render(): TemplateResult {
    const { account } = this.t;
    return html`<div class="card">
      <div>
        <h1 tabindex="-1">${this.token ? account.setupTitle : account.noTokenTitle}</h1>
        <p class="soft">${this.token ? account.setupText : account.noTokenText}</p>
      </div>
      ${this.token ? this.#form(this.token) : ''}
    </div>`;
  }

  #form(token: string): TemplateResult {
    const { account } = this.t;
    const { failure, isPending } = this.#request;
    return html`<form novalidate @submit=${(event: SubmitEvent) => this.#submit(event, token)}>
      <div class="field">
        <label for="name">${account.setupName}</label>
        <input
          id="name"
          name="name"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="120"
          aria-invalid=${this.nameMistake !== ''}
          aria-describedby="name-mistake name-hint"
        />
        <span class="mistake" id="name-mistake">${this.nameMistake}</span>
        <span class="hint" id="name-hint">${account.setupNameHint}</span>
      </div>
      ${passwordField({
        t: this.t,
        autocomplete: 'new-password',
        hint: account.passwordHint(this.passwordLength),
        mistake: this.passwordMistake,
        isShown: this.isPasswordShown,
        onInput: (password) => {
          this.passwordLength = password.length;
        },
        onShow: (isShown) => {
          this.isPasswordShown = isShown;
        },
      })}
      ${failure ? html`<ww-failure .description=${failureWords(failure, this.t, this.format)}></ww-failure>` : ''}
      <div class="actions"><button class="primary" aria-disabled=${isPending}>${account.setup}</button></div>
    </form>`;
  }

  async #submit(event: SubmitEvent, token: string): Promise<void> {
    event.preventDefault();
    if (this.#request.isPending || !(event.target instanceof HTMLFormElement)) return;
    const data = new FormData(event.target);
    const request = { token, name: readText(data, 'name').trim(), password: readText(data, 'password') };
    if (await this.#findMistakes(request)) return;
    const { api, clock } = this.services;
    const result = await this.#request.run(clock, () => api.setup(request));
    if (result?.ok) return emit(this, 'ww-signed-in', {});
    if (result && result.failure.fields.includes('name')) this.nameMistake = this.t.account.nameMissing;
  }

  #findMistakes({ name, password }: SetupRequest): Promise<boolean> {
    const { account } = this.t;
    this.nameMistake = name === '' ? account.nameMissing : '';
    this.passwordMistake =
      password.length < LEAST_PASSWORD
        ? account.passwordShort
        : password.length > MOST_PASSWORD
          ? account.passwordLong
          : '';
    return focusFirstMistake(this);
  }
}
