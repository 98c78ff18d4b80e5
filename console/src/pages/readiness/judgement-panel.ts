import type { CriterionRow, DeclarationRow, EquipmentRow, Judgement, SiteFigures } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/chip.ts';
import type { Names } from '../../components/outage-words.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, text } from '../../theme/shared-styles.ts';
import { basisWords, judgedFigure, RESULT_LOOKS } from './result-looks.ts';

/** One criterion at one site: what came out, from what, since when, by which source. */
@customElement('ww-judgement-panel')
export class JudgementPanel extends LocalizedElement {
  static override styles = [
    base,
    text,
    css`
      dl {
        display: grid;
        gap: var(--space-3);
      }
      dt {
        color: var(--ww-text-soft);
        font-size: var(--text-sm);
      }
      dd {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) site: SiteFigures | undefined;
  @property({ attribute: false }) criterion: CriterionRow | undefined;
  @property({ attribute: false }) judged: Judgement | undefined;
  @property({ attribute: false }) declared: DeclarationRow | undefined;
  /** Equipment by id, as far as it is known. */
  @property({ attribute: false }) items: ReadonlyMap<string, EquipmentRow> = new Map();
  @property({ attribute: false }) names: Pick<Names, 'device'> | undefined;
  /** The ledger over the period at this site. */
  @property() ledger = '';
  @property({ type: Number }) now = 0;

  override render(): TemplateResult | '' {
    const { site, criterion, judged } = this;
    if (!site || !criterion || !judged) return '';
    const { panel } = this.t.readiness;
    return html`<dl>
      ${row(panel.site, html`<a href="/sites/${encodeURIComponent(site.siteId)}">${site.name}</a>`)}
      ${row(panel.result, this.#result(judged))} ${this.#figure(judged)}
      ${row(panel.basis, basisWords({ ...judged, at: null }, this.t, this.format))} ${this.#at(judged)}
      ${this.#devices(judged)} ${this.#items(judged)} ${this.#declared()}
      ${row(panel.sources, this.#sources(criterion))}
      ${
        judged.basis === 'measured'
          ? html`<div>
              <dd><a href=${this.ledger}>${panel.toLedger}</a></dd>
            </div>`
          : ''
      }
    </dl>`;
  }

  #result({ result }: Judgement): TemplateResult {
    const { tone, picture } = RESULT_LOOKS[result];
    return html`<ww-chip .tone=${tone} .picture=${picture} .label=${this.t.readiness.results[result]}></ww-chip>`;
  }

  #figure(judged: Judgement): TemplateResult | '' {
    const words = judgedFigure(judged, this.t, this.format);
    return words === '' ? '' : row(this.t.readiness.panel.figure, words);
  }

  #at({ at }: Judgement): TemplateResult | '' {
    if (at === null) return '';
    return row(
      this.t.readiness.panel.at,
      html`${this.format.dateTime(at)} <span class="soft">(${this.format.age(at, this.now)})</span>`,
    );
  }

  #devices({ deviceIds }: Judgement): TemplateResult | '' {
    if (deviceIds.length === 0) return '';
    return row(
      this.t.readiness.panel.devices,
      html`<ul>
        ${deviceIds.map(
          (id) => html`<li><a href="/devices/${encodeURIComponent(id)}">${this.names?.device(id) ?? id}</a></li>`,
        )}
      </ul>`,
    );
  }

  #items({ itemIds }: Judgement): TemplateResult | '' {
    if (itemIds.length === 0 || !this.site) return '';
    const href = `/inventory/${encodeURIComponent(this.site.siteId)}`;
    return row(
      this.t.readiness.panel.items,
      html`<ul>
        ${itemIds.map((id) => html`<li><a href=${href}>${this.#itemName(id)}</a></li>`)}
      </ul>`,
    );
  }

  #itemName(id: string): string {
    const item = this.items.get(id);
    const stage = item?.stages.at(-1)?.stage;
    return item && stage ? `${item.name} (${id}, ${this.t.inventory.stages[stage].toLowerCase()})` : id;
  }

  #declared(): TemplateResult | '' {
    const { declared } = this;
    if (!declared) return '';
    const { results, panel } = this.t.readiness;
    return row(
      panel.declared,
      html`${results[declared.result]}, ${this.format.localDate(declared.on)}
      ${declared.proof === '' ? '' : html`<br /><span class="soft">${panel.proof}: ${declared.proof}</span>`}`,
    );
  }

  #sources({ sources }: CriterionRow): TemplateResult {
    if (sources.length === 0) return html`<span class="soft">${this.t.readiness.panel.noSources}</span>`;
    return html`<ul>
      ${sources.map((source) => html`<li>${source}</li>`)}
    </ul>`;
  }
}

function row(term: string, value: TemplateResult | string): TemplateResult {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}
