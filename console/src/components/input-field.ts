import { html, nothing, type TemplateResult } from 'lit';

/** What a field of one line shows. */
export interface InputFieldView {
  id: string;
  label: string;
  /** As the form's data has it; the id where it is left out. */
  name?: string;
  type?: 'text' | 'date' | 'time' | 'datetime-local';
  /** What it shows at first; later changes are the reader's. */
  value?: string;
  mistake?: string;
  hint?: string;
  maxLength?: number;
  autocomplete?: 'off' | 'username';
  /** Whether a dialog begins here. */
  isFirst?: boolean;
  /** Offered while one types. */
  known?: readonly string[];
  /** Hears what is typed; the hint may then change and is read out. */
  onInput?(text: string): void;
}

/** A field of one line with its label, hint and mistake: a template, so that it takes the styles of its form. */
export function inputField(view: InputFieldView): TemplateResult {
  const { id, known, mistake = '', type = 'text', autocomplete = 'off', maxLength = 120 } = view;
  const isName = autocomplete === 'username';
  const onInput = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) view.onInput?.(event.target.value);
  };
  return html`<div class="field">
    <label for=${id}>${view.label}</label>
    <input
      id=${id}
      name=${view.name ?? id}
      type=${type}
      maxlength=${maxLength}
      autocomplete=${autocomplete}
      autocapitalize=${isName ? 'none' : nothing}
      spellcheck=${isName ? 'false' : nothing}
      list=${known ? `${id}-known` : nothing}
      ?autofocus=${view.isFirst ?? false}
      .value=${view.value ?? ''}
      aria-invalid=${mistake !== ''}
      aria-describedby="${id}-mistake ${id}-hint"
      @input=${onInput}
    />
    ${known ? html`<datalist id="${id}-known">${known.map((one) => html`<option .value=${one}></option>`)}</datalist>` : ''}
    <span class="mistake" id="${id}-mistake">${mistake}</span>
    <span class="hint" id="${id}-hint" role=${view.onInput ? 'status' : nothing}>${view.hint ?? ''}</span>
  </div>`;
}
