import type { ServiceRow, SystemRow } from '@wardwatch/shared/api';
import { localDateOf } from '@wardwatch/shared/calendar';
import { type ReportSystem, statementOf, SYSTEMS } from '@wardwatch/shared/statements';
import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import '../../components/chip.ts';
import '../../components/dialog.ts';
import type { Tone } from '../../components/device-status.ts';
import { toast } from '../../components/emit.ts';
import type { IconName } from '../../components/icons.ts';
import { RequestController } from '../../data/request-controller.ts';
import { locale } from '../../i18n/language.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { page } from '../page-styles.ts';
import { reportsNav, reportsNavStyles } from '../reports/reports-nav.ts';
import './system-form.ts';
import { emptySystem } from './system-request.ts';

/** How a state given by hand looks. */
const STATUS_LOOKS = {
  'in-use': { tone: 'calm', picture: 'check' },
  partly: { tone: 'warning', picture: 'half' },
  'not-in-use': { tone: 'danger', picture: 'close' },
} as const satisfies Record<NonNullable<SystemRow['status']>, { tone: Tone; picture: IconName }>;

/** Where the figures of a system that devices or the inventory tell of are seen. */
const SEEN_AT = { device: '/', inventory: '/inventory' } as const;

/** The systems that the ward's report names, each watched, or by hand with the reason. */
@customElement('ww-systems-page')
export class SystemsPage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    reportsNavStyles,
    css`
      ol.card > li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-1) var(--space-4);
        padding-block: var(--space-4);
        border-block-start: var(--hairline) solid var(--ww-line);
        overflow-wrap: anywhere;
      }
      ol.card > li:first-child {
        padding-block-start: 0;
        border-block-start: 0;
      }
      .what {
        display: grid;
        justify-items: start;
        gap: var(--space-1);
        min-width: 0;
      }
      button {
        align-self: start;
      }
      @media (width < 40rem) {
        ol.card > li {
          grid-template-columns: minmax(0, 1fr);
          row-gap: var(--space-3);
        }
      }
    `,
  ];

  readonly #list = new RequestController<{ systems: SystemRow[] }>(this);
  readonly #change = new RequestController<true>(this);
  /** The row as it was when its form was opened. */
  @state() private edited: { system: ReportSystem; row: SystemRow } | undefined;

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { systems } = this.t;
    return html`<div class="page">
      <header>
        <h1 tabindex="-1">${systems.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft narrow">${systems.intro}</p>
      ${reportsNav('/systems', this.t)} ${this.requested(this.#list, this.#load, (list) => this.#rows(list.systems))}
      ${this.#dialog()}
    </div>`;
  }

  #rows(rows: readonly SystemRow[]): TemplateResult {
    return html`<ol class="card">
      ${SYSTEMS.map((system) => this.#row(system, rowOf(rows, system.id)))}
    </ol>`;
  }

  #row(system: ReportSystem, row: SystemRow): TemplateResult {
    const { systems } = this.t;
    const name = system.name[locale().language];
    return html`<li id=${system.id}>
      <div class="what">
        <h2>${name} <span class="soft small">${system.id}</span></h2>
        ${this.#how(system, row)} ${this.#status(row)} ${row.note === '' ? '' : html`<p class="small">${row.note}</p>`}
        ${this.#statements(system)}
      </div>
      ${
        this.isAdmin
          ? html`<button type="button" aria-label=${systems.editNamed(name)} @click=${() => this.#edit(system, row)}>
              ${systems.edit}
            </button>`
          : ''
      }
    </li>`;
  }

  #how({ watched }: ReportSystem, row: SystemRow): TemplateResult {
    const { systems } = this.t;
    switch (watched.by) {
      case 'never':
        return html`<p class="small">${systems.by.never}. ${systems.never}</p>`;
      case 'manual':
        return html`<p class="small">${systems.by.manual}. ${watched.reason[locale().language]}.</p>`;
      case 'service':
        return html`<p class="small">${systems.by.service}: ${this.#services(row)}</p>`;
      case 'device':
      case 'inventory':
        break;
    }
    const words = watched.by === 'device' ? systems.toSites : systems.toInventory;
    return html`<p class="small">${systems.by[watched.by]}. <a href=${SEEN_AT[watched.by]}>${words}</a></p>`;
  }

  #services({ serviceIds }: SystemRow): TemplateResult {
    const { systems } = this.t;
    if (serviceIds.length === 0) return html`<span class="soft">${systems.noServices}</span>`;
    const names = serviceIds.map((id) => this.factNames.service(id) ?? id);
    return html`<a href="/services">${names.join(', ')}</a>`;
  }

  #status({ status, on }: SystemRow): TemplateResult | '' {
    if (status === null) return '';
    const { systems } = this.t;
    const words = systems.statuses[status];
    const label = on === null ? words : systems.statusOn(words, this.format.localDate(on));
    const { tone, picture } = STATUS_LOOKS[status];
    return html`<ww-chip .tone=${tone} .picture=${picture} .label=${label}></ww-chip>`;
  }

  #statements({ statementIds }: ReportSystem): TemplateResult | '' {
    if (statementIds.length === 0) return '';
    const names = statementIds.map((id) => statementOf(id)?.name[locale().language] ?? id);
    return html`<p class="small soft">${this.t.systems.statements}: ${names.join('; ')}</p>`;
  }

  #dialog(): TemplateResult {
    const { edited } = this;
    const { failure } = this.#change;
    const services: readonly ServiceRow[] = [...this.watching.services.values()].filter(({ isActive }) => isActive);
    return html`<ww-dialog .open=${edited !== undefined} .heading=${this.t.systems.formTitle} @ww-close=${this.#hide}>
      ${
        edited
          ? html`<ww-system-form
              autofocus
              .system=${edited.system}
              .row=${edited.row}
              .newest=${rowOf(this.#list.value?.systems ?? [], edited.system.id)}
              .services=${services}
              .today=${localDateOf(this.now)}
              .pending=${this.#change.isPending}
              .failure=${failure ? this.failureWords(failure) : ''}
              @ww-cancel=${this.#hide}
              @ww-submit=${(event: CustomEvent<SystemRow>) => this.#save(event.detail)}
            ></ww-system-form>`
          : ''
      }
    </ww-dialog>`;
  }

  #edit(system: ReportSystem, row: SystemRow): void {
    this.#change.reset();
    this.edited = { system, row };
  }

  readonly #hide = (): void => {
    this.edited = undefined;
  };

  async #save(row: SystemRow): Promise<void> {
    if (this.#change.isPending) return;
    const { api, clock } = this.services;
    const result = await this.#change.run(clock, () => api.reports.saveSystem(row));
    // What was typed stays; saved again, it rests on what the other one saved.
    if (result && !result.ok && result.failure.code === 'revised') await this.#load();
    if (!result?.ok) return;
    this.#hide();
    toast(this, this.t.systems.saved);
    await this.#load();
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.reports.systems(signal));
  };
}

function rowOf(rows: readonly SystemRow[], id: string): SystemRow {
  return rows.find((row) => row.id === id) ?? emptySystem(id);
}
