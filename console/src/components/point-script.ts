import { POINT_PLATFORMS, type PointPlatform, type PointSecret } from '@wardwatch/shared/api';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, button, text } from '../theme/shared-styles.ts';
import './script-box.ts';
import { tabs, tabStyles } from './tabs.ts';

/** The script of a Wi-Fi point with its key in it, for each platform, and how to install it. */
@customElement('ww-point-script')
export class PointScript extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    tabStyles,
    css`
      .all,
      [role='tabpanel'] {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
      }
      .note {
        padding: var(--space-3) var(--space-4);
        border-inline-start: 3px solid var(--ww-notice);
        font-size: var(--text-sm);
      }
      ol {
        display: grid;
        gap: var(--space-2);
        padding-inline-start: var(--space-5);
        list-style: decimal;
      }
    `,
  ];

  @property({ attribute: false }) secret: PointSecret | undefined;
  /** The platform shown at first. */
  @property() platform: PointPlatform = 'openwrt';
  @state() private chosen: PointPlatform = 'openwrt';

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('platform')) this.chosen = this.platform;
  }

  override render(): TemplateResult | '' {
    const { points } = this.t;
    const script = this.secret?.scripts[this.chosen];
    if (!this.secret) return '';
    return html`<div class="all">
      <p class="note">${points.keyOnce}</p>
      ${tabs({
        id: 'platform',
        label: points.platform,
        tabs: POINT_PLATFORMS.map((platform) => [platform, points.platforms[platform]]),
        chosen: this.chosen,
        onChoose: (platform) => (this.chosen = platform),
      })}
      <div role="tabpanel" id="platform-panel" aria-labelledby="platform-tab-${this.chosen}">
        <h3>${points.steps}</h3>
        <ol>
          ${points.stepsOf[this.chosen].map((step) => html`<li>${step}</li>`)}
        </ol>
        ${
          script
            ? html`<ww-script-box .fileName=${script.fileName} .content=${script.text}></ww-script-box>`
            : html`<p class="soft">${this.t.noData}</p>`
        }
      </div>
    </div>`;
  }
}
