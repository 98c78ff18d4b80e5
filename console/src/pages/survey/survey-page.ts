import { localDateOf } from '@wardwatch/shared/calendar';
import type { Inventory } from '@wardwatch/shared/api';
import { SURVEY_ITEMS } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../components/chip.ts';
import type { Tone } from '../../components/device-status.ts';
import { icon, type IconName } from '../../components/icons.ts';
import { RequestController } from '../../data/request-controller.ts';
import { SlowController } from '../../data/slow-controller.ts';
import { base, button, card, text } from '../../theme/shared-styles.ts';
import { FleetPage } from '../fleet-page.ts';
import { type InventoryLine, inventoryLines } from '../inventory/inventory-lines.ts';
import { page } from '../page-styles.ts';
import { answered, nextToSurvey, type SurveyState, surveyState } from './survey-progress.ts';

const LOOKS: Readonly<Record<SurveyState, { tone: Tone; picture: IconName }>> = {
  done: { tone: 'calm', picture: 'check' },
  partly: { tone: 'notice', picture: 'half' },
  open: { tone: 'quiet', picture: 'state-never' },
};

/** Which places were looked at, and where to go next. */
@customElement('ww-survey-page')
export class SurveyPage extends FleetPage {
  static override styles = [
    base,
    text,
    button,
    card,
    page,
    css`
      nav {
        margin-block-end: calc(-1 * var(--space-3));
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
      }
      .card {
        padding-block: var(--space-2);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0 var(--space-4);
        padding-block: var(--space-2);
        border-block-start: var(--hairline) solid var(--ww-line);
      }
      li:first-child {
        border-block-start: 0;
      }
      li a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        overflow-wrap: anywhere;
      }
      .how {
        display: grid;
      }
      .next {
        display: grid;
        gap: var(--space-3);
        justify-items: start;
      }
      @media (width < 40rem) {
        .next,
        .next .button {
          width: 100%;
        }
        .next .button {
          min-height: 3rem;
        }
      }
    `,
  ];

  readonly #wait = new SlowController(this, () => this.services.clock);
  readonly #list = new RequestController<Inventory>(this);

  override willUpdate(): void {
    if (this.#list.state.kind === 'initial') void this.#load();
  }

  override render(): TemplateResult {
    const { survey, inventory } = this.t;
    return html`<div class="page narrow">
      <nav aria-label=${inventory.title}><a href="/inventory">← ${inventory.title}</a></nav>
      <header>
        <h1 tabindex="-1">${survey.title}</h1>
        ${this.asOf()}
      </header>
      <p class="soft">${survey.intro}</p>
      ${this.fleetFailure()} ${this.requested(this.#list, this.#load, (kept) => this.#kept(kept))}
    </div>`;
  }

  #kept(kept: Inventory): TemplateResult {
    if (!this.fleet) return html`${this.#wait.isSlow ? html`<ww-spinner></ww-spinner>` : ''}`;
    const { survey, inventory } = this.t;
    const lines = inventoryLines(this.fleet.sites.values(), kept, localDateOf(this.now));
    if (lines.length === 0)
      return html`<ww-empty .heading=${survey.emptyTitle} .description=${survey.emptyText}>
        ${this.isAdmin ? html`<a class="button primary" href="/inventory/import">${inventory.import}</a>` : ''}
      </ww-empty>`;
    const done = lines.filter(({ profile }) => surveyState(profile) === 'done').length;
    const next = nextToSurvey(lines);
    return html`<section class="next">
        <p><b>${survey.progress(this.format.number(done), this.format.number(lines.length))}</b></p>
        ${
          next
            ? html`<a class="button primary" href="/survey/${encodeURIComponent(next.id)}"
                >${survey.next(next.name)}${icon('forward')}</a
              >`
            : html`<p>${survey.allDone}</p>`
        }
      </section>
      <section class="section" aria-labelledby="list">
        <h2 id="list">${survey.list}</h2>
        <ul class="card">
          ${repeat(
            lines,
            ({ site }) => site.id,
            (line) => this.#line(line),
          )}
        </ul>
      </section>`;
  }

  #line({ site, profile }: InventoryLine): TemplateResult {
    const { survey } = this.t;
    const state = surveyState(profile);
    const { tone, picture } = LOOKS[state];
    const figure = (n: number): string => this.format.number(n);
    const label =
      state === 'partly'
        ? survey.partly(figure(answered(profile?.survey)), figure(SURVEY_ITEMS.length))
        : survey[state];
    const kept = profile?.survey;
    return html`<li>
      <a href="/survey/${encodeURIComponent(site.id)}">${site.name}</a>
      <span class="how">
        <ww-chip .tone=${tone} .picture=${picture} .label=${label}></ww-chip>
        ${kept ? html`<span class="soft small">${survey.by(this.format.localDate(kept.on), kept.by)}</span>` : ''}
      </span>
    </li>`;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    await this.#list.run(clock, (signal) => api.inventory.all(signal));
  };
}
