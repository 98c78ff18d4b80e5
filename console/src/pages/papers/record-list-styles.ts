import { css } from 'lit';

/** A list of records with what can be done with each beside it. */
export const recordList = css`
  .records > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-1) var(--space-4);
    padding-block: var(--space-4);
    border-block-start: var(--hairline) solid var(--ww-line);
  }
  .records > li:first-child {
    padding-block-start: 0;
    border-block-start: 0;
  }
  .records > li:last-child {
    padding-block-end: 0;
  }
  .records button {
    align-self: start;
  }
  .what {
    display: grid;
    gap: var(--space-1);
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .what h2 {
    font-size: var(--text-md);
  }
  .marks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
  }
  .page > ww-dialog {
    position: absolute;
  }
  @media (width < 40rem) {
    .records > li {
      grid-template-columns: minmax(0, 1fr);
      row-gap: var(--space-3);
    }
    .records button {
      justify-self: start;
    }
  }
`;
