import type { SiteRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { emit } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import '../../components/point-script.ts';
import type { Fleet } from '../../data/fleet.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { page } from '../page-styles.ts';
import './point-form.ts';
import type { MadePoint } from './point-form.ts';

/** Getting a Wi-Fi point onto the board: its form, its script, its first signal. */
@customElement('ww-point-panel')
export class PointPanel extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      .arrived {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .arrived .icon {
        color: var(--ww-calm);
      }
    `,
  ];

  @property({ attribute: false }) fleet: Fleet | undefined;
  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  @state() private made: MadePoint | undefined;

  override render(): TemplateResult {
    const { points } = this.t;
    if (!this.made) {
      return html`<section class="section card" aria-labelledby="point">
        <h2 id="point">${points.stepPoint}</h2>
        <p class="soft">${points.intro}</p>
        <ww-point-form .sites=${this.sites} @ww-point=${this.#onPoint}></ww-point-form>
      </section>`;
    }
    return html`<div class="page">
      <section class="section card" aria-labelledby="script">
        <h2 id="script" tabindex="-1">${points.stepScript}</h2>
        <ww-point-script .secret=${this.made.secret} .platform=${this.made.request.platform}></ww-point-script>
      </section>
      <section class="section card" aria-labelledby="wait">
        <h2 id="wait">${points.stepWait}</h2>
        ${this.#arrival(this.made)}
        <p><button type="button" @click=${this.#again}>${points.another}</button></p>
      </section>
    </div>`;
  }

  /** A point is heard when its row says so: the first push sets when it was last heard. */
  #arrival({ request, secret }: MadePoint): TemplateResult {
    const { points, enrol } = this.t;
    const row = this.fleet?.devices.get(secret.deviceId);
    const isHeard = row !== undefined && (row.connected || row.lastHeardAt !== null);
    return html`<p role="status" class=${isHeard ? 'arrived' : 'soft'}>
      ${isHeard ? html`${icon('check')} ${points.arrived(row.name)}` : points.waiting}
      ${
        isHeard
          ? html`<a class="button" href="/devices/${encodeURIComponent(secret.deviceId)}">${enrol.open}</a>`
          : html`<span class="unseen">${request.name}</span>`
      }
    </p>`;
  }

  readonly #onPoint = async (event: CustomEvent<MadePoint>): Promise<void> => {
    this.made = event.detail;
    emit(this, 'ww-point-made', {});
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#script')?.focus();
  };

  readonly #again = (): void => {
    this.made = undefined;
  };
}
