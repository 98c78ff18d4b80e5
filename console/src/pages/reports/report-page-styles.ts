import { css } from 'lit';

/** The text of a report, and beside it what is said of its statements. */
export const reportPageStyles = css`
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: var(--space-3) var(--space-4);
  }
  .both {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-5);
    align-items: start;
  }
  .aside {
    display: grid;
    gap: var(--space-5);
    min-width: 0;
  }
  .panel {
    display: grid;
    gap: var(--space-4);
  }
  .panel header {
    display: flex;
    align-items: start;
    justify-content: space-between;
    gap: var(--space-3);
  }
  .panel h2 {
    font-size: var(--text-md);
  }
  .panel h2:focus {
    outline: none;
  }
  .placing {
    position: sticky;
    inset-block-start: 0;
    z-index: 3;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-3);
    padding: var(--space-3);
    border: var(--hairline) solid var(--ww-accent);
    border-radius: var(--radius-md);
    background: var(--ww-accent-soft);
  }
  .placing p {
    flex: 1 1 16rem;
  }
  @media (width >= 64rem) {
    .both {
      grid-template-columns: minmax(0, 5fr) minmax(20rem, 3fr);
    }
    /* One place that scrolls by itself: what is chosen never lies over what comes below it. */
    .aside {
      position: sticky;
      inset-block-start: var(--space-3);
      max-height: calc(100dvh - 2 * var(--space-3));
      overflow: auto;
    }
  }
`;
