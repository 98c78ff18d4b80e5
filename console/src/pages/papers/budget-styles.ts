import { css } from 'lit';

/** Lines of a budget: a table where there is room, cards where there is none. */
export const budgetStyles = css`
  .card.rows {
    padding: var(--space-2) var(--space-3);
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: var(--text-sm);
  }
  th,
  td {
    padding: var(--space-3) var(--space-2);
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
    min-width: 12rem;
    font-weight: var(--weight-medium);
    overflow-wrap: anywhere;
  }
  tbody th span {
    display: block;
    font-weight: var(--weight-normal);
  }
  .number {
    text-align: end;
    white-space: nowrap;
  }
  .total {
    font-weight: var(--weight-strong);
  }
  tr.here > * {
    background: var(--ww-accent-soft);
  }
  .proof {
    display: grid;
    gap: var(--space-1);
    justify-items: start;
    min-width: 9rem;
    overflow-wrap: anywhere;
  }
  .proof a {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
    min-height: 1.75rem;
  }
  summary {
    min-height: 1.75rem;
    color: var(--ww-accent);
    cursor: pointer;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }
  td .tools {
    width: 9.5rem;
  }
  .tools label {
    position: relative;
  }
  .tools label:focus-within {
    outline: var(--stroke) solid var(--ww-focus);
    outline-offset: var(--stroke);
  }
  .removal {
    display: grid;
    gap: var(--space-4);
  }
  @media (width < 60rem) {
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
    .number {
      text-align: start;
    }
    td[data-label]::before {
      content: attr(data-label) ': ';
      color: var(--ww-text-soft);
      font-weight: var(--weight-normal);
    }
    .place {
      display: none;
    }
    td .tools {
      width: auto;
      margin-block-start: var(--space-2);
    }
  }
`;
