import { css } from 'lit';

/** How the page of a document is laid out around its sheet. */
export const paperPageStyles = css`
  nav {
    margin-block-end: calc(-1 * var(--space-3));
  }
  nav a {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
  }
  .standing {
    display: grid;
    gap: var(--space-3);
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
  }
  .locked {
    display: grid;
    gap: var(--space-1);
    padding: var(--space-3) var(--space-4);
    background: var(--ww-sunken);
  }
  .locked .icon {
    margin-inline-end: var(--space-2);
  }
  code {
    font-family: var(--font-code);
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  .panel {
    padding-block-start: var(--space-4);
  }
  .hint {
    margin-block-start: var(--space-3);
    text-align: center;
  }
  .page > ww-dialog {
    position: absolute;
  }
`;
