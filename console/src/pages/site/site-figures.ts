import type { Availability, SiteAvailability } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/bar-list.ts';
import type { Bar } from '../../components/bar-list.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { availabilityWords, causeShares } from './figure-words.ts';

/** Availability of a site over a period, in both calendars, and what the downtime came from. */
@customElement('ww-site-figures')
export class SiteFigures extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    css`
      .figures {
        display: grid;
        gap: var(--space-3);
        grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
      }
      .card {
        display: grid;
        gap: var(--space-3);
        align-content: start;
      }
      .figure {
        font-size: var(--text-2xl);
        font-weight: var(--weight-strong);
        line-height: var(--line-tight);
      }
      .missing {
        font-weight: var(--weight-medium);
      }
      dl {
        display: grid;
        grid-template-columns: auto auto;
        justify-content: space-between;
        gap: var(--space-1) var(--space-4);
        font-size: var(--text-sm);
      }
      dd {
        text-align: end;
      }
    `,
  ];

  @property({ attribute: false }) figures: SiteAvailability | undefined;

  override render(): TemplateResult | '' {
    const { figures } = this;
    if (!figures) return '';
    const { site } = this.t;
    const bars = this.#bars(figures.whole);
    const days = [...new Set([...figures.whole.unconfirmedDays, ...figures.open.unconfirmedDays])];
    return html`<div class="figures">
        ${this.#calendar(site.inHours, figures.open)} ${this.#calendar(site.around, figures.whole)}
        ${
          bars.length === 0
            ? ''
            : html`<section class="card">
                <h3>${site.byCause}</h3>
                <ww-bar-list .bars=${bars}></ww-bar-list>
              </section>`
        }
      </div>
      ${days.length > 0 ? html`<p class="soft small">${site.unconfirmedDays(days.map((day) => this.format.localDate(day)).join(', '))}</p>` : ''}`;
  }

  #calendar(heading: string, figures: Availability): TemplateResult {
    const { site } = this.t;
    const { figure, beside } = availabilityWords(figures, this.t, this.format);
    const hours = (ms: number): string => this.format.hours(ms);
    const lines: [string, string][] = [
      [site.downTime, hours(figures.downMs)],
      [site.outages, this.format.number(figures.outages)],
      [site.longest, hours(figures.longestMs)],
      [site.blips, this.format.number(figures.blips)],
      ...(figures.excludedMs > 0 ? [[site.excludedTime, hours(figures.excludedMs)] satisfies [string, string]] : []),
    ];
    return html`<section class="card">
      <h3>${heading}</h3>
      <p>
        ${figure === '' ? '' : html`<span class="figure">${figure}</span>`}
        <span class=${figure === '' ? 'missing' : 'soft'}>${beside}</span>
      </p>
      <dl>
        ${lines.map(
          ([term, value]) =>
            html`<dt class="soft">${term}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>
    </section>`;
  }

  #bars(whole: Availability): Bar[] {
    return causeShares(whole, this.t, this.format);
  }
}
