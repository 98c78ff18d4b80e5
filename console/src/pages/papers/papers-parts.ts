import { css, html, type TemplateResult } from 'lit';
import type { Messages } from '../../i18n/vi.ts';

/** How the links between the parts are set. */
export const partsStyles = css`
  .parts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-5);
    border-block-end: var(--hairline) solid var(--ww-line);
  }
  .parts a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    border-block-end: var(--stroke) solid transparent;
    color: var(--ww-text-soft);
    text-decoration: none;
  }
  .parts a:hover {
    color: var(--ww-text);
  }
  .parts a[aria-current='page'] {
    border-block-end-color: var(--ww-accent);
    color: var(--ww-text);
    font-weight: var(--weight-medium);
  }
`;

/** Links between the list of documents and what stands in them. */
export function papersParts(t: Messages, here: string): TemplateResult {
  const parts = [
    ['/papers', t.papers.list],
    ['/papers/prices', t.prices.title],
    ['/papers/references', t.references.title],
    ['/papers/identity', t.identity.title],
  ] as const;
  return html`<nav class="parts" aria-label=${t.papers.parts}>
    ${parts.map(([href, words]) => html`<a href=${href} aria-current=${href === here ? 'page' : 'false'}>${words}</a>`)}
  </nav>`;
}
