import { css, html, type TemplateResult } from 'lit';
import { icon } from '../../components/icons.ts';
import type { Messages } from '../../i18n/vi.ts';
import type { News } from './news.ts';

/** How the notice is set. */
export const revisedStyles = css`
  .revised {
    display: grid;
    gap: var(--space-2);
    padding: var(--space-3) var(--space-4);
    border: var(--hairline) solid var(--ww-warning-line);
    border-radius: var(--radius-md);
    background: var(--ww-warning-soft);
    overflow-wrap: anywhere;
  }
  .revised ul {
    padding-inline-start: 1.1rem;
    list-style: disc;
  }
`;

/** Somebody else saved meanwhile: what the server holds now, and what saving again would do. */
export function revisedNotice(news: readonly News[] | 'gone', t: Messages): TemplateResult {
  const { inventory } = t;
  if (news === 'gone') return html`<div class="revised" role="alert"><p>${icon('alert')} ${inventory.gone}</p></div>`;
  return html`<div class="revised" role="alert">
    <p>${icon('alert')} ${inventory.revised}</p>
    <ul>
      ${news.length === 0 ? html`<li>${inventory.revisedAlike}</li>` : ''}
      ${news.map(([field, value]) => html`<li><b>${field}:</b> ${value}</li>`)}
    </ul>
    <p>${inventory.revisedNext}</p>
  </div>`;
}
