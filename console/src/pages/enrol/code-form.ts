import { consume } from '@lit/context';
import type { CreateCodeResponse, SiteRow } from '@wardwatch/shared/api';
import { ATTESTATION, SITE_KINDS, type SiteKind } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { attestationField, attestationStyles, isAttested } from '../../components/attestation-field.ts';
import { emit } from '../../components/emit.ts';
import { FormController, type FormReading } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import type { ApiResult } from '../../data/api-failure.ts';
import { type Services, servicesContext } from '../../data/contexts.ts';
import { RequestController } from '../../data/request-controller.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { failureWords } from '../failure-words.ts';
import { readText } from '../../components/read-text.ts';

/** Value of the choice that makes a new site; no id of a row looks so. */
const NEW_SITE = '+';

/** A code with the site that it is for. */
export interface IssuedCode extends CreateCodeResponse {
  siteId: string;
}

/** What the form asks for. */
interface CodeWish {
  site: { id: string } | { name: string; kind: SiteKind };
  preApproved: boolean;
  attestation: typeof ATTESTATION;
}

/** What can be wrong in the form. */
type Mistake = 'site' | 'attest';

/** Chooses or makes a site and gets a code for it. Sends `ww-code` with an `IssuedCode`. */
@customElement('ww-code-form')
export class CodeForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    attestationStyles,
    css`
      .new {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: var(--space-4);
      }
      .choice span {
        display: grid;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true })
  @property({ attribute: false })
  services!: Services;

  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  @state() private chosen = '';
  readonly #request = new RequestController<IssuedCode>(this);
  readonly #form = new FormController<CodeWish, Mistake>(this, {
    isPending: () => this.#request.isPending,
    read: (data) => this.#read(data),
    send: (wish) => this.#send(wish),
  });

  override render(): TemplateResult {
    const { enrol } = this.t;
    const { failure, isPending } = this.#request;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${this.#siteField()} ${this.#isNew ? this.#newSiteFields() : ''}
      <label class="choice">
        <input type="checkbox" name="preApproved" />
        <span>${enrol.preApproved}<span class="hint">${enrol.preApprovedHint}</span></span>
      </label>
      ${attestationField(this.t, this.#form.words('attest', this.t.attestation.mistake))}
      ${failure ? html`<ww-failure .description=${failureWords(failure, this.t, this.format)}></ww-failure>` : ''}
      <div class="actions"><button class="primary" aria-disabled=${isPending}>${enrol.getCode}</button></div>
      <p class="soft small">${enrol.collects} <a href="/collects">${this.t.collects.title}</a></p>
    </form>`;
  }

  /** Where there is no site yet, there is nothing to choose. */
  get #isNew(): boolean {
    return this.sites.length === 0 || this.chosen === NEW_SITE;
  }

  #siteField(): TemplateResult | '' {
    if (this.sites.length === 0) return '';
    const { enrol } = this.t;
    const mistake = this.#isNew ? '' : this.#form.words('site', enrol.siteRequired);
    return html`<div class="field">
      <label for="site">${enrol.site}</label>
      <select id="site" @change=${this.#onChoose} aria-invalid=${mistake !== ''} aria-describedby="site-mistake">
        <option value="">${enrol.chooseSite}</option>
        ${this.sites.map(
          (site) => html`<option value=${site.id} ?selected=${site.id === this.chosen}>${site.name}</option>`,
        )}
        <option value=${NEW_SITE} ?selected=${this.chosen === NEW_SITE}>${enrol.newSite}</option>
      </select>
      <span class="mistake" id="site-mistake">${mistake}</span>
    </div>`;
  }

  #newSiteFields(): TemplateResult {
    const { enrol, siteKinds } = this.t;
    return html`<div class="new">
      ${inputField({
        id: 'site-name',
        name: 'siteName',
        label: enrol.siteName,
        mistake: this.#form.words('site', enrol.siteRequired),
      })}
      <div class="field">
        <label for="site-kind">${enrol.siteKind}</label>
        <select id="site-kind" name="siteKind">
          ${SITE_KINDS.map(
            (kind) => html`<option value=${kind} ?selected=${kind === 'cultural-house'}>${siteKinds[kind]}</option>`,
          )}
        </select>
      </div>
    </div>`;
  }

  readonly #onChoose = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) this.chosen = event.target.value;
    this.#form.mark();
  };

  #read(data: FormData): FormReading<CodeWish, Mistake> {
    const name = readText(data, 'siteName').trim();
    const wrong = new Set<Mistake>();
    if ((this.#isNew ? name : this.chosen) === '') wrong.add('site');
    if (!isAttested(data)) wrong.add('attest');
    if (wrong.size > 0) return { wrong };
    const kind = SITE_KINDS.find((candidate) => candidate === readText(data, 'siteKind')) ?? 'other';
    const site = this.#isNew ? { name, kind } : { id: this.chosen };
    return { value: { site, preApproved: data.has('preApproved'), attestation: ATTESTATION } };
  }

  async #send(wish: CodeWish): Promise<void> {
    const result = await this.#request.run(this.services.clock, () => this.#issue(wish));
    if (result?.ok) emit(this, 'ww-code', result.value);
  }

  async #issue({ site, ...wish }: CodeWish): Promise<ApiResult<IssuedCode>> {
    const { api } = this.services;
    if (!('id' in site)) {
      const created = await api.createSite(site);
      if (!created.ok) return created;
      // Kept, so that a second try does not make the site a second time.
      this.sites = [...this.sites, created.value];
      this.chosen = created.value.id;
      return this.#issue({ site: { id: created.value.id }, ...wish });
    }
    const code = await api.createCode({ siteId: site.id, ...wish });
    return code.ok ? { ok: true, value: { ...code.value, siteId: site.id } } : code;
  }
}
