import { consume } from '@lit/context';
import { type CreatePointRequest, POINT_PLATFORMS, type PointSecret, type SiteRow } from '@wardwatch/shared/api';
import { ATTESTATION } from '@wardwatch/shared/model';
import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { attestationField, attestationStyles, isAttested } from '../../components/attestation-field.ts';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { FormController, type FormReading } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { readText } from '../../components/read-text.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';

/** A Wi-Fi point that was just made, with its key. */
export interface MadePoint {
  request: CreatePointRequest;
  secret: PointSecret;
}

type Mistake = 'site' | 'name' | 'attest';

const KINDS = ['router', 'access-point'] as const satisfies readonly CreatePointRequest['kind'][];

/** Makes a Wi-Fi point that reports by a script. Sends `ww-point` with a `MadePoint`. */
@customElement('ww-point-form')
export class PointForm extends LocalizedElement {
  static override styles = [base, text, button, field, attestationStyles];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  readonly #request = new RequestController<PointSecret>(this);
  readonly #form = new FormController<CreatePointRequest, Mistake>(this, {
    isPending: () => this.#request.isPending,
    read: readPoint,
    send: (request) => this.#send(request),
  });

  override render(): TemplateResult {
    const { points, enrol, deviceKinds } = this.t;
    const { failure, isPending } = this.#request;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${this.#siteField()}
      ${inputField({
        id: 'name',
        label: points.name,
        hint: points.nameHint,
        mistake: this.#form.words('name', points.mistakes.name),
      })}
      ${choiceField({
        id: 'kind',
        label: points.kind,
        options: KINDS.map((kind) => [kind, deviceKinds[kind]]),
        chosen: 'router',
        onChoose: () => undefined,
      })}
      ${choiceField({
        id: 'platform',
        label: points.platform,
        options: POINT_PLATFORMS.map((platform) => [platform, points.platforms[platform]]),
        chosen: 'openwrt',
        onChoose: () => undefined,
      })}
      ${attestationField(this.t, this.#form.words('attest', this.t.attestation.mistake))}
      ${failure ? html`<ww-failure .description=${failureWords(failure, this.t, this.format)}></ww-failure>` : ''}
      <div class="actions"><button class="primary" aria-disabled=${isPending}>${points.create}</button></div>
      <p class="soft small">${enrol.collects} <a href="/collects">${this.t.collects.title}</a></p>
    </form>`;
  }

  #siteField(): TemplateResult {
    const { enrol, points } = this.t;
    const mistake = this.#form.words('site', points.mistakes.site);
    return html`<div class="field">
      <label for="point-site">${enrol.site}</label>
      <select id="point-site" name="siteId" aria-invalid=${mistake !== ''} aria-describedby="point-site-mistake">
        <option value="">${enrol.chooseSite}</option>
        ${this.sites.map((site) => html`<option value=${site.id}>${site.name}</option>`)}
      </select>
      <span class="mistake" id="point-site-mistake">${mistake}</span>
    </div>`;
  }

  async #send(request: CreatePointRequest): Promise<void> {
    const { api, clock } = this.services;
    const result = await this.#request.run(clock, () => api.watching.createPoint(request));
    if (result?.ok) emit(this, 'ww-point', { request, secret: result.value } satisfies MadePoint);
  }
}

function readPoint(data: FormData): FormReading<CreatePointRequest, Mistake> {
  const read = (name: string): string => readText(data, name).trim();
  const [siteId, name] = [read('siteId'), read('name')];
  const wrong = new Set<Mistake>();
  if (siteId === '') wrong.add('site');
  if (name === '') wrong.add('name');
  if (!isAttested(data)) wrong.add('attest');
  if (wrong.size > 0) return { wrong };
  const kind = KINDS.find((one) => one === read('kind')) ?? 'router';
  const platform = POINT_PLATFORMS.find((one) => one === read('platform')) ?? 'openwrt';
  return { value: { siteId, name, kind, duty: 'always', platform, attestation: ATTESTATION } };
}
