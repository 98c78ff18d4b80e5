import { html, type TemplateResult } from 'lit';
import type { Messages } from '../i18n/vi.ts';

/** What a password field shows. */
export interface PasswordFieldView {
  t: Messages;
  autocomplete: 'current-password' | 'new-password';
  hint: string;
  mistake: string;
  isShown: boolean;
  onInput(text: string): void;
  onShow(isShown: boolean): void;
}

/**
 * A password that the reader may look at. A template rather than an element: the browser's password store finds name
 * and password only where they stand in one form of one shadow root.
 */
export function passwordField(view: PasswordFieldView): TemplateResult {
  const { account } = view.t;
  const onInput = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) view.onInput(event.target.value);
  };
  const onShow = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) view.onShow(event.target.checked);
  };
  return html`<div class="field">
    <label for="password">${account.password}</label>
    <input
      id="password"
      name="password"
      type=${view.isShown ? 'text' : 'password'}
      autocomplete=${view.autocomplete}
      autocapitalize="none"
      spellcheck="false"
      maxlength="200"
      aria-invalid=${view.mistake !== ''}
      aria-describedby="password-mistake password-hint"
      @input=${onInput}
    />
    <span class="mistake" id="password-mistake">${view.mistake}</span>
    <span class="hint" id="password-hint">${view.hint}</span>
    <label class="choice"><input type="checkbox" @change=${onShow} /> ${account.showPassword}</label>
  </div>`;
}
