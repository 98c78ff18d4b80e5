import type { LedgerHealth } from '@wardwatch/shared/api';
import { css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { icon } from '../../components/icons.ts';
import { RefreshController } from '../../data/refresh-controller.ts';
import { RequestController } from '../../data/request-controller.ts';
import { base, button, text } from '../../theme/shared-styles.ts';
import { PageElement } from '../page-element.ts';

/** The server checks the whole chain once a day at least; a fault shows here within this. */
const REFRESH = { everyMs: 600_000, atMostEveryMs: 600_000 };

/** So much of the key's fingerprint is shown at first, letters. */
const SHORT_FINGERPRINT = 16;

/** Whether the ledger is as it was written: loud where it is not, a quiet line where it is. */
@customElement('ww-ledger-integrity')
export class LedgerIntegrity extends PageElement {
  static override styles = [
    base,
    text,
    button,
    css`
      .line,
      .broken {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2) var(--space-4);
      }
      .line {
        justify-content: space-between;
        font-size: var(--text-sm);
      }
      .good {
        color: var(--ww-calm);
      }
      .broken {
        padding: var(--space-4);
        border: var(--stroke) solid var(--ww-danger);
        border-radius: var(--radius-md);
        background: var(--ww-danger-soft);
      }
      .broken + .line {
        margin-block-start: var(--space-4);
      }
      .broken > .icon {
        width: 1.75rem;
        height: 1.75rem;
        color: var(--ww-danger);
      }
      .broken .cut {
        stroke: var(--ww-danger-soft);
      }
      .broken div {
        flex: 1 1 16rem;
      }
      .broken b {
        color: var(--ww-danger-text);
        font-size: var(--text-lg);
      }
      summary {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        color: var(--ww-text-soft);
        cursor: pointer;
      }
      summary::before {
        content: '▸';
        margin-inline-end: var(--space-2);
      }
      details[open] summary::before {
        content: '▾';
      }
      code {
        font-family: var(--font-code);
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** Says nothing but that the chain is broken, where it is. */
  @property({ type: Boolean, attribute: 'only-broken' }) onlyBroken = false;

  readonly #health = new RequestController<LedgerHealth>(this);
  readonly #refresh = new RefreshController(
    this,
    () => this.services.clock,
    () => void this.#load(),
    REFRESH,
  );

  override willUpdate(): void {
    if (this.#health.state.kind === 'initial') void this.#load();
    // Nothing to say takes no room in the page's grid.
    this.hidden = this.onlyBroken && !this.#health.value?.broken;
  }

  override render(): TemplateResult {
    const { value } = this.#health;
    // A check that was not answered is told on the ledger's own page.
    if (this.onlyBroken) return html`${value ? this.#broken(value) : ''}`;
    return html`<section aria-label=${this.t.integrity.title}>
      ${this.requested(this.#health, this.#load, (health) => html`${this.#broken(health)} ${this.#line(health)}`)}
    </section>`;
  }

  #broken({ broken }: LedgerHealth): TemplateResult | '' {
    if (!broken) return '';
    const { integrity } = this.t;
    // A reason of a newer server is shown as it is.
    const why = integrity.why[broken.why] ?? broken.why;
    return html`<div class="broken" role="alert">
      ${icon('state-problem')}
      <div>
        <p><b>${integrity.broken(this.format.number(broken.place), why)}</b></p>
        <p>${integrity.brokenNext}</p>
      </div>
      ${this.onlyBroken ? html`<a class="button" href="/ledger">${integrity.toLedger}</a>` : ''}
    </div>`;
  }

  #line(health: LedgerHealth): TemplateResult {
    const { integrity } = this.t;
    const { lastSeal, keyFingerprint } = health;
    const parts = [
      integrity.revisions(this.format.number(health.count)),
      ...(health.broken ? [] : [integrity.holds]),
      lastSeal ? integrity.sealed(this.format.localDate(lastSeal.day)) : integrity.notSealed,
    ];
    return html`<div class="line">
      <div>
        <p>${health.broken ? '' : html`<span class="good">${icon('check')}</span> `}${parts.join(', ')}.</p>
        <details>
          <summary>${integrity.key(inGroups(keyFingerprint.slice(0, SHORT_FINGERPRINT)))}</summary>
          <p>${integrity.keyText}<br /><code>${inGroups(keyFingerprint)}</code></p>
        </details>
      </div>
      ${
        this.isAdmin
          ? html`<a class="button" href="/api/ledger/evidence.zip" download
              >${icon('download')}${integrity.evidence}</a
            >`
          : ''
      }
    </div>`;
  }

  readonly #load = async (): Promise<void> => {
    const { api, clock } = this.services;
    this.#refresh.ran();
    await this.#health.run(clock, (signal) => api.ledger.health(signal));
  };
}

/** Hexadecimal digits as a person compares them: four by four. */
function inGroups(digits: string): string {
  return digits.match(/.{1,4}/g)?.join(' ') ?? '';
}
