import { consume } from '@lit/context';
import type { SetupRequest } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController, type FormReading } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { passwordField } from '../../components/password-field.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { readText } from '../../components/read-text.ts';

/** Bounds of a password, as the server keeps them. */
const LEAST_PASSWORD = 10;
const MOST_PASSWORD = 200;

type Mistake = 'name' | 'short' | 'long';

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
  @state() private passwordLength = 0;
  @state() private isPasswordShown = false;
  readonly #request = new RequestController<true>(this);
  readonly #form = new FormController<SetupRequest, Mistake>(this, {
    isPending: () => this.#request.isPending,
    read: (data) => this.#read(data),
    send: (request) => this.#setUp(request),
  });

  override render(): TemplateResult {
    const { account } = this.t;
    return html`<div class="card">
      <div>
        <h1 tabindex="-1">${this.token ? account.setupTitle : account.noTokenTitle}</h1>
        <p class="soft">${this.token ? account.setupText : account.noTokenText}</p>
      </div>
      ${this.token ? this.#fields() : ''}
    </div>`;
  }

  #fields(): TemplateResult {
    const { account } = this.t;
    const { failure, isPending } = this.#request;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${inputField({
        id: 'name',
        label: account.setupName,
        autocomplete: 'username',
        hint: account.setupNameHint,
        mistake: this.#form.words('name', account.nameMissing),
      })}
      ${passwordField({
        t: this.t,
        autocomplete: 'new-password',
        hint: account.passwordHint(this.passwordLength),
        mistake: this.#form.words('short', account.passwordShort) || this.#form.words('long', account.passwordLong),
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

  async #setUp(request: SetupRequest): Promise<void> {
    const { api, clock } = this.services;
    const result = await this.#request.run(clock, () => api.setup(request));
    if (result?.ok) emit(this, 'ww-signed-in', {});
    else if (result?.failure.fields.includes('name')) this.#form.mark('name');
  }

  #read(data: FormData): FormReading<SetupRequest, Mistake> {
    const value = {
      token: this.token ?? '',
      name: readText(data, 'name').trim(),
      password: readText(data, 'password'),
    };
    const wrong = new Set<Mistake>();
    if (value.name === '') wrong.add('name');
    if (value.password.length < LEAST_PASSWORD) wrong.add('short');
    if (value.password.length > MOST_PASSWORD) wrong.add('long');
    return wrong.size > 0 ? { wrong } : { value };
  }
}
