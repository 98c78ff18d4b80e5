import { css, html, type TemplateResult } from 'lit';
import type { Messages } from '../../i18n/vi.ts';

/** How the links between the pages of the report check are set. */
export const reportsNavStyles = css`
  nav.reports ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-4);
  }
  nav.reports a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
  }
  nav.reports a[aria-current='page'] {
    color: var(--ww-text);
    font-weight: var(--weight-medium);
    text-decoration: none;
  }
`;

/** Links between the pages of the report check: reports, indicators by hand, systems. */
export function reportsNav(here: '/reports' | '/indicators' | '/systems', t: Messages): TemplateResult {
  const links = [
    ['/reports', t.reports.list],
    ['/indicators', t.indicators.title],
    ['/systems', t.systems.title],
  ] as const;
  return html`<nav class="reports" aria-label=${t.reports.nav}>
    <ul>
      ${links.map(
        ([href, words]) => html`<li><a href=${href} aria-current=${href === here ? 'page' : 'false'}>${words}</a></li>`,
      )}
    </ul>
  </nav>`;
}
