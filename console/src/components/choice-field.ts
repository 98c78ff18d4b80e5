import { html, type TemplateResult } from 'lit';

/** A choice of one of several values with its label: a template, so that it takes the styles of its form. */
export function choiceField(view: {
  id: string;
  label: string;
  options: readonly (readonly [value: string, words: string])[];
  chosen: string;
  onChoose(value: string): void;
}): TemplateResult {
  const onChange = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) view.onChoose(event.target.value);
  };
  return html`<div class="field">
    <label for=${view.id}>${view.label}</label>
    <select id=${view.id} name=${view.id} @change=${onChange}>
      ${view.options.map(([value, words]) => html`<option .value=${value} .selected=${value === view.chosen}>${words}</option>`)}
    </select>
  </div>`;
}

/** A day with its label. */
export function dayField(view: {
  id: string;
  label: string;
  value: string;
  onChoose(value: string): void;
}): TemplateResult {
  const onChange = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) view.onChoose(event.target.value);
  };
  return html`<div class="field">
    <label for=${view.id}>${view.label}</label>
    <input id=${view.id} name=${view.id} type="date" .value=${view.value} @change=${onChange} />
  </div>`;
}
