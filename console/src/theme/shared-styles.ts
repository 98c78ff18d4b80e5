import { css, type CSSResult } from 'lit';

/** Box model, focus ring and text that only a screen reader reads. First in the styles of every element. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
    min-width: 0;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  :focus-visible {
    outline: var(--stroke) solid var(--ww-focus);
    outline-offset: var(--stroke);
    border-radius: var(--radius-sm);
  }
  h1:focus,
  main:focus {
    outline: none;
  }
  svg {
    flex: none;
  }
  .icon {
    width: var(--icon);
    height: var(--icon);
    vertical-align: -0.2em;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Headings, paragraphs, links and lists. */
export const text = css`
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  h1,
  h2,
  h3 {
    line-height: var(--line-tight);
    font-weight: var(--weight-strong);
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  h1 {
    font-size: var(--text-2xl);
    letter-spacing: -0.01em;
  }
  h2 {
    font-size: var(--text-lg);
  }
  h3 {
    font-size: var(--text-md);
  }
  ul,
  ol {
    list-style: none;
  }
  a {
    color: var(--ww-accent);
    text-underline-offset: 0.2em;
    text-decoration-thickness: var(--hairline);
  }
  a:hover {
    color: var(--ww-accent-strong);
  }
  .soft {
    color: var(--ww-text-soft);
  }
  .small {
    font-size: var(--text-sm);
  }
`;

/** Buttons: `.primary` for the one next step, `.danger` for what cannot come back, `.plain` within text. */
export const button = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--target);
    padding: var(--space-1) var(--space-4);
    border: var(--hairline) solid var(--ww-line-strong);
    border-radius: var(--radius-sm);
    background: var(--ww-surface);
    color: var(--ww-text);
    font: inherit;
    font-weight: var(--weight-medium);
    text-decoration: none;
    cursor: pointer;
    transition: background-color var(--motion-quick);
  }
  button:hover,
  .button:hover {
    background: var(--ww-hover);
    color: var(--ww-text);
  }
  button.primary,
  .button.primary {
    border-color: var(--ww-accent);
    background: var(--ww-accent);
    color: var(--ww-on-accent);
  }
  button.primary:hover,
  .button.primary:hover {
    border-color: var(--ww-accent-strong);
    background: var(--ww-accent-strong);
    color: var(--ww-on-accent);
  }
  button.danger {
    border-color: var(--ww-danger);
    color: var(--ww-danger-text);
  }
  button.danger:hover {
    background: var(--ww-danger-soft);
  }
  button.plain {
    border-color: transparent;
    background: none;
    padding-inline: var(--space-2);
  }
  button.plain:hover {
    background: var(--ww-hover);
  }
  button[aria-disabled='true'],
  button:disabled {
    border-color: var(--ww-line);
    background: var(--ww-sunken);
    color: var(--ww-text-soft);
    cursor: default;
  }
`;

/** Labelled fields: label, hint and mistake stand together in a `.field`. */
export const field = css`
  form,
  .fields {
    display: grid;
    gap: var(--space-5);
  }
  .field {
    display: grid;
    align-content: start;
    gap: var(--space-2);
    min-width: 0;
  }
  label,
  legend {
    font-weight: var(--weight-medium);
    padding: 0;
  }
  input:not([type='checkbox'], [type='radio']),
  textarea,
  select {
    width: 100%;
    min-height: var(--target);
    padding: var(--space-1) var(--space-3);
    border: var(--hairline) solid var(--ww-line-strong);
    border-radius: var(--radius-sm);
    background: var(--ww-surface);
    color: var(--ww-text);
    font: inherit;
  }
  textarea {
    min-height: 5rem;
    resize: vertical;
  }
  :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--ww-danger);
  }
  .choice {
    display: flex;
    align-items: flex-start;
    gap: var(--space-3);
    min-height: var(--target);
    padding-block: var(--space-1);
    font-weight: var(--weight-normal);
    cursor: pointer;
  }
  .choice input {
    flex: none;
    width: 1.25rem;
    height: 1.25rem;
    margin: 0.15rem 0 0;
    accent-color: var(--ww-accent);
  }
  .hint {
    color: var(--ww-text-soft);
    font-size: var(--text-sm);
  }
  .mistake {
    color: var(--ww-danger-text);
    font-size: var(--text-sm);
    font-weight: var(--weight-medium);
  }
  .mistake:empty,
  .hint:empty {
    display: none;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }
`;

/** Cards: a quiet surface with a hairline, never a shadow. */
export const card = css`
  .card {
    padding: var(--space-5);
    border: var(--hairline) solid var(--ww-line);
    border-radius: var(--radius-lg);
    background: var(--ww-surface);
  }
  @media (width < 40rem) {
    .card {
      padding: var(--space-4);
    }
  }
`;

/** Tables of figures; the wrapper scrolls, never the page. */
export const table = css`
  .scroll {
    max-height: 24rem;
    overflow: auto;
    border: var(--hairline) solid var(--ww-line);
    border-radius: var(--radius-sm);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-sm);
  }
  caption {
    padding: var(--space-2) var(--space-3);
    text-align: start;
    color: var(--ww-text-soft);
  }
  th,
  td {
    padding: var(--space-2) var(--space-3);
    border-block-start: var(--hairline) solid var(--ww-line);
    text-align: start;
    vertical-align: top;
  }
  th {
    font-weight: var(--weight-medium);
  }
  .number {
    text-align: end;
  }
  summary {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    color: var(--ww-accent);
    font-size: var(--text-sm);
    cursor: pointer;
  }
`;

/**
 * A table of rows that become cards below a width; there each cell says its own head (`data-label`). `--cell-padding` is
 * the room in its cells.
 */
export function rowTable(width: CSSResult): CSSResult {
  return css`
    table {
      width: 100%;
      border-collapse: collapse;
      font-size: var(--text-sm);
    }
    th,
    td {
      padding: var(--cell-padding, var(--space-3));
      border-block-start: var(--hairline) solid var(--ww-line);
      text-align: start;
      vertical-align: top;
    }
    thead th {
      border-block-start: 0;
      color: var(--ww-text-soft);
      font-weight: var(--weight-medium);
    }
    tbody th {
      font-weight: var(--weight-medium);
    }
    @media (width < ${width}) {
      table,
      tbody {
        display: block;
      }
      thead {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      tr {
        display: grid;
        gap: var(--space-1);
        padding-block: var(--space-3);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      tbody tr:first-child {
        border-block-start: 0;
      }
      th,
      td {
        padding: 0;
        border: 0;
      }
      td[data-label]::before {
        content: attr(data-label) ': ';
        color: var(--ww-text-soft);
      }
    }
  `;
}
