import type { DeviceRow as Row } from '@wardwatch/shared/api';
import type { FactName } from '@wardwatch/shared/model';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { LocalizedElement } from '../i18n/localized-element.ts';
import { base, text } from '../theme/shared-styles.ts';
import './chip.ts';
import './meter.ts';
import './status-badge.ts';
import type { DeviceStatus, Tone } from './device-status.ts';
import { type FactNames, type FactState, factStates, factTone, NO_NAMES, statedFacts } from './fact-words.ts';

/** Facts on the board: what decides whether citizens can be served. */
const SHOWN_FACTS: ReadonlySet<FactName> = new Set(['gateway', 'internet', 'dns', 'mains', 'wifi']);

/** Those, and whatever else wants a look: a UPS, a service, a watched device. */
function shownFacts(facts: Row['facts']): FactName[] {
  return statedFacts(facts).filter(
    (fact) => SHOWN_FACTS.has(fact) || LOUD_TONES.has(factTone(fact, facts[fact]?.value ?? null)),
  );
}

const LOUD_TONES: ReadonlySet<Tone> = new Set(['danger', 'warning']);

/** The busiest disk stands for all of them on the board. */
function fullestDisk(row: Row): number | undefined {
  const shares = Object.entries(row.metrics).flatMap(([name, metric]) =>
    name.startsWith('disk.used') ? [metric.value] : [],
  );
  return shares.length === 0 ? undefined : Math.max(...shares);
}

/** One device on the board: who it is, how it is, since when; what it sees; how it feels. */
@customElement('ww-device-row')
export class DeviceRow extends LocalizedElement {
  static override styles = [
    base,
    text,
    css`
      article {
        display: grid;
        grid-template-columns: minmax(15rem, 5fr) minmax(0, 6fr) minmax(15rem, 5fr);
        gap: var(--space-3) var(--space-5);
        padding-block: var(--space-4);
      }
      h3 a {
        color: var(--ww-text);
        text-decoration-color: var(--ww-line-strong);
      }
      .who,
      .sees,
      .feels {
        display: grid;
        align-content: start;
        gap: var(--space-2);
        min-width: 0;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
      }
      .meters {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: var(--space-4);
      }
      .state {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
      }
      p {
        font-size: var(--text-xs);
      }
      @media (width < 64rem) {
        article {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
        .who {
          grid-column: 1 / -1;
        }
      }
      @media (width < 40rem) {
        article {
          grid-template-columns: minmax(0, 1fr);
        }
        h3 a {
          display: inline-flex;
          align-items: center;
          min-height: var(--target);
        }
      }
    `,
  ];

  @property({ attribute: false }) row: Row | undefined;
  @property({ attribute: false }) status: DeviceStatus | undefined;
  /** Names of services and watched devices. */
  @property({ attribute: false }) names: FactNames = NO_NAMES;
  /** The server's time, UTC milliseconds. */
  @property({ type: Number }) now = 0;

  override render(): TemplateResult | undefined {
    const { row, status } = this;
    if (!row || !status) return undefined;
    return html`<article>
      <div class="who">
        <h3><a href="/devices/${encodeURIComponent(row.id)}">${row.name}</a></h3>
        <div class="state">
          <ww-status-badge .status=${status}></ww-status-badge>
          ${this.#since(status)}
        </div>
        <p class="soft">${this.t.deviceKinds[row.kind]} · ${this.t.duties[row.duty]}</p>
      </div>
      <div class="sees">${this.#sees(row, status)}</div>
      <div class="feels">${row.connected ? this.#feels(row) : ''}</div>
    </article>`;
  }

  #since(status: DeviceStatus): TemplateResult | '' {
    if (status.since === null) return '';
    const when = this.t.status.since(this.format.moment(status.since, this.now));
    const age = this.format.age(status.since, this.now);
    return html`<p class="soft">${when} (${age})</p>`;
  }

  #sees(row: Row, status: DeviceStatus): TemplateResult {
    const facts = factStates(row.facts, shownFacts(row.facts), this.names, this.t);
    const isPast = status.kind === 'offline';
    return html`
      ${isPast && facts.length > 0 ? html`<p class="soft">${this.t.status.lastFacts}</p>` : ''}
      <div class="chips">
        ${facts.map((fact) => this.#chip(fact, isPast))}
        ${status.isCatchingUp ? this.#note('sync', this.t.status.catchingUp(this.format.number(row.backlog))) : ''}
        ${status.isCloneSuspected ? this.#note('clone', this.t.status.clone) : ''}
      </div>
    `;
  }

  #chip(fact: FactState, isPast: boolean): TemplateResult {
    // The last word before silence is the past, except that it was said on battery: that hints at the cause.
    const tone = isPast && fact.tone === 'danger' ? 'quiet' : fact.tone;
    return html`<ww-chip .label=${fact.words} .tone=${tone} .picture=${fact.picture}></ww-chip>`;
  }

  #note(picture: 'sync' | 'clone', words: string): TemplateResult {
    return html`<ww-chip
      .label=${words}
      .tone=${picture === 'sync' ? 'notice' : 'warning'}
      .picture=${picture}
    ></ww-chip>`;
  }

  #feels(row: Row): TemplateResult {
    const shares = [
      { label: this.t.charts.cpu, percent: row.metrics['cpu.used']?.value },
      { label: this.t.charts.memory, percent: row.metrics['memory.used']?.value },
      { label: this.t.charts.disk, percent: fullestDisk(row) },
    ].filter((share) => share.percent !== undefined);
    return html`
      <div class="meters">
        ${shares.map((share) => html`<ww-meter .label=${share.label} .percent=${share.percent ?? 0}></ww-meter>`)}
      </div>
      ${
        row.bootedAt === null
          ? ''
          : html`<p class="soft">${this.t.status.bootedAt} ${this.format.moment(row.bootedAt, this.now)}</p>`
      }
    `;
  }
}
