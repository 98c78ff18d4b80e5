import type { SiteRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';

/** How the list of sites is set; with the styles of fields. */
export const siteChoiceStyles = css`
  .sites {
    max-height: 14rem;
    padding: var(--space-1) var(--space-3);
    overflow: auto;
    border: var(--hairline) solid var(--ww-line);
    border-radius: var(--radius-sm);
  }
`;

/** Some of the sites, by ticks named `siteIds`: a template, so that it takes the styles of its form. */
export function siteChoices(view: {
  legend: string;
  sites: readonly Pick<SiteRow, 'id' | 'name'>[];
  /** Ticked at first. */
  chosen?: readonly string[];
  mistake: string;
}): TemplateResult {
  const { chosen = [], mistake } = view;
  return html`<fieldset class="field" aria-describedby="sites-mistake">
    <legend>${view.legend}</legend>
    <div class="sites">
      ${view.sites.map(
        ({ id, name }) =>
          html`<label class="choice"
            ><input
              type="checkbox"
              name="siteIds"
              .value=${id}
              .checked=${chosen.includes(id)}
              aria-invalid=${mistake !== ''}
            />${name}</label
          >`,
      )}
    </div>
    <span class="mistake" id="sites-mistake">${mistake}</span>
  </fieldset>`;
}
