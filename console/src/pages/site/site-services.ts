import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../components/chip.ts';
import type { SiteService } from '../../data/service-states.ts';
import { NOTHING_WATCHED, type Watching } from '../../data/watching.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, card, text } from '../../theme/shared-styles.ts';
import { page } from '../page-styles.ts';
import { SERVICE_LOOKS } from '../services/service-words.ts';

/** Services as the machines of one site see them now. */
@customElement('ww-site-services')
export class SiteServices extends LocalizedElement {
  static override styles = [
    base,
    text,
    card,
    page,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--space-4);
        padding-block: var(--space-2);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      li:first-child {
        border-block-start: 0;
      }
      li > div {
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) seen: readonly SiteService[] = [];
  @property({ attribute: false }) watching: Watching = NOTHING_WATCHED;

  override render(): TemplateResult | '' {
    const { services } = this.t;
    // A service that was stopped is still the last word of machines that have not heard of it.
    const shown = this.seen.filter(({ id }) => this.watching.services.get(id)?.isActive !== false);
    if (shown.length === 0 && this.watching.services.size === 0) return '';
    return html`<section class="section card" aria-labelledby="services">
      <h2 id="services">${services.fromHere}</h2>
      ${
        shown.length === 0
          ? html`<p class="soft">${services.fromHereEmpty}</p>`
          : html`<ul>
              ${shown.map((service) => this.#line(service))}
            </ul>`
      }
    </section>`;
  }

  #line(service: SiteService): TemplateResult {
    const { services } = this.t;
    const { tone, picture } = SERVICE_LOOKS[service.state];
    return html`<li>
      <div>
        <p>${this.watching.services.get(service.id)?.name ?? service.id}</p>
        <p class="soft small">${this.#figures(service)}</p>
      </div>
      <ww-chip .tone=${tone} .picture=${picture} .label=${services.sites[service.state]}></ww-chip>
    </li>`;
  }

  #figures({ timeMs, certificateDays, agreeing, looking }: SiteService): string {
    const { services } = this.t;
    const { format } = this;
    const certificate =
      certificateDays === undefined
        ? ''
        : certificateDays < 0
          ? services.certificateOver
          : services.certificate(format.measure(certificateDays, 'days'));
    return [
      looking > 1 ? services.seenBy(format.number(agreeing), format.number(looking)) : '',
      timeMs === undefined ? '' : format.measure(timeMs, 'ms'),
      certificate,
    ]
      .filter((part) => part !== '')
      .join(' · ');
  }
}
