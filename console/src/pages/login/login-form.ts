import { consume } from '@lit/context';
import type { LoginRequest } from '@wardwatch/shared/api';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { FormController, type FormReading } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import { passwordField } from '../../components/password-field.ts';
import { RequestController } from '../../data/request-controller.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import '../../components/notices.ts';
import { failureWords } from '../failure-words.ts';
import { readText } from '../../components/read-text.ts';

/** Name and password. Sends `ww-signed-in` once the server has taken them. */
@customElement('ww-login-form')
export class LoginForm extends LocalizedElement {
  static override styles = [base, text, button, field];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @state() private isPasswordShown = false;
  readonly #request = new RequestController<true>(this);
  readonly #form = new FormController<LoginRequest, 'name' | 'password'>(this, {
    isPending: () => this.#request.isPending,
    read: readLogin,
    send: (request) => this.#login(request),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { account } = this.t;
    const { failure, isPending } = this.#request;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${inputField({
        id: 'name',
        label: account.name,
        autocomplete: 'username',
        mistake: this.#form.words('name', account.nameMissing),
      })}
      ${passwordField({
        t: this.t,
        autocomplete: 'current-password',
        hint: '',
        mistake: this.#form.words('password', account.passwordMissing),
        isShown: this.isPasswordShown,
        onInput: () => undefined,
        onShow: (isShown) => {
          this.isPasswordShown = isShown;
        },
      })}
      ${failure ? html`<ww-failure .description=${failureWords(failure, this.t, this.format)}></ww-failure>` : ''}
      <div class="actions"><button class="primary" aria-disabled=${isPending}>${account.login}</button></div>
    </form>`;
  }

  async #login(request: LoginRequest): Promise<void> {
    const { api, clock } = this.services;
    const result = await this.#request.run(clock, () => api.login(request));
    if (result?.ok) emit(this, 'ww-signed-in', {});
  }
}

function readLogin(data: FormData): FormReading<LoginRequest, 'name' | 'password'> {
  const value = { name: readText(data, 'name').trim(), password: readText(data, 'password') };
  const wrong = new Set((['name', 'password'] as const).filter((name) => value[name] === ''));
  return wrong.size > 0 ? { wrong } : { value };
}
