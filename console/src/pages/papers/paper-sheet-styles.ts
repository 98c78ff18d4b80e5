import { css } from 'lit';

/** A sheet of A4 with the margins and the type of Decree 30/2020, as far as a screen has room; plain text on a phone. */
export const sheetStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-5);
  }
  .sheet {
    /* The printed page's own measures. */
    width: min(100%, 210mm);
    margin-inline: auto;
    padding: 20mm 15mm 20mm 30mm;
    border: var(--hairline) solid var(--ww-line);
    background: var(--ww-surface);
    font-family: 'Times New Roman', Tinos, 'Liberation Serif', serif;
    font-size: var(--text-lg);
  }
  .sheet.wide {
    width: min(100%, 297mm);
    padding: 15mm 20mm;
  }
  .sheet .head p,
  .sheet .title p,
  .sheet .end p,
  .sheet .stamp p,
  .sheet .witnesses p {
    margin: 0;
    text-align: center;
    text-indent: 0;
  }
  .head {
    display: grid;
    grid-template-columns: 62fr 103fr;
    margin-block-end: var(--space-4);
    font-size: 0.93em;
  }
  .sheet .issuer,
  .sheet .motto,
  .sheet .b,
  .sheet .subject,
  .sheet .signature p,
  .sheet .witnesses p,
  .sheet .recipients .label {
    font-weight: bold;
  }
  /* Blanks that are left for a pen. */
  .sheet .blanks {
    white-space: pre-wrap;
  }
  .issuer.last::after,
  .motto::after,
  .subject::after {
    content: '';
    display: block;
    width: 35%;
    margin: var(--space-1) auto var(--space-2);
    border-block-end: var(--hairline) solid currentColor;
  }
  .motto::after {
    width: 62%;
  }
  .title {
    margin-block: var(--space-4);
    text-align: center;
  }
  .title h2 {
    font-size: 1em;
    font-weight: bold;
  }
  .to {
    display: flex;
    justify-content: center;
    gap: var(--space-2);
    margin-block-end: var(--space-3);
  }
  .end {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--space-4);
    margin-block-start: var(--space-4);
  }
  .sheet .recipients p {
    font-size: 0.79em;
    text-align: start;
  }
  .sheet .recipients .label {
    font-size: 0.86em;
    font-style: italic;
  }
  .signature .signer {
    min-height: 1.35em;
    margin-block-start: 4.5em !important;
  }
  .witnesses {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr));
    gap: var(--space-4);
    min-height: 6em;
    margin-block-start: var(--space-4);
  }
  .stamp {
    margin-block-start: var(--space-5);
    color: var(--ww-text-soft);
    font-size: 0.7em;
    overflow-wrap: anywhere;
  }
  .sheet .stamp p {
    text-align: start;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-3);
    margin-block-end: var(--space-2);
    font-family: var(--font-text);
    font-size: var(--text-sm);
  }
  .tools button {
    color: var(--ww-accent);
    font-size: var(--text-sm);
  }
  .more {
    margin-block-start: var(--space-3);
    padding-block-start: var(--space-2);
    border-block-start: var(--hairline) dashed var(--ww-line);
  }
  @media (width < 60rem) {
    .sheet,
    .sheet.wide {
      padding: var(--space-5) var(--space-4);
    }
  }
  @media (width < 40rem) {
    .sheet {
      font-size: var(--text-md);
    }
    .head,
    .end {
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-3);
    }
    .to {
      flex-wrap: wrap;
    }
    .end .signature {
      order: -1;
    }
    .signature .signer {
      margin-block-start: var(--space-4) !important;
    }
  }
`;
