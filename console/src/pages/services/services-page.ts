import type { ServiceRow } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import '../../components/dialog.ts';
import { emit, toast } from '../../components/emit.ts';
import { icon } from '../../components/icons.ts';
import type { ApiFailure } from '../../data/api-failure.ts';
import { RequestController } from '../../data/request-controller.ts';
import { serviceSites } from '../../data/service-states.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import './service-form.ts';
import { paceWords, SERVICE_LOOKS, SERVICE_STATES, targetWords } from './service-words.ts';
import './speed-setting.ts';

/** What a dialog is about: a service that is there, or a new one with a name to begin with. */
type Asked = { row: ServiceRow } | { row: undefined; name: string };

const byName = new Intl.Collator('vi', { numeric: true });

/** The services that the ward watches: how they are from where, and which they are. */
@customElement('ww-services-page')
export class ServicesPage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      .services > li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-1) var(--space-4);
        padding-block: var(--space-4);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      .services > li:first-child {
        padding-block-start: 0;
        border-block-start: 0;
      }
      .services > li:last-child {
        padding-block-end: 0;
      }
      .what {
        display: grid;
        gap: var(--space-1);
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .stopped h2 {
        color: var(--ww-text-soft);
        font-weight: var(--weight-medium);
      }
      .chips,
      .tools,
      .suggestions {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .suggestions {
        gap: var(--space-2);
      }
      .suggestions button {
        justify-content: start;
        text-align: start;
      }
      .tools {
        align-self: start;
        gap: var(--space-2);
      }
      @media (width < 40rem) {
        .services > li {
          grid-template-columns: minmax(0, 1fr);
          row-gap: var(--space-3);
        }
      }
    `,
  ];

  readonly #list = new RequestController<{ services: ServiceRow[] }>(this);
  readonly #change = new RequestController<true>(this);
  @state() private asked: Asked | undefined;

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { services } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${services.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft narrow">${services.intro}</p>
      ${
        this.isAdmin
          ? html`<div class="tools">
              <button class="primary" type="button" @click=${() => this.#ask({ row: undefined, name: '' })}>
                ${icon('plus')}${services.add}
              </button>
            </div>`
          : ''
      }
      ${this.asked ? '' : this.#refusal()}
      ${this.requested(this.#list, this.#load, ({ services: rows }) => this.#rows(rows))}
      <ww-speed-setting .editable=${this.isAdmin}></ww-speed-setting>
      ${this.#dialog()}
    </div>`;
  }

  #rows(rows: readonly ServiceRow[]): TemplateResult {
    const { services } = this.t;
    const sorted = rows.toSorted((a, b) => Number(b.isActive) - Number(a.isActive) || byName.compare(a.name, b.name));
    return html`${
      sorted.length === 0
        ? html`<ww-empty .heading=${services.emptyTitle} .description=${services.emptyText}></ww-empty>`
        : html`<ul class="services card">
            ${sorted.map((row) => this.#row(row))}
          </ul>`
    }
    ${this.isAdmin ? this.#suggestions(rows) : ''}`;
  }

  #row(row: ServiceRow): TemplateResult {
    const { services, app } = this.t;
    const act = (words: string, named: string, isActive: boolean): TemplateResult =>
      html`<button type="button" aria-label=${named} @click=${() => this.#save({ ...row, isActive })}>
        ${words}
      </button>`;
    return html`<li class=${row.isActive ? '' : 'stopped'}>
      <div class="what">
        <h2>${row.name}</h2>
        <p class="small">${targetWords(row)}</p>
        <p class="soft small">${paceWords(row, this.t, this.format)}</p>
        ${row.isActive ? this.#states(row) : html`<p class="soft small">${services.stopped}</p>`}
      </div>
      ${
        this.isAdmin
          ? html`<div class="tools">
              <button type="button" aria-label=${services.editNamed(row.name)} @click=${() => this.#ask({ row })}>
                ${app.edit}
              </button>
              ${
                row.isActive
                  ? act(services.stop, services.stopNamed(row.name), false)
                  : act(services.resume, services.resumeNamed(row.name), true)
              }
            </div>`
          : ''
      }
    </li>`;
  }

  /** At how many sites it is how. */
  #states({ id }: ServiceRow): TemplateResult | '' {
    if (!this.fleet) return '';
    const { services } = this.t;
    const seen = [...serviceSites(this.fleet, id).values()];
    if (seen.length === 0) return html`<p class="soft small">${services.nobody}</p>`;
    const counted = SERVICE_STATES.map((one) => ({ one, n: seen.filter((seenAs) => seenAs === one).length }));
    return html`<p class="chips">
      ${counted
        .filter(({ n }) => n > 0)
        .map(
          ({ one, n }) =>
            html`<ww-chip
              .tone=${SERVICE_LOOKS[one].tone}
              .picture=${SERVICE_LOOKS[one].picture}
              .label=${`${services.sites[one]}: ${services.siteCount(this.format.number(n))}`}
            ></ww-chip>`,
        )}
    </p>`;
  }

  #suggestions(rows: readonly ServiceRow[]): TemplateResult | '' {
    const { services } = this.t;
    const known = new Set(rows.map(({ name }) => name.toLowerCase()));
    const missing = services.suggestions.filter((name) => !known.has(name.toLowerCase()));
    if (missing.length === 0) return '';
    return html`<section class="section" aria-labelledby="suggest">
      <h2 id="suggest">${services.suggestTitle}</h2>
      <p class="soft">${services.suggestText}</p>
      <ul class="suggestions">
        ${missing.map(
          (name) =>
            html`<li>
              <button
                type="button"
                aria-label=${services.suggestAdd(name)}
                @click=${() => this.#ask({ row: undefined, name })}
              >
                ${icon('plus')}${name}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #dialog(): TemplateResult {
    const { asked } = this;
    const { services } = this.t;
    const heading = asked?.row ? services.edit : services.add;
    return html`<ww-dialog .open=${asked !== undefined} .heading=${heading} @ww-close=${this.#hide}>
      ${asked ? this.#form(asked) : ''}
    </ww-dialog>`;
  }

  #form(asked: Asked): TemplateResult {
    const sites = [...(this.fleet?.sites.values() ?? [])]
      .filter(({ archived }) => !archived)
      .toSorted((a, b) => byName.compare(a.name, b.name));
    const { failure } = this.#change;
    return html`<ww-service-form
      autofocus
      .row=${asked.row}
      .suggested=${'name' in asked ? asked.name : ''}
      .taken=${new Set(this.#list.value?.services.map(({ id }) => id))}
      .sites=${sites}
      .pending=${this.#change.isPending}
      .failure=${failure ? this.#words(failure) : ''}
      @ww-cancel=${this.#hide}
      @ww-submit=${(event: CustomEvent<ServiceRow>) => this.#save(event.detail)}
    ></ww-service-form>`;
  }

  #refusal(): TemplateResult | '' {
    const { failure } = this.#change;
    return failure ? html`<ww-failure .description=${this.#words(failure)}></ww-failure>` : '';
  }

  /** What the form lets through and the server does not is a private address. */
  #words(failure: ApiFailure): string {
    const isAddress = failure.fields.some((name) => /url|host|name|check/.test(name));
    return failure.code === 'bad-request' && isAddress ? this.t.services.privateRefused : this.failureWords(failure);
  }

  #ask(asked: Asked): void {
    this.#change.reset();
    this.asked = asked;
  }

  readonly #hide = (): void => {
    this.asked = undefined;
  };

  async #save(row: ServiceRow): Promise<void> {
    if (this.#change.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#change.run(clock, () => api.watching.saveService(row));
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.services.saved);
    emit(this, 'ww-watching-changed', {});
    await this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.watching.services(signal));
  };
}
