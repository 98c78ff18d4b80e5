import { css } from 'lit';

/** Rhythm of a page: one column of sections with room between them. */
export const page = css`
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-5);
  }
  .page > header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: var(--space-2) var(--space-5);
  }
  .section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
  }
  /* What is only there to open takes no room of its own. */
  .page > ww-device-dialogs,
  .section > ww-dialog {
    position: absolute;
  }
  .narrow {
    max-width: var(--measure);
  }
`;
