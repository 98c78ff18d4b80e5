import { consume } from '@lit/context';
import type { DeviceRow, SiteRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../components/device-form.ts';
import type { DeviceDetails } from '../../components/device-form.ts';
import '../../components/dialog.ts';
import { toast } from '../../components/emit.ts';
import '../../components/notices.ts';
import type { ApiResult } from '../../data/api-failure.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';

/** What is asked about a device. */
export type DeviceQuestion = 'edit' | 'approve' | 'revoke';

/** The dialogs in which a device is approved, changed or revoked. */
@customElement('ww-device-dialogs')
export class DeviceDialogs extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    css`
      .actions {
        margin-block-start: var(--space-5);
      }
      ww-failure {
        margin-block-start: var(--space-4);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property({ attribute: false }) row: DeviceRow | undefined;
  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  /** The device as it was when the question was asked: what arrives meanwhile must not change what is being typed. */
  @state() private asked: { question: DeviceQuestion; row: DeviceRow } | undefined;
  readonly #request = new RequestController<true>(this);

  /** Asks. */
  show(question: DeviceQuestion): void {
    this.#request.reset();
    if (this.row) this.asked = { question, row: this.row };
  }

  override render(): TemplateResult {
    return html`<ww-dialog .open=${this.asked !== undefined} .heading=${this.#heading()} @ww-close=${this.#hide}>
      ${this.asked ? this.#question(this.asked) : ''}
    </ww-dialog>`;
  }

  #heading(): string {
    if (this.asked?.question === 'revoke') return this.t.device.revokeTitle;
    return this.asked?.question === 'approve' ? this.t.enrol.approveTitle : this.t.device.edit;
  }

  #failure(): string {
    const { failure } = this.#request;
    return failure ? failureWords(failure, this.t, this.format) : '';
  }

  #question(asked: { question: DeviceQuestion; row: DeviceRow }): TemplateResult {
    if (asked.question === 'revoke') return this.#revocation(asked.row);
    const isApproval = asked.question === 'approve';
    const { name, kind, duty, siteId } = asked.row;
    return html`<ww-device-form
      autofocus
      .details=${isApproval ? { name, kind, duty } : { name, kind, duty, siteId }}
      .sites=${isApproval ? [] : this.sites}
      .attested=${isApproval}
      .submitLabel=${isApproval ? this.t.enrol.approve : this.t.app.save}
      .pending=${this.#request.isPending}
      .failure=${this.#failure()}
      @ww-cancel=${this.#hide}
      @ww-submit=${(event: CustomEvent<DeviceDetails>) => this.#save(asked, event.detail)}
    ></ww-device-form>`;
  }

  #revocation(row: DeviceRow): TemplateResult {
    const failure = this.#failure();
    return html`
      <p>${this.t.device.revokeText(row.name)}</p>
      ${failure === '' ? '' : html`<ww-failure .description=${failure}></ww-failure>`}
      <div class="actions">
        <button
          type="button"
          class="danger"
          aria-disabled=${this.#request.isPending}
          @click=${() => this.#finish(() => this.services.api.revoke(row.id), this.t.device.revoked)}
        >
          ${this.t.device.revokeConfirm}
        </button>
        <button type="button" @click=${this.#hide}>${this.t.app.cancel}</button>
      </div>
    `;
  }

  #save(asked: { question: DeviceQuestion; row: DeviceRow }, details: DeviceDetails): Promise<void> {
    const { api } = this.services;
    const { attestation, ...changes } = details;
    if (asked.question !== 'approve') return this.#finish(() => api.update(asked.row.id, changes), this.t.device.saved);
    if (attestation === undefined) return Promise.resolve();
    return this.#finish(() => api.approve(asked.row.id, { ...changes, attestation }), this.t.device.approved);
  }

  async #finish(call: () => Promise<ApiResult<true>>, words: string): Promise<void> {
    if (this.#request.isPending) return;
    const result = await this.#request.run(this.services.clock, call);
    if (!result?.ok) return;
    this.#hide();
    toast(this, words);
  }

  readonly #hide = (): void => {
    this.asked = undefined;
  };
}
