import { consume } from '@lit/context';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { passwordField } from '../../components/password-field.ts';
import { RequestController } from '../../data/request-controller.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import '../../components/notices.ts';
import { failureWords } from '../failure-words.ts';
import { focusFirstMistake } from '../focus-mistake.ts';
import { readText } from '../read-text.ts';

/** Name and password. Sends `ww-signed-in` once the server has taken them. */
@customElement('ww-login-form')
export class LoginForm extends LocalizedElement {
  static override styles = [base, text, button, field];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @state() private nameMistake = '';
  @state() private passwordMistake = '';
  @state() private isPasswordShown = false;
  readonly #request = new RequestController<true>(this);

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { account } = this.t;
    const { failure, isPending } = this.#request;
    return html`<form novalidate @submit=${this.#submit}>
      <div class="field">
        <label for="name">${account.name}</label>
        <input
          id="name"
          name="name"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          maxlength="120"
          aria-invalid=${this.nameMistake !== ''}
          aria-describedby="name-mistake"
        />
        <span class="mistake" id="name-mistake">${this.nameMistake}</span>
      </div>
      ${passwordField({
        t: this.t,
        autocomplete: 'current-password',
        hint: '',
        mistake: this.passwordMistake,
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

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#request.isPending || !(event.target instanceof HTMLFormElement)) return;
    const data = new FormData(event.target);
    const name = readText(data, 'name').trim();
    const password = readText(data, 'password');
    this.nameMistake = name === '' ? this.t.account.nameMissing : '';
    this.passwordMistake = password === '' ? this.t.account.passwordMissing : '';
    if (await focusFirstMistake(this)) return;
    const { api, clock } = this.services;
    const result = await this.#request.run(clock, () => api.login({ name, password }));
    if (result?.ok) emit(this, 'ww-signed-in', {});
  };
}
