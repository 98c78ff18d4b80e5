import { css, html, type TemplateResult } from 'lit';

/** How tabs are set. */
export const tabStyles = css`
  [role='tablist'] {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    border-block-end: var(--hairline) solid var(--ww-line);
  }
  [role='tab'] {
    border-color: transparent;
    border-block-end: var(--stroke) solid transparent;
    border-radius: 0;
    background: none;
    color: var(--ww-text-soft);
  }
  [role='tab'][aria-selected='true'] {
    border-block-end-color: var(--ww-accent);
    color: var(--ww-text);
  }
`;

/** What tabs show. */
export interface TabsView<Name extends string> {
  label: string;
  /** Names with their words, in order. */
  tabs: readonly (readonly [name: Name, words: string])[];
  chosen: Name;
  /** Prefix of ids: tabs are `<id>-tab-<name>`, and control the element `<id>-panel`. */
  id: string;
  onChoose(name: Name): void;
}

/**
 * A row of tabs that arrow keys move through: a template, so that the panel that it controls is in the same tree. The
 * focus follows the choice.
 */
export function tabs<Name extends string>(view: TabsView<Name>): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    const list = event.currentTarget;
    if (step === 0 || !(list instanceof HTMLElement)) return;
    const place = view.tabs.findIndex(([name]) => name === view.chosen);
    const next = (place + step + view.tabs.length) % view.tabs.length;
    view.onChoose(view.tabs[next]?.[0] ?? view.chosen);
    list.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return html`<div role="tablist" aria-label=${view.label} @keydown=${onKey}>
    ${view.tabs.map(
      ([name, words]) =>
        html`<button
          type="button"
          role="tab"
          id="${view.id}-tab-${name}"
          aria-controls="${view.id}-panel"
          aria-selected=${name === view.chosen}
          tabindex=${name === view.chosen ? 0 : -1}
          @click=${() => view.onChoose(name)}
        >
          ${words}
        </button>`,
    )}
  </div>`;
}
