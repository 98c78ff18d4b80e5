import { html, type TemplateResult } from 'lit';

/** A field of several lines with its label, hint and mistake: a template, so that it takes the styles of its form. */
export function textField(view: {
  id: string;
  label: string;
  /** What it shows at first. */
  value: string;
  hint?: string;
  mistake?: string;
  maxLength?: number;
}): TemplateResult {
  const { id, mistake = '' } = view;
  return html`<div class="field">
    <label for=${id}>${view.label}</label>
    <textarea
      id=${id}
      name=${id}
      rows="2"
      maxlength=${view.maxLength ?? 400}
      .value=${view.value}
      aria-invalid=${mistake !== ''}
      aria-describedby="${id}-mistake ${id}-hint"
    ></textarea>
    <span class="mistake" id="${id}-mistake">${mistake}</span>
    <span class="hint" id="${id}-hint">${view.hint ?? ''}</span>
  </div>`;
}
