import type { Cell, PaperBlock, Run } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import type { Messages } from '../../i18n/vi.ts';

/** How parts of a document are set: as printed where there is room. */
export const blockStyles = css`
  .b {
    font-weight: bold;
  }
  .i {
    font-style: italic;
  }
  a.trace {
    color: inherit;
    text-decoration: underline dotted;
    text-decoration-thickness: var(--hairline);
    text-underline-offset: 0.2em;
  }
  a.trace:hover {
    color: var(--ww-accent-strong);
    text-decoration-style: solid;
  }
  .sheet p,
  .sheet h3,
  .sheet h4,
  .sheet h5 {
    margin: 0 0 0.43em;
    font-size: 1em;
    font-weight: normal;
    line-height: 1.35;
    text-align: justify;
    text-indent: 1.27cm;
    text-wrap: wrap;
    overflow-wrap: anywhere;
  }
  .sheet h3,
  .sheet h4 {
    font-weight: bold;
  }
  .scroll {
    margin-block: 0.5em 1em;
    overflow-x: auto;
  }
  .unit {
    text-align: end !important;
    font-style: italic;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.86em;
    line-height: 1.3;
  }
  th,
  td {
    padding: var(--space-1) var(--space-2);
    border: var(--hairline) solid var(--ww-line-strong);
    vertical-align: top;
    text-align: start;
    overflow-wrap: break-word;
  }
  th {
    font-weight: bold;
    text-align: center;
    vertical-align: middle;
  }
  .right {
    text-align: end;
  }
  .center {
    text-align: center;
  }
  tr.strong td {
    font-weight: bold;
  }
  @media (width < 48rem) {
    table {
      min-width: var(--least);
    }
    .sheet p,
    .sheet h3,
    .sheet h4,
    .sheet h5 {
      text-align: start;
      text-indent: 0;
    }
  }
`;

/** A piece of text; a figure leads to the rows that it is made of. */
export function runView(run: Run): TemplateResult {
  const style = `${run.bold ? 'b ' : ''}${run.italic ? 'i' : ''}`;
  if (isTrace(run.trace)) return html`<a class="trace ${style}" href=${run.trace}>${run.text}</a>`;
  return style === '' ? html`${run.text}` : html`<span class=${style}>${run.text}</span>`;
}

/** Only addresses of this console are links. */
function isTrace(trace: string | undefined): trace is string {
  return trace !== undefined && /^\/(?!\/)/.test(trace);
}

/** A heading, on the page one level below the document's own. */
export function headingView({ level, runs }: Extract<PaperBlock, { kind: 'heading' }>): TemplateResult {
  const words = runs.map((run) => runView(run));
  if (level === 1) return html`<h3>${words}</h3>`;
  return level === 2 ? html`<h4>${words}</h4>` : html`<h5>${words}</h5>`;
}

/** A table in a frame of its own, which scrolls where the page is narrow. */
export function tableView(block: Extract<PaperBlock, { kind: 'table' }>, label: string): TemplateResult {
  return html`${block.unit === '' ? '' : html`<p class="unit">${block.unit}</p>`}
    <div class="scroll" role="region" tabindex="0" aria-label=${label}>
      <table style="--least: ${Math.min(60, block.columns.length * 5.5)}rem">
        <colgroup>
          ${block.columns.map(({ width }) => html`<col style="width: ${width * 100}%" />`)}
        </colgroup>
        <thead>
          <tr>
            ${block.columns.map(({ head }) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${block.rows.map(
            ({ cells, strong }) =>
              html`<tr class=${strong ? 'strong' : ''}>
                ${cells.map((cell) => cellView(cell))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function cellView({ runs, align, bold }: Cell): TemplateResult {
  return html`<td class="${align === 'left' ? '' : align} ${bold ? 'b' : ''}">${runs.map((run) => runView(run))}</td>`;
}

/** Name of a table for screen readers. */
export function tableLabel(t: Messages, place: number): string {
  return t.papers.table(String(place));
}
