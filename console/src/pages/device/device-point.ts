import { consume } from '@lit/context';
import type { PointRow, PointSecret } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/dialog.ts';
import { emit, toast } from '../../components/emit.ts';
import type { Figure } from '../../components/figure-list.ts';
import '../../components/figure-list.ts';
import '../../components/notices.ts';
import '../../components/point-script.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { page } from '../page-styles.ts';

/** So many missed signals are late. */
const LATE_AFTER = 3;

/** The server notes the use of an old key each five minutes: one that is older than this is over. */
const OLD_KEY_STALE_MS = 10 * 60_000;

/** The heartbeat of a Wi-Fi point: when it was heard, how often, with a new key where the reader may. Sends `ww-key`. */
@customElement('ww-device-point')
export class DevicePoint extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      .late {
        padding: var(--space-2) var(--space-3);
        border-inline-start: 3px solid var(--ww-warning);
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
        margin-block-start: var(--space-5);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property({ attribute: false }) point: PointRow | undefined;
  /** When its last signal came by its row, UTC milliseconds; fresher than the point's own. */
  @property({ type: Number }) heardAt: number | null = null;
  @property({ type: Number }) now = 0;
  /** Whether the reader may make a new key. */
  @property({ type: Boolean }) editable = false;
  @state() private isAsking = false;
  @state() private secret: PointSecret | undefined;
  readonly #request = new RequestController<PointSecret>(this);

  override render(): TemplateResult | '' {
    const { point } = this;
    const { points } = this.t;
    if (!point) return '';
    return html`<section class="section card" aria-labelledby="point">
      <h2 id="point">${points.section}</h2>
      ${this.#late(point)} ${this.#oldKey(point)}
      <ww-figure-list .figures=${this.#figures(point)}></ww-figure-list>
      ${this.editable ? html`<p><button type="button" @click=${this.#ask}>${points.newKey}</button></p>` : ''}
      ${this.secret ? html`<ww-point-script .secret=${this.secret} .platform=${point.platform}></ww-point-script>` : ''}
      <ww-dialog .open=${this.isAsking} .heading=${points.newKeyTitle} @ww-close=${this.#hide}>
        ${this.isAsking ? this.#question(point) : ''}
      </ww-dialog>
    </section>`;
  }

  #heardAt(point: PointRow): number | null {
    const times = [point.lastPushAt, this.heardAt].filter((at) => at !== null);
    return times.length === 0 ? null : Math.max(...times);
  }

  #late(point: PointRow): TemplateResult | '' {
    const heardAt = this.#heardAt(point);
    if (heardAt === null || this.now - heardAt <= LATE_AFTER * point.everyMs) return '';
    return html`<p class="late">${this.t.points.late(this.format.duration(this.now - heardAt))}</p>`;
  }

  /** A script that nobody replaced shows as silence: whoever made the new key is told why. */
  #oldKey({ oldKeyUsedAt, lastPushAt }: PointRow): TemplateResult | '' {
    if (oldKeyUsedAt === null || oldKeyUsedAt <= (lastPushAt ?? 0) - OLD_KEY_STALE_MS) return '';
    return html`<p class="late">${this.t.points.oldKey(this.format.moment(oldKeyUsedAt, this.now))}</p>`;
  }

  #figures(point: PointRow): Figure[] {
    const { t, format } = this;
    const heardAt = this.#heardAt(point);
    return [
      {
        term: t.points.lastPush,
        value: heardAt === null ? t.points.never : format.moment(heardAt, this.now),
        beside: heardAt === null ? '' : format.age(heardAt, this.now),
      },
      { term: t.points.every, value: format.duration(point.everyMs) },
      { term: t.points.restarts, value: format.number(point.restarts) },
      { term: t.points.platform, value: t.points.platforms[point.platform] },
      ...(point.model === null ? [] : [{ term: t.points.model, value: point.model }]),
      { term: t.points.keyCreated, value: format.dateTime(point.keyCreatedAt) },
    ];
  }

  #question(point: PointRow): TemplateResult {
    const { points, app } = this.t;
    const { failure, isPending } = this.#request;
    return html`<p>${points.newKeyText}</p>
      ${failure ? html`<ww-failure .description=${failureWords(failure, this.t, this.format)}></ww-failure>` : ''}
      <div class="actions">
        <button type="button" class="danger" aria-disabled=${isPending} @click=${() => this.#renew(point)}>
          ${points.newKey}
        </button>
        <button type="button" @click=${this.#hide}>${app.cancel}</button>
      </div>`;
  }

  async #renew({ deviceId }: PointRow): Promise<void> {
    if (this.#request.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#request.run(clock, () => api.watching.newPointKey(deviceId));
    if (!result?.ok) return;
    this.secret = result.value;
    this.#hide();
    toast(this, this.t.points.newKeyDone);
    emit(this, 'ww-key', {});
  }

  readonly #ask = (): void => {
    this.#request.reset();
    this.isAsking = true;
  };

  readonly #hide = (): void => {
    this.isAsking = false;
  };
}
