import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { STAGE_LOOKS, stageChip } from '../../components/stage-chip.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, rowTable, text } from '../../theme/shared-styles.ts';
import { countByKind, type InventoryLine, isRecorded, type Missing } from './inventory-lines.ts';
import { siteInventoryAddress } from './inventory-query.ts';

/** Sites with what they have and lack: a table where there is room, cards where there is none. */
@customElement('ww-inventory-table')
export class InventoryTable extends LocalizedElement {
  static override styles = [
    base,
    text,
    rowTable(css`48rem`),
    css`
      th,
      td {
        overflow-wrap: anywhere;
      }
      thead th {
        overflow-wrap: normal;
      }
      tbody th {
        min-width: 11rem;
      }
      tbody th small {
        display: block;
        color: var(--ww-text-soft);
        font-size: var(--text-xs);
        font-weight: var(--weight-normal);
      }
      .group {
        width: 3.5rem;
      }
      .stage {
        width: 14rem;
      }
      .stage small {
        display: block;
        color: var(--ww-text-soft);
        font-size: var(--text-xs);
      }
      li + li {
        margin-block-start: var(--space-1);
      }
      @media (width < 48rem) {
        tr {
          gap: var(--space-2);
        }
        .group,
        .stage {
          width: auto;
        }
        tbody th {
          order: -1;
        }
        tbody th a {
          display: inline-flex;
          align-items: center;
          min-height: var(--target);
          font-size: var(--text-md);
        }
        td.group {
          display: none;
        }
        td.list {
          display: grid;
          grid-template-columns: 5.5rem minmax(0, 1fr);
          gap: var(--space-2);
        }
        td.list::before {
          content: attr(data-label);
          color: var(--ww-text-soft);
        }
      }
      @media (width >= 48rem) {
        .only-narrow {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) lines: readonly InventoryLine[] = [];
  @property() label = '';

  override render(): TemplateResult {
    const { columns } = this.t.inventory;
    const heads = [columns.group, columns.site, columns.stage, columns.there, columns.missing];
    // The roles are what the elements are; browsers forget them where a style changes the display.
    return html`<table role="table" aria-label=${this.label}>
      <thead role="rowgroup">
        <tr role="row">
          ${heads.map((head) => html`<th role="columnheader" scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(
          this.lines,
          ({ site }) => site.id,
          (line) => this.#line(line),
        )}
      </tbody>
    </table>`;
  }

  #line(line: InventoryLine): TemplateResult {
    const { t, format } = this;
    const { inventory } = t;
    const { site, profile, stage } = line;
    const group = profile?.groupNumber == null ? '' : format.number(profile.groupNumber);
    const beneath = [
      profile?.code ?? inventory.noProfile,
      site.kind === 'cultural-house' ? '' : t.siteKinds[site.kind],
    ].filter((part) => part !== '');
    return html`<tr role="row">
      <td role="cell" class="group">${group}</td>
      <th role="rowheader" scope="row">
        <a href=${siteInventoryAddress(site.id)}>${site.name}</a>
        <small
          >${beneath.join(' · ')}${group === '' ? '' : html`<span class="only-narrow"> · ${inventory.group(group)}</span>`}</small
        >
      </th>
      <td role="cell" class="stage">
        ${isRecorded(line) ? stageChip(stage.stage, t) : html`<span class="soft">${inventory.none}</span>`}
        ${
          stage.since === null
            ? ''
            : html`<small
                >${inventory.stageSince(format.localDate(stage.since))}${stage.paper === '' ? '' : `, ${stage.paper}`}</small
              >`
        }
      </td>
      <td role="cell" class="list" data-label=${inventory.columns.there}>${this.#there(line)}</td>
      <td role="cell" class="list" data-label=${inventory.columns.missing}>${this.#missing(line)}</td>
    </tr>`;
  }

  #there({ there, items }: InventoryLine): TemplateResult {
    const { inventory } = this.t;
    if (items.length === 0) return html`<span class="soft">${inventory.none}</span>`;
    if (there.length === 0) return html`<span class="soft">${inventory.nothingThere}</span>`;
    return html`<ul>
      ${countByKind(there).map(([kind, pieces]) => {
        const words = inventory.kinds[kind];
        return html`<li>${pieces === 1 ? words : inventory.counted(this.format.number(pieces), words)}</li>`;
      })}
    </ul>`;
  }

  #missing(line: InventoryLine): TemplateResult {
    const { inventory } = this.t;
    const { missing } = line;
    if (!isRecorded(line)) return html`<span class="soft">${inventory.none}</span>`;
    if (missing.length === 0) return html`<span class="soft">${inventory.nothingMissing}</span>`;
    const alike = Map.groupBy(missing, ({ kind, stage }) => `${kind} ${stage}`);
    return html`<ul>
      ${[...alike.values()].map((group) => this.#lack(group))}
    </ul>`;
  }

  #lack(group: readonly Missing[]): TemplateResult | '' {
    const { inventory } = this.t;
    const [first] = group;
    if (!first) return '';
    const what = inventory.atStage(inventory.kinds[first.kind], inventory.stages[first.stage].toLocaleLowerCase('vi'));
    const words = group.length === 1 ? what : inventory.counted(this.format.number(group.length), what);
    return html`<li><ww-chip tone="quiet" .picture=${STAGE_LOOKS[first.stage].picture} .label=${words}></ww-chip></li>`;
  }
}
