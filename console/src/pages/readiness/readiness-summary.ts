import type { WardFigures } from '@wardwatch/shared/api';
import { LIFE_STAGES, type LifeStage } from '@wardwatch/shared/model';
import { css, html, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';

/** The ward in two figures: criteria met, and cultural houses by stage. */
@customElement('ww-readiness-summary')
export class ReadinessSummary extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .card {
        display: grid;
        align-content: start;
        gap: var(--space-2);
      }
      .big {
        font-size: var(--text-3xl);
        font-weight: var(--weight-strong);
        line-height: var(--line-tight);
      }
      svg {
        display: block;
        width: 100%;
        height: 0.5rem;
        background: var(--ww-sunken);
      }
      rect {
        fill: var(--ww-accent);
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        font-size: var(--text-sm);
      }
      dl div {
        display: flex;
        gap: var(--space-1);
      }
      dt {
        color: var(--ww-text-soft);
      }
    `,
  ];

  @property({ attribute: false }) figures: WardFigures | undefined;

  override render(): TemplateResult | '' {
    if (!this.figures) return '';
    return html`${this.#score(this.figures)} ${this.figures.houses.total > 0 ? this.#houses(this.figures) : ''}`;
  }

  #score({ score, sites }: WardFigures): TemplateResult {
    const { readiness } = this.t;
    const n = (value: number): string => this.format.number(value);
    const judged = sites.filter(({ criteria }) => criteria.length > 0).length;
    return html`<section class="card" aria-labelledby="ward">
      <h2 id="ward">${readiness.wardScore}</h2>
      <p class="big">${score.counted === 0 ? this.t.noData : this.format.percent(score.met / score.counted)}</p>
      ${bar(score.met, score.counted)}
      <p class="small">
        ${readiness.scoreOf(n(score.met), n(score.counted))}
        <span class="soft">
          · ${readiness.mandatoryOf(n(score.mandatoryMet), n(score.mandatoryCounted))} ·
          ${readiness.sitesScored(n(judged))}</span
        >
      </p>
    </section>`;
  }

  #houses({ houses }: WardFigures): TemplateResult {
    const { readiness, inventory } = this.t;
    const n = (value: number): string => this.format.number(value);
    const byStage: Partial<Record<LifeStage, number>> = {
      'in-use': houses.equipped,
      installing: houses.installing,
      funded: houses.funded,
      requested: houses.requested,
      suspended: houses.suspended,
      'not-equipped': houses.notEquipped,
    };
    return html`<section class="card" aria-labelledby="houses">
      <h2 id="houses">${readiness.housesTitle}</h2>
      <p class="big">${n(houses.equipped)}/${n(houses.total)}</p>
      ${bar(houses.equipped, houses.total)}
      <p class="small">
        ${readiness.housesOf(n(houses.equipped), n(houses.total))}
        <span class="soft">
          ·
          ${readiness.wifiOf(n(houses.wifiLive), n(houses.total))}${
            houses.wifiNoData > 0 ? ` · ${readiness.wifiUnknown(n(houses.wifiNoData))}` : ''
          }</span
        >
      </p>
      <dl>
        ${LIFE_STAGES.filter((stage) => (byStage[stage] ?? 0) > 0).map(
          (stage) =>
            html`<div>
              <dt>${inventory.stages[stage]}</dt>
              <dd>${n(byStage[stage] ?? 0)}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
  }
}

function bar(part: number, whole: number): TemplateResult {
  const share = whole === 0 ? 0 : (part / whole) * 100;
  return html`<svg aria-hidden="true">${svg`<rect width="${share}%" height="100%" />`}</svg>`;
}
