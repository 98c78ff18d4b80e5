import type { ServiceRow, SiteRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { choiceField } from '../../components/choice-field.ts';
import { emit } from '../../components/emit.ts';
import { FormController } from '../../components/form-controller.ts';
import { inputField } from '../../components/input-field.ts';
import '../../components/notices.ts';
import { siteChoices, siteChoiceStyles } from '../../components/site-choices.ts';
import { LocalizedElement } from '../../i18n/localized-element.ts';
import { base, button, field, text } from '../../theme/shared-styles.ts';
import { CHECK_KINDS, type CheckKind, type ServiceField, serviceRequest } from './service-request.ts';

const MINUTE_MS = 60_000;

/** A service to watch as a person enters it. Sends `ww-submit` with a `ServiceRow`, and `ww-cancel`. */
@customElement('ww-service-form')
export class ServiceForm extends LocalizedElement {
  static override styles = [
    base,
    text,
    button,
    field,
    siteChoiceStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(12rem, 100%), 1fr));
        gap: var(--space-4);
      }
    `,
  ];

  /** The service that is changed; undefined for a new one. What the fields show at first. */
  @property({ attribute: false }) row: ServiceRow | undefined;
  /** A name to begin with. */
  @property() suggested = '';
  @property({ attribute: false }) taken: ReadonlySet<string> = new Set();
  @property({ attribute: false }) sites: readonly SiteRow[] = [];
  @property({ type: Boolean }) pending = false;
  /** Why the server refused, in words. */
  @property() failure = '';
  @state() private kind: CheckKind | undefined;
  @state() private isSome: boolean | undefined;
  readonly #form = new FormController<ServiceRow, ServiceField>(this, {
    isPending: () => this.pending,
    read: (data) => serviceRequest(data, this.row, this.taken),
    send: (request) => emit(this, 'ww-submit', request),
  });

  /** Puts the focus on the first field. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { services, app } = this.t;
    return html`<form novalidate @submit=${this.#form.submit}>
      ${inputField({
        id: 'name',
        label: services.name,
        value: this.row?.name ?? this.suggested,
        hint: services.nameHint,
        mistake: this.#mistake('name'),
      })}
      ${choiceField({
        id: 'kind',
        label: services.kind,
        options: CHECK_KINDS.map((kind) => [kind, services.kinds[kind]]),
        chosen: this.#kind,
        onChoose: (value) => (this.kind = CHECK_KINDS.find((kind) => kind === value)),
      })}
      ${this.#target()} ${this.#pace()} ${this.#where()}
      ${this.failure === '' ? '' : html`<ww-failure .description=${this.failure}></ww-failure>`}
      <div class="actions">
        <button class="primary" aria-disabled=${this.pending}>${this.row ? app.save : services.add}</button>
        <button type="button" @click=${() => emit(this, 'ww-cancel', {})}>${app.cancel}</button>
      </div>
    </form>`;
  }

  get #kind(): CheckKind {
    return this.kind ?? this.row?.check.kind ?? 'http';
  }

  #mistake(name: ServiceField): string {
    return this.#form.words(name, this.t.services.mistakes[name]);
  }

  #target(): TemplateResult {
    const { services } = this.t;
    const check = this.row?.check;
    const kind = this.#kind;
    if (kind === 'http') {
      const page = check?.kind === 'http' ? check : undefined;
      return html`${inputField({
        id: 'url',
        label: services.url,
        value: page?.url ?? '',
        hint: services.urlHint,
        maxLength: 500,
        mistake: this.#mistake('url'),
      })}
      ${inputField({
        id: 'expect',
        label: services.expect,
        value: page?.expect ?? '',
        hint: services.expectHint,
        maxLength: 200,
      })}`;
    }
    const mistake = this.#mistake('host');
    if (kind === 'dns') {
      const value = check?.kind === 'dns' ? check.name : '';
      return inputField({ id: 'domain', label: services.domain, value, maxLength: 253, mistake });
    }
    const place = check?.kind === 'tcp' || check?.kind === 'tls' ? check : undefined;
    return html`<div class="pair">
      ${inputField({ id: 'host', label: services.host, value: place?.host ?? '', maxLength: 253, mistake })}
      ${inputField({
        id: 'port',
        label: services.port,
        value: String(place?.port ?? 443),
        maxLength: 5,
        mistake: this.#mistake('port'),
      })}
    </div>`;
  }

  #pace(): TemplateResult {
    const { services } = this.t;
    const check = this.row?.check;
    const write = (ms: number, unitMs: number): string => String(ms / unitMs).replace('.', ',');
    return html`<div class="pair">
      ${inputField({
        id: 'every',
        label: `${services.every_} (${services.minutes})`,
        value: write(check?.everyMs ?? MINUTE_MS, MINUTE_MS),
        maxLength: 5,
        mistake: this.#mistake('every'),
      })}
      ${inputField({
        id: 'slow',
        label: `${services.slow} (${services.seconds})`,
        value: write(check?.slowMs ?? 5_000, 1_000),
        maxLength: 5,
        mistake: this.#mistake('slow'),
      })}
    </div>`;
  }

  #where(): TemplateResult {
    const { services } = this.t;
    const isSome = this.isSome ?? this.row?.siteIds != null;
    return html`${choiceField({
      id: 'where',
      label: services.where,
      options: [
        ['all', services.whereAll],
        ['some', services.whereSome],
      ],
      chosen: isSome ? 'some' : 'all',
      onChoose: (value) => (this.isSome = value === 'some'),
    })}
    ${
      isSome
        ? siteChoices({
            legend: services.chosenSites,
            sites: this.sites,
            chosen: this.row?.siteIds ?? [],
            mistake: this.#mistake('sites'),
          })
        : ''
    }`;
  }
}
