import { css, html, type TemplateResult } from 'lit';
import type { Messages } from '../i18n/vi.ts';

/** Name of the field in the form's data. */
const FIELD = 'attest';

/** How the statement is set; with the styles of fields. */
export const attestationStyles = css`
  .attestation {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-4);
    border: var(--hairline) solid var(--ww-line-strong);
    border-radius: var(--radius-md);
    background: var(--ww-sunken);
  }
  .attestation legend {
    float: inline-start;
    width: 100%;
  }
  .attestation ul {
    padding-inline-start: var(--space-5);
    list-style: disc;
  }
`;

/**
 * The statement that a person confirms before a device is watched, with the tick that confirms it: a template, so that
 * it takes the styles of its form. It is never ticked beforehand.
 *
 * @param mistake why the form was not sent; empty for none.
 */
export function attestationField({ attestation }: Messages, mistake: string): TemplateResult {
  return html`<fieldset class="attestation">
    <legend>${attestation.legend}</legend>
    <p id="attest-lead">${attestation.lead}</p>
    <ul id="attest-points">
      ${attestation.points.map((point) => html`<li>${point}</li>`)}
    </ul>
    <label class="choice"
      ><input
        type="checkbox"
        id=${FIELD}
        name=${FIELD}
        required
        aria-invalid=${mistake !== ''}
        aria-describedby="attest-lead attest-points attest-mistake attest-hint"
      />${attestation.tick}</label
    >
    <span class="mistake" id="attest-mistake">${mistake}</span>
    <span class="hint" id="attest-hint">${attestation.hint}</span>
  </fieldset>`;
}

/** Whether the person ticked it. */
export function isAttested(data: FormData): boolean {
  return data.has(FIELD);
}
