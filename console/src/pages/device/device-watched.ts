import { consume } from '@lit/context';
import type { DeviceRow, SaveWatchedRequest, WatchedRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import '../../components/dialog.ts';
import { emit, toast } from '../../components/emit.ts';
import { factTone, factWords } from '../../components/fact-words.ts';
import { icon } from '../../components/icons.ts';
import '../../components/notices.ts';
import { type Services, servicesContext, watchingContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { NOTHING_WATCHED, type Watching } from '../../data/watching.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { page } from '../page-styles.ts';
import './watched-form.ts';

/** Devices that this device's agent watches, with how they are; an administrator changes what they are. */
@customElement('ww-device-watched')
export class DeviceWatched extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2) var(--space-4);
        padding-block: var(--space-3);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      li > div:first-child {
        flex: 1 1 14rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .end {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .note {
        padding: var(--space-2) var(--space-3);
        border-inline-start: 3px solid var(--ww-notice);
        font-size: var(--text-sm);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @consume({ context: watchingContext, subscribe: true })
  @property({ attribute: false })
  watching: Watching = NOTHING_WATCHED;

  @property({ attribute: false }) row: DeviceRow | undefined;
  /** Whether the reader may change what is watched. */
  @property({ type: Boolean }) editable = false;
  @state() private asked: { row: WatchedRow | undefined } | undefined;
  readonly #request = new RequestController<true>(this);

  override render(): TemplateResult | '' {
    const { row } = this;
    const { watched } = this.t;
    if (!row) return '';
    const rows = [...this.watching.watched.values()].filter(({ watcherId }) => watcherId === row.id);
    if (rows.length === 0 && !this.editable) return '';
    return html`<section class="section card" aria-labelledby="watched">
      <h2 id="watched">${watched.title}</h2>
      <p class="soft small">${watched.intro}</p>
      ${this.editable ? html`<p class="note">${watched.allowNote(row.name)}</p>` : ''}
      ${
        rows.length === 0
          ? html`<p class="soft">${watched.empty}</p>`
          : html`<ul>
              ${rows.map((one) => this.#line(one, row))}
            </ul>`
      }
      ${
        this.editable
          ? html`<p>
              <button type="button" @click=${() => this.#ask(undefined)}>${icon('plus')}${watched.add}</button>
            </p>`
          : ''
      }
      <ww-dialog
        .open=${this.asked !== undefined}
        .heading=${this.asked?.row ? watched.edit : watched.add}
        @ww-close=${this.#hide}
      >
        ${this.asked ? this.#form(row.id, this.asked.row) : ''}
      </ww-dialog>
    </section>`;
  }

  #line(one: WatchedRow, { facts }: DeviceRow): TemplateResult {
    const { watched, app } = this.t;
    const how = one.port === null ? watched.byPing : watched.byPort(String(one.port));
    const words = [watched.kinds[one.kind], `${one.host} (${how})`, ...(one.hasSnmp ? [watched.snmp] : [])].join(' · ');
    const value = facts[`watched:${one.id}`]?.value ?? null;
    return html`<li>
      <div>
        <h3>${one.name}</h3>
        <p class="soft small">${words}</p>
      </div>
      <div class="end">
        ${
          one.isActive && !one.isElsewhere
            ? html`<ww-chip
                .tone=${factTone('watched:x', value)}
                .picture=${value === null ? 'state-unknown' : value === 'up' ? 'check' : 'close'}
                .label=${factWords('watched:x', value, this.t)}
              ></ww-chip>`
            : html`<ww-chip
                tone="quiet"
                .picture=${'state-revoked'}
                .label=${one.isActive ? watched.elsewhere : watched.inactive}
              ></ww-chip>`
        }
        ${
          this.editable
            ? html`<button type="button" aria-label=${watched.editNamed(one.name)} @click=${() => this.#ask(one)}>
                ${app.edit}
              </button>`
            : ''
        }
      </div>
    </li>`;
  }

  #form(watcherId: string, row: WatchedRow | undefined): TemplateResult {
    const { failure } = this.#request;
    return html`<ww-watched-form
      autofocus
      .row=${row}
      .watcherId=${watcherId}
      .pending=${this.#request.isPending}
      .failure=${failure ? failureWords(failure, this.t, this.format) : ''}
      @ww-cancel=${this.#hide}
      @ww-submit=${(event: CustomEvent<SaveWatchedRequest>) => this.#save(event.detail)}
    ></ww-watched-form>`;
  }

  #ask(row: WatchedRow | undefined): void {
    this.#request.reset();
    this.asked = { row };
  }

  readonly #hide = (): void => {
    this.asked = undefined;
  };

  async #save(request: SaveWatchedRequest): Promise<void> {
    if (this.#request.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#request.run(clock, () => api.watching.saveWatched(request));
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.watched.saved);
    emit(this, 'ww-watching-changed', {});
  }
}
