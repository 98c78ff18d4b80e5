import { css } from 'lit';

/** Lines of a budget: a table where there is room, cards where there is none. */
export const budgetStyles = css`
  .card.rows {
    padding: var(--space-2) var(--space-3);
  }
  table {
    --cell-padding: var(--space-3) var(--space-2);
  }
  tbody th {
    min-width: 12rem;
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
    .number {
      text-align: start;
    }
    td[data-label]::before {
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
